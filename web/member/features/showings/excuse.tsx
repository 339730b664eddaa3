import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Field } from "../../ui/field.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { useTicketAct } from "./use-ticket-act.ts";

const shortest = 2;
const longest = 300;

/** Why a showing was missed: written once, answered by the union. */
export function Excuse({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  if (ticket.excuse !== null) {
    const { reason, state, answer } = ticket.excuse;
    return (
      <Notice kind={state === "accepted" ? "done" : "waiting"}>
        <p>{t(`tickets.excuseState.${state}`)}</p>
        <p>{t("tickets.excuseSaid", { reason })}</p>
        {answer !== null && answer !== "" && <p>{t("tickets.excuseAnswer", { answer })}</p>}
      </Notice>
    );
  }
  return ticket.can.excuse ? <ExcuseForm ticket={ticket} /> : null;
}

function ExcuseForm({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("member");
  const [reason, setReason] = useState("");
  const [isShort, setShort] = useState(false);
  const params = { path: { claimId: ticket.claimId } };
  const send = useTicketAct((text: string) =>
    unwrap(api.POST("/api/activities/tickets/{claimId}/excuse", { params, body: { reason: text } })),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = reason.trim();
    setShort(text.length < shortest);
    if (text.length >= shortest) send.mutate(text);
  };
  return (
    <form className={cards.card} onSubmit={submit}>
      <h2 className={cards.strong}>{t("tickets.excuse")}</h2>
      <p className={cards.soft}>{t("tickets.excuseHint")}</p>
      <Field
        label={t("tickets.excuseField")}
        value={reason}
        onChange={setReason}
        error={isShort ? t("tickets.excuseShort") : undefined}
        input={{ type: "text", autoComplete: "off", maxLength: longest }}
      />
      {send.isError && <ProblemNotice error={send.error} />}
      <Button kind="outline" type="submit" disabled={send.isPending}>
        {t("tickets.excuseSend")}
      </Button>
    </form>
  );
}
