import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { Excuse } from "../../features/showings/excuse.tsx";
import { GiveBack } from "../../features/showings/give-back.tsx";
import { GoingQuestion } from "../../features/showings/going-question.tsx";
import { Remember } from "../../features/showings/remember.tsx";
import { TicketFace } from "../../features/showings/ticket-face.tsx";
import { TicketNews } from "../../features/showings/ticket-news.tsx";
import { ticketQuery } from "../../features/showings/tickets.query.ts";
import { asksWhetherGoing } from "../../features/showings/tickets.rules.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { Waiting } from "../../ui/waiting.tsx";

/** One ticket: its code while it lets in, then what became of it. */
export function TicketPage() {
  const { t } = useTranslation("member");
  const { claimId } = useParams({ from: "/member/tickets/$claimId" });
  // The door's answer arrives as an event; asking now and then covers a phone that hears none.
  const query = useQuery({
    ...ticketQuery(claimId),
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === "valid" ? 20_000 : false),
  });
  const ticket = query.data;
  return (
    <Page title={ticket?.session.title ?? t("tickets.title")} up="/tickets">
      {query.isError && ticket && <Notice>{t("tickets.keptCopy")}</Notice>}
      {query.isError && !ticket && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Waiting />}
      {ticket && <Whole ticket={ticket} />}
    </Page>
  );
}

function Whole({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  const now = useServerNow();
  const { claimId, session, state } = ticket;
  const isAhead = state === "valid" && Date.parse(session.startsAt) > now;
  return (
    <>
      <TicketNews ticket={ticket} />
      <TicketFace ticket={ticket} />
      {asksWhetherGoing(ticket, now) && <GoingQuestion ticket={ticket} />}
      <Excuse ticket={ticket} />
      {isAhead && <Remember ticket={ticket} now={now} />}
      <section className={cards.card}>
        {isAhead && ticket.can.move && session.releaseId !== null && (
          <Link to="/tickets/$claimId/seat" params={{ claimId }} className={classes(cards.link)}>
            {t("tickets.move")}
          </Link>
        )}
        <GiveBack ticket={ticket} now={now} />
        {session.releaseId !== null && (
          <Link
            to="/releases/$releaseId"
            params={{ releaseId: session.releaseId }}
            search={{ view: "details" }}
            className={classes(cards.link)}
          >
            {t("tickets.details")}
          </Link>
        )}
      </section>
    </>
  );
}
