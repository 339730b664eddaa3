import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatNumber, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { listQuery, useLetIn } from "../../shared/door.queries.ts";
import type { DoorSession } from "../../shared/door.types.ts";
import { entryOf } from "../../shared/judge-at-door.ts";
import styles from "./check-in.module.css";

/** How many are in, how many have a ticket, how many seats there are; what this door let in without network counts. */
export function CountsBar({ session }: { session: DoorSession }) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  const list = useQuery(listQuery(session.id)).data?.value;
  const letIn = useLetIn();
  const entered = list?.holders.filter((holder) => entryOf(holder, letIn) !== undefined).length ?? session.entered;
  const holders = list?.holders.length ?? session.holders;
  const figure = (value: number, word: string) => (
    <div>
      <dt>{word}</dt>
      <dd>{formatNumber(language, value)}</dd>
    </div>
  );
  return (
    <div className={styles.counts}>
      <dl>
        {figure(entered, t("counts.entered"))}
        {figure(holders, t("counts.holders"))}
        {figure(session.seats, t("counts.seats"))}
      </dl>
      {list && <small>{t("counts.asOf", { time: formatTime(language, list.asOf) })}</small>}
    </div>
  );
}
