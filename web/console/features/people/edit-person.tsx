import { Form, Input, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { employmentForms } from "../../shared/use-employment-form.ts";
import { DetailFields, detailsOf, type PersonDetails } from "./detail-fields.tsx";
import { DocumentFields, type DocumentTyped, documentOf } from "./document-fields.tsx";

type Typed = Pick<PersonPage, "name" | "sex" | "birthDate" | "employmentForm" | "tags" | "verified"> &
  PersonDetails &
  DocumentTyped;

interface EditPersonProps {
  person: PersonPage;
  open: boolean;
  onClose: () => void;
}

/** A person's details; who may grab what depends on them, so every change is audited. */
export function EditPerson({ person, open, onClose }: EditPersonProps) {
  const { t } = useTranslation("console");
  const { name, sex, birthDate, employmentForm, tags, verified } = person;
  const save = ({ idKind, idNumber, ...given }: Typed) => {
    const { sex: _sex, birthDate: _birth, ...rest } = given;
    const document: { document?: object } = documentOf({ idKind, idNumber });
    const born = saidOfBirth(person, given, document.document !== undefined);
    const body = { ...rest, ...detailsOf(given), ...documentOf({ idKind, idNumber }), ...born };
    return unwrap(api.PATCH("/api/people/{personId}", { params: { path: { personId: person.id } }, body }));
  };
  const sexes = (["female", "male"] as const).map((value) => ({ value, label: t(`people.sexes.${value}`) }));
  const forms = employmentForms.map((value) => ({ value, label: t(`people.form.${value}`) }));
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("people.editTitle", { name })}
      initialValues={{
        name,
        sex,
        birthDate,
        employmentForm,
        tags,
        verified,
        ...detailsOf(person),
        idKind: person.idKind ?? "resident_id",
      }}
      run={save}
      done={t("people.changed")}
      touches={[["people"]]}
    >
      <Form.Item
        name="name"
        label={t("common.personName")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input autoFocus autoComplete="off" maxLength={40} />
      </Form.Item>
      <DocumentFields known={person.idMasked} />
      <Form.Item name="verified" label={t("people.verified")} extra={t("people.verifiedHelp")} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="employmentForm" label={t("people.employmentForm")}>
        <Select options={forms} />
      </Form.Item>
      <Form.Item name="tags" label={t("people.tags")} extra={t("people.tagsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[",", "，", "、"]} />
      </Form.Item>
      <Form.Item name="sex" label={t("people.sex")}>
        <Select allowClear options={sexes} />
      </Form.Item>
      <Form.Item name="birthDate" label={t("people.birthDate")}>
        <Input type="date" />
      </Form.Item>
      <DetailFields />
    </FormDialog>
  );
}

/** Sex and birthday follow from a new card: what the file said before is not said against it, only what somebody has changed. */
function saidOfBirth(person: PersonPage, given: Pick<Typed, "sex" | "birthDate">, newDocument: boolean) {
  const said = { sex: given.sex ?? null, birthDate: given.birthDate || null };
  return {
    ...(newDocument && said.sex === person.sex ? {} : { sex: said.sex }),
    ...(newDocument && said.birthDate === person.birthDate ? {} : { birthDate: said.birthDate }),
  };
}
