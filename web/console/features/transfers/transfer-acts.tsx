import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Transfer } from "../../../shared/api-types/index.ts";
import { DecideDialog } from "../../shared/decide-dialog.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";

const touches = [["transfers"], ["people"], ["organisations"], ["waiting"]];

/** The answer that is waited for, and taking the transfer back. */
export function TransferActs({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState<"pass" | "refuse" | "withdraw">();
  const close = () => setOpen(undefined);
  const { id, name, step, can, revision, organisationId, toName } = transfer;
  const params = { path: { transferId: id } };
  const withdraw = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/transfers/{transferId}/withdraw", { params, body: { reason } })),
    ...{ done: t("transfers.withdrawn"), touches, onDone: close },
  });
  return (
    <>
      {step !== null &&
        can.answer &&
        (["pass", "refuse"] as const).map((act) => (
          <span key={act}>
            <Button
              type={act === "pass" ? "primary" : "default"}
              danger={act === "refuse"}
              onClick={() => setOpen(act)}
            >
              {t(`transfers.answer.${step}.${act}`)}
            </Button>
            <DecideDialog
              open={open === act}
              onClose={close}
              title={t(`transfers.answer.${step}.${act}`)}
              about={act === "pass" ? t(`transfers.passAbout.${step}`, { to: toName }) : t("transfers.refuseAbout")}
              ok={t(`transfers.answer.${step}.${act}`)}
              refusing={act === "refuse"}
              organisationId={organisationId}
              run={(word) => {
                const verdict = act === "pass" ? ("passed" as const) : ("refused" as const);
                const body = { ...word, revision, verdict };
                return unwrap(api.POST("/api/staff/transfers/{transferId}/answer", { params, body }));
              }}
              done={t("transfers.answered")}
              touches={touches}
            />
          </span>
        ))}
      {can.withdraw && <Button onClick={() => setOpen("withdraw")}>{t("transfers.withdraw")}</Button>}
      <ReasonModal
        open={open === "withdraw"}
        title={t("transfers.withdrawTitle", { name })}
        warning={t("transfers.withdrawWarning")}
        ok={t("transfers.withdraw")}
        busy={withdraw.isPending}
        toMembers
        onCancel={close}
        onConfirm={(reason) => withdraw.mutate(reason)}
      />
    </>
  );
}
