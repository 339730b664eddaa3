import { Button, Checkbox, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Joining } from "../../../shared/api-types/index.ts";
import { DecideDialog } from "../../shared/decide-dialog.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";

const touches = [["joining"], ["people"]];

/** Taking somebody in, or turning them down with a reason. */
export function AnswerJoining({ application }: { application: Joining }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState<"approve" | "refuse">();
  const { id, revision, name, organisationId, organisationName } = application;
  const params = { path: { joiningId: id } };
  const close = () => setOpen(undefined);
  return (
    <>
      <Button type="primary" onClick={() => setOpen("approve")}>
        {t("joining.approve")}
      </Button>
      <Button danger onClick={() => setOpen("refuse")}>
        {t("joining.refuse")}
      </Button>
      <FormDialog<{ verified?: boolean; note?: string }, Joining>
        open={open === "approve"}
        onClose={close}
        title={t("joining.approveTitle", { name })}
        ok={t("joining.approve")}
        run={({ verified, note }) =>
          unwrap(
            api.POST("/api/staff/joining/{joiningId}/approve", {
              params,
              body: { revision, verified: verified ?? false, note: note?.trim() ?? "", fileId: null },
            }),
          )
        }
        done={t("joining.approved", { name })}
        touches={touches}
      >
        <p>{t("joining.approveAbout", { union: organisationName })}</p>
        <Form.Item name="verified" valuePropName="checked" extra={t("joining.verifiedHelp")}>
          <Checkbox>{t("joining.verified")}</Checkbox>
        </Form.Item>
        <Form.Item name="note" label={t("office.note")}>
          <Input.TextArea rows={2} maxLength={300} showCount />
        </Form.Item>
      </FormDialog>
      <DecideDialog
        open={open === "refuse"}
        onClose={close}
        title={t("joining.refuseTitle", { name })}
        about={t("joining.refuseAbout")}
        ok={t("joining.refuse")}
        refusing
        organisationId={organisationId}
        run={({ note, fileId }) =>
          unwrap(api.POST("/api/staff/joining/{joiningId}/refuse", { params, body: { revision, note, fileId } }))
        }
        done={t("joining.refused", { name })}
        touches={touches}
      />
    </>
  );
}
