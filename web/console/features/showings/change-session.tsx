import { Button, Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { ChangePreview, StaffSessionDetail } from "../../../shared/api-types/index.ts";
import { fieldOf } from "../../shared/days.ts";
import { useAct } from "../../shared/use-act.ts";
import { ChangeFields, Touched } from "./change-fields.tsx";
import { type ChangeValues, changeOf } from "./change-session.rules.ts";
import { everything } from "./showings.queries.ts";

/** A change that people will feel: first whom it touches, then the reason, then it is done and exactly those are told. */
export function ChangeSession({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<ChangeValues>();
  const [open, setOpen] = useState(false);
  const [preview, setPreview] = useState<ChangePreview>();
  const { look, make } = useChange(session.id, preview, { onSeen: setPreview, onMade: () => setOpen(false) });
  const okButtonProps = {
    danger: preview !== undefined,
    loading: look.isPending || make.isPending,
    disabled: preview?.problem != null,
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("showings.changeSession")}</Button>
      <Modal
        open={open}
        title={t("showings.changeSession")}
        okText={t(preview === undefined ? "showings.lookFirst" : "showings.doChange")}
        okButtonProps={okButtonProps}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        afterClose={() => setPreview(undefined)}
        destroyOnHidden
      >
        <Form<ChangeValues>
          form={form}
          layout="vertical"
          initialValues={{ kind: "film", startsAt: fieldOf(session.startsAt), endsAt: fieldOf(session.endsAt) }}
          onValuesChange={(changed) => "reason" in changed || setPreview(undefined)}
          onFinish={(values) => (preview === undefined ? look.mutate(values) : make.mutate(values))}
        >
          <ChangeFields organisationId={session.organisationId} asksReason={preview !== undefined} />
        </Form>
        {preview !== undefined && <Touched preview={preview} />}
      </Modal>
    </>
  );
}

interface Then {
  onSeen: (preview: ChangePreview) => void;
  onMade: () => void;
}

/** Looking at what a change would touch, and making it for exactly as many as were seen. */
function useChange(sessionId: string, preview: ChangePreview | undefined, { onSeen, onMade }: Then) {
  const { t } = useTranslation("console");
  const params = { path: { sessionId } };
  const look = useAct({
    run: (values: ChangeValues) =>
      unwrap(
        api.POST("/api/staff/activities/sessions/{sessionId}/changes/preview", {
          ...{ params, body: { change: changeOf(values) } },
        }),
      ),
    touches: [],
    onDone: onSeen,
  });
  const make = useAct({
    run: (values: ChangeValues) =>
      unwrap(
        api.POST("/api/staff/activities/sessions/{sessionId}/changes", {
          ...{ params, body: { change: changeOf(values), reason: values.reason, touches: preview?.touches ?? 0 } },
        }),
      ),
    done: t("showings.changed"),
    touches: everything,
    onDone: onMade,
  });
  return { look, make };
}
