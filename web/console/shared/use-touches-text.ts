import { useTranslation } from "react-i18next";
import type { Touches } from "../../shared/api-types/index.ts";
import { useShow } from "./use-show.ts";

/** Whom an act touches, in one sentence. */
export function useTouchesText(): (touches: Touches) => string {
  const { t } = useTranslation("console");
  const show = useShow();
  return ({ people, entered, waiting, holding, reminded, stores }) =>
    people === 0 && stores === 0
      ? t("office.touchesNobody")
      : t("office.touches", {
          people: show.number(people),
          entered: show.number(entered),
          waiting: show.number(waiting),
          holding: show.number(holding),
          reminded: show.number(reminded),
          stores: show.number(stores),
        });
}
