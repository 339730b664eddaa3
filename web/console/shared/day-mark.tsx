import { useTranslation } from "react-i18next";
import type { PlanDetail } from "../../shared/api-types/index.ts";
import { ToneTag } from "./tone-tag.tsx";

export type DayMark = PlanDetail["days"][number]["mark"];

/** Why a day is not as its weekday says; what is not settled yet is less loud than what is. */
export function DayMarkTag({ mark }: { mark: DayMark }) {
  const { t } = useTranslation("console");
  return <ToneTag tone={mark === "unsettled" ? "plain" : "waiting"}>{t(`common.dayMark.${mark}`)}</ToneTag>;
}
