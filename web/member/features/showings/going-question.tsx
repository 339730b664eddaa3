import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import styles from "./ticket.module.css";
import { useTicketAct } from "./use-ticket-act.ts";

/** "Going, or not?": one press each; a no gives the seat away, so it is asked once more. */
export function GoingQuestion({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation(["member", "shared"]);
  const [isSure, setSure] = useState(false);
  const params = { path: { claimId: ticket.claimId } };
  const answer = useTicketAct((going: boolean) =>
    unwrap(api.POST("/api/activities/tickets/{claimId}/answer", { params, body: { going } })),
  );
  const isGoing = ticket.question?.answer === "going";
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("tickets.question")}</h2>
      <p className={cards.soft}>{isGoing ? t("tickets.saidGoing") : t("tickets.questionHint")}</p>
      {answer.isError && <ProblemNotice error={answer.error} />}
      {isSure ? (
        <Notice>
          <p>{t("tickets.notGoingAsk")}</p>
          <Button kind="outline" disabled={answer.isPending} onPress={() => answer.mutate(false)}>
            {t("tickets.notGoingYes")}
          </Button>
          <Button kind="plain" onPress={() => setSure(false)}>
            {t("shared:cancel")}
          </Button>
        </Notice>
      ) : (
        <div className={styles.two}>
          {!isGoing && (
            <Button disabled={answer.isPending} onPress={() => answer.mutate(true)}>
              {t("tickets.going")}
            </Button>
          )}
          <Button kind="outline" disabled={answer.isPending} onPress={() => setSure(true)}>
            {t("tickets.notGoing")}
          </Button>
        </div>
      )}
    </section>
  );
}
