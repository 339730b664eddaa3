import { Checkbox, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { linkKinds } from "../../../../wire/organisation-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import { today } from "../../shared/days.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";

interface AddLinkProps {
  organisation: { id: string; name: string };
  open: boolean;
  onClose: () => void;
}

const besideTheTree = linkKinds.filter((kind) => kind !== "affiliation");

interface Values {
  kind: (typeof besideTheTree)[number];
  toId: string;
  validFrom: string;
  validTo?: string;
  grantsSight?: boolean;
  agreement?: string;
}

/** One more way in which an organisation belongs to another, from a day on. */
export function AddLink({ organisation: { id, name }, open, onClose }: AddLinkProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch("kind", form) ?? "industry";
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <FormDialog<Values, unknown>
      open={open}
      onClose={onClose}
      form={form}
      title={t("organisations.addLinkTitle", { name })}
      initialValues={{ kind: "industry", validFrom: today() }}
      run={({ validTo, agreement, grantsSight = false, ...body }) =>
        unwrap(
          api.POST("/api/organisations/{organisationId}/links", {
            params: { path: { organisationId: id } },
            body: { ...body, grantsSight, validTo: validTo || null, agreement: agreement || null },
          }),
        )
      }
      done={t("organisations.linkAdded")}
      touches={[["organisations"]]}
    >
      <Form.Item name="kind" label={t("organisations.linkKind")} extra={t(`organisations.linkHelp.${kind}`)}>
        <Select options={besideTheTree.map((value) => ({ value, label: t(`organisations.link.${value}`) }))} />
      </Form.Item>
      <Form.Item name="toId" label={t("organisations.other")} rules={needed}>
        <OrganisationSelect />
      </Form.Item>
      {kind === "industry" && (
        <Form.Item name="grantsSight" valuePropName="checked" extra={t("organisations.grantsSightHelp")}>
          <Checkbox>{t("organisations.grantsSight")}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="validFrom" label={t("organisations.fromDay")} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="validTo" label={t("organisations.untilDay")} extra={t("organisations.untilDayHelp")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="agreement" label={t("organisations.agreement")} extra={t("organisations.agreementHelp")}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
