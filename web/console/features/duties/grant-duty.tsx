import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useDutyName } from "../../shared/use-duty-name.ts";
import { dutiesQuery } from "./duties.queries.ts";
import { type TermDays, termOf } from "./term.ts";
import { TermFields } from "./term-fields.tsx";

interface Granted extends TermDays {
  /** A duty by its name, or a post as `post:name`. */
  what: string;
  organisationId: string;
}

interface GrantDutyProps {
  account: StaffAccount;
  open: boolean;
  onClose: () => void;
}

/** A post or one more duty for an account: which, where, from when until when. */
export function GrantDuty({ account, open, onClose }: GrantDutyProps) {
  const { t } = useTranslation("console");
  const duty = useDutyName();
  const duties = useQuery({ ...dutiesQuery, enabled: open }).data;
  const presets = duties?.presets ?? [];
  const grant = async ({ what, organisationId, ...days }: Granted) => {
    const body = { organisationId, ...termOf(days) };
    const params = { path: { accountId: account.id } };
    const preset = presets.find((one) => `post:${one.preset}` === what)?.preset;
    return preset === undefined
      ? unwrap(api.POST("/api/staff-accounts/{accountId}/duties", { params, body: { ...body, duty: what } }))
      : unwrap(api.POST("/api/staff-accounts/{accountId}/presets", { params, body: { ...body, preset } }));
  };
  const needed = { required: true, message: t("common.needed") };
  const options = [
    {
      label: t("duties.posts"),
      options: presets.map(({ preset, duties: held }) => ({
        value: `post:${preset}`,
        label: t(`duties.post.${preset}`),
        about: held.map(duty.name).join(" · "),
      })),
    },
    {
      label: t("duties.single"),
      options: (duties?.items ?? []).map((one) => ({
        value: one.duty,
        label: duty.name(one.duty),
        about: duty.about(one.duty),
      })),
    },
  ];
  const aboutOf = new Map(options.flatMap((group) => group.options.map((one) => [one.value, one.about] as const)));
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
      <Form.Item name="what" label={t("duties.dutyLabel")} rules={[needed]}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: ["label", "about"] }}
          placeholder={t("duties.choose")}
          listHeight={480}
          options={options}
          optionRender={({ value, label }) => (
            <>
              <div>{label}</div>
              <small>{aboutOf.get(String(value))}</small>
            </>
          )}
        />
      </Form.Item>
      <Form.Item name="organisationId" label={t("duties.where")} extra={t("duties.whereHelp")} rules={[needed]}>
        <OrganisationSelect label={t("duties.where")} />
      </Form.Item>
      <TermFields labels={{ from: t("duties.from"), until: t("duties.until") }} />
    </FormDialog>
  );
}
