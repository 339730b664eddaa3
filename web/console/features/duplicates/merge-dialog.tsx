import { Alert, Form, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Duplicate } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { duplicatesKey } from "./duplicates.queries.ts";
import { allFields, type MergeField, useFields } from "./fields.tsx";

type Typed = { personId: string; reason: string } & { [Field in MergeField]?: string };

/** Makes one file of two: which one stays, and field by field what it says from then on. */
export function MergeDialog({ pair, onClose }: { pair: Duplicate; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { label, value } = useFields();
  const [form] = Form.useForm<Typed>();
  const usual = usuallyKept(pair);
  const [keptId, setKeptId] = useState(usual);
  const fields = allFields.filter((field) => pair.differs.includes(field));
  const name = pair.people.find(({ id }) => id === keptId)?.name ?? "";
  const keep = (personId: string) => {
    setKeptId(personId);
    form.setFieldsValue(choices(pair, personId, value));
  };
  const merge = ({ personId, reason, ...chosen }: Typed) => {
    const take = fields.filter((field) => chosen[field] !== undefined && chosen[field] !== personId);
    return unwrap(
      api.POST("/api/staff/duplicates/{duplicateId}/merge", {
        params: { path: { duplicateId: pair.id } },
        body: { personId, take, reason: reason.trim() },
      }),
    );
  };
  return (
    <FormDialog<Typed, unknown>
      open
      onClose={onClose}
      form={form}
      title={t("duplicates.mergeTitle", { name })}
      warning={t("duplicates.mergeWarning")}
      ok={t("duplicates.merge")}
      initialValues={{ personId: usual, ...choices(pair, usual, value) }}
      run={merge}
      done={t("duplicates.merged")}
      touches={[duplicatesKey, ["people"], ["organisations"]]}
    >
      <Form.Item name="personId" label={t("duplicates.stays")} extra={t("duplicates.staysHelp")}>
        <Radio.Group
          onChange={({ target }) => keep(String(target.value))}
          options={pair.people.map((side, at) => ({
            value: side.id,
            disabled: side.memberNumber === null && pair.people.some((one) => one.memberNumber !== null),
            label: t(at === 0 ? "duplicates.left" : "duplicates.right", {
              number: side.memberNumber ?? t("people.noMember"),
            }),
          }))}
          style={{ display: "grid" }}
        />
      </Form.Item>
      {fields.length === 0 && <Alert type="info" showIcon title={t("duplicates.nothingDiffers")} />}
      {fields.map((field) => (
        <Form.Item key={field} name={field} label={label(field)}>
          <Radio.Group
            options={pair.people.map((side) => ({
              value: side.id,
              label: value(field, side) || t("duplicates.nothing"),
            }))}
            style={{ display: "grid" }}
          />
        </Form.Item>
      ))}
      <ReasonField />
    </FormDialog>
  );
}

/** Who has a member number; of two, who was written down first. */
function usuallyKept({ people }: Duplicate): string {
  const members = people.filter(({ memberNumber }) => memberNumber !== null);
  const [oldest] = [...members].sort((a, b) => (a.memberNumber ?? "").localeCompare(b.memberNumber ?? ""));
  return (oldest ?? people[0])?.id ?? "";
}

/** Everything stays; where the file that stays says nothing, what the other one says is taken. */
function choices(pair: Duplicate, keptId: string, value: ReturnType<typeof useFields>["value"]) {
  const kept = pair.people.find(({ id }) => id === keptId);
  const other = pair.people.find(({ id }) => id !== keptId);
  if (kept === undefined || other === undefined) return {};
  return Object.fromEntries(
    pair.differs.map((field) => [field, value(field, kept) === "" ? other.id : kept.id]),
  ) as Partial<Record<MergeField, string>>;
}
