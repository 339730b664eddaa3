import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Registration } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { DayFields } from "./day-fields.tsx";
import { registrationKey } from "./registration.queries.ts";

/** Other days, or no registration at all while nobody has confirmed. */
export function ChangeRegistration({ registration: one }: { registration: Registration }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [open, setOpen] = useState<"days" | "cancel">();
  const close = () => setOpen(undefined);
  const params = { path: { registrationId: one.id } };
  const cancel = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/registrations/{registrationId}/cancel", { params, body: { reason } })),
    ...{ done: t("registration.cancelled"), touches: [[...registrationKey, "list"]] },
    onDone: () => void navigate({ to: "/registrations" }),
  });
  const isUsed = one.figures.by.member + one.figures.by.staff + one.figures.by.list > 0;
  return (
    <>
      <Button onClick={() => setOpen("days")}>{t("registration.change")}</Button>
      {!isUsed && <Button onClick={() => setOpen("cancel")}>{t("registration.cancel")}</Button>}
      <FormDialog<{ closesOn: string; remindOn?: string }, unknown>
        open={open === "days"}
        onClose={close}
        title={t("registration.change")}
        initialValues={{ closesOn: one.closesOn, remindOn: one.remindOn ?? "" }}
        run={({ closesOn, remindOn }) =>
          unwrap(
            api.PUT("/api/staff/registrations/{registrationId}", {
              params,
              body: { closesOn, remindOn: remindOn || null },
            }),
          )
        }
        done={t("registration.changed")}
        touches={[registrationKey]}
      >
        <DayFields />
      </FormDialog>
      <ReasonModal
        open={open === "cancel"}
        title={t("registration.cancel")}
        warning={t("registration.cancelWarning")}
        ok={t("registration.cancel")}
        busy={cancel.isPending}
        onCancel={close}
        onConfirm={(reason) => cancel.mutate(reason)}
      />
    </>
  );
}
