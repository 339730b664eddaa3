import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Statement } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { ConfirmOnPaper } from "./confirm-on-paper.tsx";
import { DecideStatement } from "./decide-statement.tsx";
import { NoteInvoice } from "./note-invoice.tsx";

const deciding = ["review", "approve", "pay", "lock"] as const;

/** What the signed-in person may do with a statement now. */
export function StatementActs({ statement }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const [step, setStep] = useState<(typeof deciding)[number]>();
  const [asking, setAsking] = useState<"invoice" | "paper">();
  const close = () => setAsking(undefined);
  const { can, state } = statement;
  return (
    <>
      {(can.redraft || can.send || can.recall || can.discard) && <DraftActs statement={statement} />}
      {can.paper && <Button onClick={() => setAsking("paper")}>{t("settlement.paper")}</Button>}
      {can.invoice && <Button onClick={() => setAsking("invoice")}>{t("settlement.noteInvoice")}</Button>}
      {deciding
        .filter((one) => can[one])
        .map((one) => (
          <Button key={one} type="primary" onClick={() => setStep(one)}>
            {t(`settlement.act.${one}`)}
          </Button>
        ))}
      {step && <DecideStatement key={state} statement={statement} step={step} onClose={() => setStep(undefined)} />}
      {asking === "invoice" && <NoteInvoice statement={statement} onClose={close} />}
      {asking === "paper" && <ConfirmOnPaper statement={statement} onClose={close} />}
    </>
  );
}

function DraftActs({ statement: { id, revision, can, totalFen, merchant } }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [asking, setAsking] = useState<"recall" | "discard">();
  const path = { params: { path: { statementId: id } } };
  const touches = [["settlements"]];
  const close = () => setAsking(undefined);
  const redraft = useAct({
    run: () => unwrap(api.POST("/api/staff/statements/{statementId}/redraft", { ...path, body: { revision } })),
    ...{ done: t("settlement.redrafted"), touches },
  });
  const send = useAct({
    run: () => unwrap(api.POST("/api/staff/statements/{statementId}/send", { ...path, body: { revision } })),
    ...{ done: t("settlement.sentDone"), touches },
  });
  const recall = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/statements/{statementId}/recall", { ...path, body: { revision, reason } })),
    ...{ done: t("settlement.recalled"), touches, onDone: close },
  });
  const discard = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/statements/{statementId}/discard", { ...path, body: { revision, reason } })),
    ...{ done: t("settlement.discarded"), touches, onDone: close },
  });
  const act = asking === "recall" ? recall : discard;
  return (
    <>
      {can.redraft && (
        <Button loading={redraft.isPending} onClick={() => redraft.mutate()}>
          {t("settlement.redraft")}
        </Button>
      )}
      {can.discard && <Button onClick={() => setAsking("discard")}>{t("settlement.discard")}</Button>}
      {can.recall && <Button onClick={() => setAsking("recall")}>{t("settlement.recall")}</Button>}
      {can.send && (
        <Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>
          {t("settlement.send")}
        </Button>
      )}
      <ReasonModal
        open={asking !== undefined}
        title={t(asking === "recall" ? "settlement.recall" : "settlement.discard")}
        warning={t(asking === "recall" ? "settlement.recallWarning" : "settlement.discardWarning", {
          ...{ merchant: merchant.name, money: show.money(totalFen) },
        })}
        ok={t(asking === "recall" ? "settlement.recall" : "settlement.discard")}
        busy={act.isPending}
        onCancel={close}
        onConfirm={(reason) => act.mutate(reason)}
      />
    </>
  );
}
