import { useTranslation } from "react-i18next";
import type { Rehearsal } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./rehearsals.module.css";

/** When it opens, and how many phones took part, won and redeemed. */
export function PlayFigures({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation("console");
  const show = useShow();
  // Read anew every few seconds with the rehearsal itself.
  const isOpen = serverClock.now() >= Date.parse(rehearsal.opensAt);
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t(isOpen ? "rehearsals.opened" : "rehearsals.opens")}</dt>
        <dd>{show.second(rehearsal.opensAt)}</dd>
      </div>
      {(["phones", "entered", "won", "redeemed"] as const).map((figure) => (
        <div key={figure}>
          <dt>{t(`rehearsals.figure.${figure}`)}</dt>
          <dd>{show.number(rehearsal[figure])}</dd>
        </div>
      ))}
    </dl>
  );
}
