import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { organisationKinds } from "../../../../wire/organisation-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationDetail, OrganisationKind } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { FactsFields } from "./facts-fields.tsx";
import { type FactsValues, factsOf, valuesOf } from "./facts-values.ts";

interface EditOrganisationProps {
  organisation: OrganisationDetail;
  open: boolean;
  onClose: () => void;
}

type Values = FactsValues & { name: string; shortName: string; kind: OrganisationKind; state: "preparing" | "active" };

/** What is written about an organisation; its place in the tree and its people stay. */
export function EditOrganisation({ organisation, open, onClose }: EditOrganisationProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Values>();
  const { id, name, shortName, kind, state } = organisation;
  const chosen = Form.useWatch("kind", form) ?? kind;
  const rules = [{ required: true, whitespace: true, message: t("common.needed") }];
  const kinds = kind === "merchant" ? [kind] : organisationKinds.filter((one) => one !== "merchant");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      form={form}
      title={t("organisations.editTitle", { name })}
      initialValues={{ name, shortName, kind, ...(state === "closed" ? {} : { state }), ...valuesOf(organisation) }}
      run={({ name, shortName, kind, state, ...facts }: Values) =>
        unwrap(
          api.PATCH("/api/organisations/{organisationId}", {
            params: { path: { organisationId: id } },
            body: { name, shortName, kind, state, ...factsOf(facts) },
          }),
        )
      }
      done={t("organisations.saved")}
      touches={[["organisations"]]}
    >
      <Form.Item name="name" label={t("common.name")} rules={rules}>
        <Input autoFocus maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="shortName"
        label={t("organisations.shortName")}
        extra={t("organisations.shortNameHelp")}
        rules={rules}
      >
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t("organisations.kindLabel")}>
        <Select options={kinds.map((value) => ({ value, label: t(`organisations.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="state" label={t("organisations.stateLabel")}>
        <Select
          options={(["active", "preparing"] as const).map((value) => ({
            value,
            label: t(`organisations.state.${value}`),
          }))}
        />
      </Form.Item>
      <FactsFields kind={chosen} />
    </FormDialog>
  );
}
