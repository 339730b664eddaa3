import { useQuery } from "@tanstack/react-query";
import { Form, Input, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useAct } from "../../shared/use-act.ts";
import { dutiesQuery } from "./duties.queries.ts";
import { useDutyName } from "./use-duty-name.ts";

interface Granted {
  duty: string;
  organisationId: string;
  until?: string;
}

interface GrantDutyProps {
  account: StaffAccount;
  open: boolean;
  onClose: () => void;
}

/** One more duty for an account: which, where, until when. */
export function GrantDuty({ account, open, onClose }: GrantDutyProps) {
  const { t } = useTranslation(["console", "shared"]);
  const dutyName = useDutyName();
  const [form] = Form.useForm<Granted>();
  const duties = useQuery({ ...dutiesQuery, enabled: open });
  const grant = useAct({
    run: ({ duty, organisationId, until }: Granted) => {
      // A last day ends with its midnight in Beijing.
      const end = until ? { until: new Date(`${until}T23:59:59+08:00`).toISOString() } : {};
      const body = { duty, organisationId, ...end };
      return unwrap(
        api.POST("/api/staff-accounts/{accountId}/duties", { params: { path: { accountId: account.id } }, body }),
      );
    },
    done: t("console:duties.granted"),
    touches: [["staff-accounts"]],
    onDone: onClose,
  });
  const needed = { required: true, message: t("console:common.needed") };
  return (
    <Modal
      open={open}
      title={t("console:duties.grantTo", { name: account.name })}
      okText={t("console:duties.grant")}
      okButtonProps={{ loading: grant.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ organisationId: account.organisationId }}
        onFinish={(values) => grant.mutate(values)}
      >
        <Form.Item name="duty" label={t("console:duties.dutyLabel")} rules={[needed]}>
          <Select options={(duties.data?.items ?? []).map(({ duty }) => ({ value: duty, label: dutyName(duty) }))} />
        </Form.Item>
        <Form.Item
          name="organisationId"
          label={t("console:duties.where")}
          extra={t("console:duties.whereHelp")}
          rules={[needed]}
        >
          <OrganisationSelect label={t("console:duties.where")} />
        </Form.Item>
        <Form.Item name="until" label={t("console:duties.until")} extra={t("console:duties.untilHelp")}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
