import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useDutyName } from "../../shared/use-duty-name.ts";
import { dutiesQuery } from "./duties.queries.ts";

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
  const { t } = useTranslation("console");
  const duty = useDutyName();
  const duties = useQuery({ ...dutiesQuery, enabled: open });
  const grant = ({ until, ...given }: Granted) => {
    // A last day ends with its midnight in Beijing.
    const end = until ? { until: new Date(`${until}T23:59:59+08:00`).toISOString() } : {};
    const params = { path: { accountId: account.id } };
    return unwrap(api.POST("/api/staff-accounts/{accountId}/duties", { params, body: { ...given, ...end } }));
  };
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("duties.grantTo", { name: account.name })}
      ok={t("duties.grant")}
      initialValues={{ organisationId: account.organisationId }}
      run={grant}
      done={t("duties.granted")}
      touches={[["staff-accounts"]]}
    >
      <Form.Item name="duty" label={t("duties.dutyLabel")} rules={[needed]}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: ["label", "about"] }}
          placeholder={t("duties.choose")}
          listHeight={480}
          options={(duties.data?.items ?? []).map((one) => ({
            value: one.duty,
            label: duty.name(one.duty),
            about: duty.about(one.duty),
          }))}
          optionRender={({ data }) => (
            <>
              <div>{data.label}</div>
              <small>{data.about}</small>
            </>
          )}
        />
      </Form.Item>
      <Form.Item name="organisationId" label={t("duties.where")} extra={t("duties.whereHelp")} rules={[needed]}>
        <OrganisationSelect label={t("duties.where")} />
      </Form.Item>
      <Form.Item name="until" label={t("duties.until")} extra={t("duties.untilHelp")}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
