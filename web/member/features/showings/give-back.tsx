import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { giveBackState } from "./tickets.rules.ts";
import { useTicketAct } from "./use-ticket-act.ts";

/** Giving a ticket back, with the hour until which; asked once more in the page itself. */
export function GiveBack({ ticket, now }: { ticket: Ticket; now: number }) {
  const { t } = useTranslation(["member", "shared"]);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const params = { path: { claimId: ticket.claimId } };
  const giveBack = useTicketAct(() =>
    unwrap(api.POST("/api/activities/tickets/{claimId}/return", { params, body: {} })),
  );
  const state = giveBackState(ticket, now);
  if (state === "none") return null;
  if (state === "late") return <p className={cards.soft}>{t("tickets.giveBackLate")}</p>;
  if (!isAsked) {
    return (
      <>
        <p className={classes(cards.soft, cards.after)}>
          {t("tickets.giveBackUntil", { at: formatDayTime(language, ticket.session.giveBackUntil) })}
        </p>
        <Button kind="outline" onPress={() => setAsked(true)}>
          {t("tickets.giveBack")}
        </Button>
      </>
    );
  }
  return (
    <Notice>
      <p>{t("tickets.giveBackAsk")}</p>
      {giveBack.isError && <ProblemNotice error={giveBack.error} />}
      <Button kind="outline" disabled={giveBack.isPending} onPress={() => giveBack.mutate()}>
        {t("tickets.giveBackYes")}
      </Button>
      <Button kind="plain" onPress={() => setAsked(false)}>
        {t("shared:cancel")}
      </Button>
    </Notice>
  );
}
