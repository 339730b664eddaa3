import { useTranslation } from "react-i18next";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { Notice } from "../../ui/notice.tsx";

/** What has happened to a ticket that its holder should read first. */
export function TicketNews({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  const { state, session, penaltyFree } = ticket;
  if (state === "returned") return <Notice kind="done">{t("tickets.returned")}</Notice>;
  if (state === "cancelled") {
    return (
      <Notice>
        {session.reason === null ? t("tickets.cancelled") : t("tickets.cancelledBecause", { reason: session.reason })}
      </Notice>
    );
  }
  if (state === "missed" && ticket.excuse?.state !== "accepted") return <Notice>{t("tickets.missed")}</Notice>;
  if (state !== "valid" || session.reason === null) return null;
  return (
    <Notice>
      <p>{t("tickets.changed", { reason: session.reason })}</p>
      {penaltyFree && <p>{t("tickets.penaltyFree")}</p>}
    </Notice>
  );
}
