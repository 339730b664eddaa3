import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import { classes } from "../../ui/classes.ts";
import { hallName } from "./hall-name.ts";
import styles from "./ticket.module.css";

/** A ticket in a list: film, when, where, which seat, and what has become of it. */
export function TicketCard({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const nameOf = useSeatName();
  const { session, seat, state } = ticket;
  return (
    <Link
      to="/tickets/$claimId"
      params={{ claimId: ticket.claimId }}
      className={classes(styles.ticket, state !== "valid" && styles.past)}
    >
      <span className={styles.title}>{session.title}</span>
      <span className={styles.time}>{formatDayTime(language, session.startsAt)}</span>
      <span className={styles.soft}>{hallName(session.hall)}</span>
      <span className={styles.foot}>
        <b>{seat === null ? t("tickets.noSeat") : nameOf.seat(seat.label)}</b>
        <span>{t(`tickets.state.${state}`)}</span>
      </span>
    </Link>
  );
}
