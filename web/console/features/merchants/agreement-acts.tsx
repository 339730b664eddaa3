import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Agreement } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";

/** What one person may do with an agreement now. */
export function AgreementActs({ agreement, onEdit }: { agreement: Agreement; onEdit: () => void }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<"refuse" | "terminate">();
  const { id, revision, can, state } = agreement;
  const params = { path: { agreementId: id } };
  const about = { done: t("merchants.changed"), touches: [["merchants"]], onDone: () => setAsking(undefined) };
  const submit = useAct({
    run: () => unwrap(api.POST("/api/staff/agreements/{agreementId}/submit", { params })),
    ...about,
  });
  const decide = useAct({
    run: (answer: { verdict: "passed" | "refused"; note?: string }) =>
      unwrap(api.POST("/api/staff/agreements/{agreementId}/decision", { params, body: { ...answer, revision } })),
    ...about,
  });
  const terminate = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/agreements/{agreementId}/termination", { params, body: { reason } })),
    ...about,
  });
  const confirm = (reason: string) =>
    asking === "terminate" ? terminate.mutate(reason) : decide.mutate({ verdict: "refused", note: reason });
  return (
    <>
      {can.edit && (
        <>
          <Button size="small" onClick={onEdit}>
            {t("merchants.edit")}
          </Button>
          <Button size="small" type="primary" loading={submit.isPending} onClick={() => submit.mutate()}>
            {t("merchants.agreement.submit")}
          </Button>
        </>
      )}
      {can.decide && (
        <>
          <Button
            size="small"
            type="primary"
            loading={decide.isPending}
            onClick={() => decide.mutate({ verdict: "passed" })}
          >
            {t("merchants.agreement.approve")}
          </Button>
          <Button size="small" onClick={() => setAsking("refuse")}>
            {t("merchants.agreement.refuse")}
          </Button>
        </>
      )}
      {can.terminate && (
        <Button size="small" danger onClick={() => setAsking("terminate")}>
          {t("merchants.agreement.terminate")}
        </Button>
      )}
      <ReasonModal
        open={asking !== undefined}
        title={t(`merchants.agreement.${asking ?? "refuse"}`)}
        warning={t(`merchants.agreement.${asking ?? "refuse"}Warning`)}
        ok={t(`merchants.agreement.${asking ?? "refuse"}`)}
        busy={decide.isPending || terminate.isPending}
        onCancel={() => setAsking(undefined)}
        onConfirm={confirm}
      />
      {state === "submitted" && !can.decide && <small>{t("merchants.agreement.waits")}</small>}
    </>
  );
}
