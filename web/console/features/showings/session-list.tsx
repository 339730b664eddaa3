import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { SessionTag } from "./session-tag.tsx";
import styles from "./showings.module.css";
import { sessionsQuery } from "./showings.queries.ts";

const dayMillis = 86_400_000;

/** What is shown from yesterday on, in order of time; fits a phone. */
export function SessionList() {
  const { t } = useTranslation("console");
  const show = useShow();
  const [from] = useState(() => new Date(serverClock.now() - dayMillis).toISOString());
  const sessions = useQuery({ ...sessionsQuery(from), refetchInterval: 15_000 });
  return (
    <QueryView query={sessions} isEmpty={({ items }) => items.length === 0} empty={t("showings.noSessions")}>
      {({ items }) => (
        <ul className={styles.cards}>
          {items.map((session) => (
            <li key={session.id}>
              <Link className={styles.card} to="/showings/$sessionId" params={{ sessionId: session.id }}>
                <span className={styles.cardHead}>
                  <strong>{session.title}</strong> <SessionTag session={session} />
                </span>
                <span>{show.dayTime(session.startsAt)}</span>
                <span>
                  {session.hall.place} {session.hall.name}
                </span>
                <span>
                  {t("showings.holdersOf", {
                    holders: show.number(session.counts.holders),
                    seats: show.number(session.counts.seats),
                  })}
                  {session.counts.entered > 0 &&
                    ` · ${t("showings.enteredCount", { entered: show.number(session.counts.entered) })}`}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
