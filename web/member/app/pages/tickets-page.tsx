import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Standing } from "../../features/showings/standing.tsx";
import { TicketCard } from "../../features/showings/ticket-card.tsx";
import { ticketLists, ticketsQuery } from "../../features/showings/tickets.query.ts";
import { classes } from "../../ui/classes.ts";
import { Empty, Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import tabs from "../../ui/tabs.module.css";
import { Waiting } from "../../ui/waiting.tsx";

/** The member's tickets: what is ahead, and what is over with its record of coming. */
export function TicketsPage() {
  const { t } = useTranslation("member");
  const { list = "open" } = useSearch({ from: "/member/tickets" });
  const { data, isError, isPending, error, refetch } = useQuery(ticketsQuery(list));
  return (
    <Page title={t("tickets.title")} up="/me">
      <nav className={tabs.tabs} aria-label={t("tickets.title")}>
        {ticketLists.map((name) => (
          <Link
            key={name}
            to="/tickets"
            search={name === "open" ? {} : { list: name }}
            replace
            activeOptions={{ exact: true, includeSearch: true }}
            className={classes(tabs.tab)}
          >
            {t(`tickets.${name}`)}
          </Link>
        ))}
      </nav>
      {isError && data && <Notice>{t("tickets.keptCopy")}</Notice>}
      {isError && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {data?.map((ticket) => (
        <TicketCard key={ticket.claimId} ticket={ticket} />
      ))}
      {data?.length === 0 && (
        <Empty>
          <p>{list === "open" ? t("tickets.emptyOpen") : t("tickets.emptyPast")}</p>
          <Link to="/showings">{t("tickets.toShowings")}</Link>
        </Empty>
      )}
      <Standing />
    </Page>
  );
}
