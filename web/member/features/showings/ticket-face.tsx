import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { formatDay, formatDayTime, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import { usePerson } from "../../session/use-person.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { ShownCode } from "../member-code/shown-code.tsx";
import { hallName } from "./hall-name.ts";
import styles from "./ticket.module.css";

/** What the door looks at: film, time, hall, the seat in large letters, the code and the number. */
export function TicketFace({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const nameOf = useSeatName();
  const { session, seat, state } = ticket;
  const { startsAt, endsAt } = session;
  return (
    <>
      <section className={cards.card}>
        <p className={styles.time}>{formatDay(language, startsAt)}</p>
        <p className={styles.title}>
          {t("showings.until", { from: formatTime(language, startsAt), until: formatTime(language, endsAt) })}
        </p>
        <p>{hallName(session.hall)}</p>
        <p className={styles.soft}>{session.hall.address}</p>
        <p className={classes(styles.seat, (state === "returned" || state === "cancelled") && styles.gone)}>
          {seat === null ? t("tickets.noSeat") : nameOf.seat(seat.label)}
        </p>
        {ticket.awarded && <p className={styles.soft}>{t("tickets.awarded")}</p>}
        {ticket.enteredAt !== null && <p>{t("tickets.entered", { at: formatDayTime(language, ticket.enteredAt) })}</p>}
      </section>
      {state === "valid" && <Code ticket={ticket} />}
    </>
  );
}

function Code({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { personId } = usePerson();
  const about = useMemo(() => ({ purpose: "enter", subject: ticket.claimId }) as const, [ticket.claimId]);
  return (
    <>
      <p>{t("tickets.show")}</p>
      <p className={styles.soft}>
        {t("tickets.doorsFrom", { at: formatDayTime(language, ticket.session.doorsOpenAt) })}
      </p>
      <ShownCode personId={personId} about={about} label={t("tickets.image")} />
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("tickets.number")}</h2>
        <p className={styles.number}>{ticket.number}</p>
        <p className={styles.soft}>{t("tickets.numberHint")}</p>
      </section>
    </>
  );
}
