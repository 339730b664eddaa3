import { Alert, Form, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffRelease } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";

interface TopUpReleaseProps {
  release: StaffRelease;
  open: boolean;
  onClose: () => void;
}

/** More units for one release; those on the waiting list are served first. */
export function TopUpRelease({ release, open, onClose }: TopUpReleaseProps) {
  const { t } = useTranslation("console");
  const { number } = useShow();
  const [form] = Form.useForm<{ units: number }>();
  const units = Form.useWatch("units", form) ?? 0;
  const [key, setKey] = useState(randomUuid);
  const add = useAct({
    run: (body: { units: number }) =>
      unwrap(
        api.POST("/api/staff/releases/{releaseId}/top-up", {
          params: { path: { releaseId: release.id }, header: { "idempotency-key": key } },
          body,
        }),
      ),
    done: t("releases.toppedUp"),
    touches: [["releases"]],
    onDone: () => {
      setKey(randomUuid());
      onClose();
    },
  });
  const served = Math.min(units, release.waiting);
  return (
    <Modal
      open={open}
      title={t("releases.topUpTitle", { title: release.title })}
      okText={t("releases.topUp")}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ units: 100 }}
        onFinish={(body) => add.mutate(body)}
      >
        <Form.Item
          name="units"
          label={t("releases.topUpUnits")}
          rules={[{ required: true, message: t("common.needed") }]}
        >
          <InputNumber min={1} max={1_000_000} precision={0} style={{ width: "100%" }} autoFocus />
        </Form.Item>
        <Alert
          type="info"
          showIcon
          title={t("releases.topUpTouches", { units: number(units), served: number(served) })}
        />
      </Form>
    </Modal>
  );
}
