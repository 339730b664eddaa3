import { useTranslation } from "react-i18next";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { dayOf } from "../../shared/days.ts";
import { useShow } from "../../shared/use-show.ts";

/** A booking in words; of others' only that the hall is taken. */
export function useBookingText() {
  const { t } = useTranslation("console");
  const show = useShow();
  return ({ from, to, title, purpose, state }: HallBooking) => {
    const end = dayOf(from) === dayOf(to) ? show.time(to) : show.dayTime(to);
    const kind = purpose === null ? "" : t(`places.purpose.${purpose}`);
    return {
      title: title ?? t("places.taken"),
      /** "09:00–11:00" */
      times: `${show.time(from)}–${end}`,
      /** "11月25日 周三 09:00–11:00" */
      when: `${show.dayTime(from)}–${end}`,
      kind: state === "requested" ? [kind, t("places.states.requested")].filter(Boolean).join(" · ") : kind,
    };
  };
}
