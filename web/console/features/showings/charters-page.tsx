import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Charter } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { SessionTag } from "./session-tag.tsx";
import styles from "./showings.module.css";
import { chartersQuery } from "./showings.queries.ts";

const monthMillis = 30 * 86_400_000;

/** The houses that one's unions have, from a month ago on; fits a phone. */
export function ChartersPage() {
  const { t } = useTranslation("console");
  const [from] = useState(() => new Date(serverClock.now() - monthMillis).toISOString());
  const charters = useQuery({ ...chartersQuery(from), refetchInterval: 30_000 });
  return (
    <Page title={t("showings.charters.title")} about={t("showings.charters.about")}>
      <QueryView query={charters} isEmpty={({ items }) => items.length === 0} empty={t("showings.charters.none")}>
        {({ items }) => (
          <ul className={styles.cards}>
            {items.map((charter) => (
              <li key={charter.id}>
                <CharterCard charter={charter} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Page>
  );
}

function CharterCard({ charter }: { charter: Charter }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { id, title, startsAt, hall, counts, listUntil, can } = charter;
  return (
    <Link className={styles.card} to="/charters/$sessionId" params={{ sessionId: id }}>
      <span className={styles.cardHead}>
        <strong>{title}</strong> <SessionTag session={charter} />
      </span>
      <span>{show.dayTime(startsAt)}</span>
      <span>
        {hall.place} {hall.name}
      </span>
      <span>
        {t("showings.holdersOf", { holders: show.number(counts.holders), seats: show.number(counts.seats) })}
        {counts.entered > 0 && ` · ${t("showings.enteredCount", { entered: show.number(counts.entered) })}`}
      </span>
      {can.list && counts.listed === 0 && listUntil !== null && (
        <strong>{t("showings.charters.listBy", { until: show.dayTime(listUntil) })}</strong>
      )}
    </Link>
  );
}
