import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { MoveSeat } from "../../features/seats/move-seat.tsx";
import { ticketQuery } from "../../features/showings/tickets.query.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { Waiting } from "../../ui/waiting.tsx";

/** Another free seat for a ticket. */
export function TicketSeatPage() {
  const { t } = useTranslation("member");
  const { claimId } = useParams({ from: "/member/tickets/$claimId/seat" });
  const navigate = useNavigate();
  const online = useOnline();
  const { data: ticket, error, isPending, refetch } = useQuery(ticketQuery(claimId));
  const done = () => void navigate({ to: "/tickets/$claimId", params: { claimId }, replace: true });
  return (
    <Page title={t("tickets.moveTitle")} up="/tickets/$claimId" upParams={{ claimId }} hasBar>
      {!online && <Notice>{t("tickets.moveOffline")}</Notice>}
      {error && !ticket && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {ticket && <MoveSeat ticket={ticket} onDone={done} />}
    </Page>
  );
}
