import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { partsOf } from "../../../wire/seat-map/index.ts";
import type { SeatLook } from "./seat-shape.tsx";

/** What seats are called in the reader's language: 5排12座, or "Row 5 seat 12". */
export function useSeatName() {
  const { t } = useTranslation("shared");
  return useMemo(() => {
    const seat = (label: string): string => {
      const parts = partsOf(label);
      return parts === undefined ? label : t("seatMap.name", parts);
    };
    return {
      seat,
      /** What the row of a seat is called, alone: "5". */
      row: (label: string): string | undefined => partsOf(label)?.row,
      /** With everything that its colour says. */
      state: (
        label: string,
        { look, rank, wheelchair }: { look: SeatLook; rank?: number | undefined; wheelchair: boolean },
      ): string => {
        const state =
          look === "wished" && rank !== undefined ? t("seatMap.state.wished_at", { rank }) : t(`seatMap.state.${look}`);
        return t(wheelchair ? "seatMap.wheelchairSeat" : "seatMap.seat", { name: seat(label), state });
      },
    };
  }, [t]);
}
