import { Button, Drawer, Form, Input, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { employmentForms } from "../../shared/use-employment-form.ts";

type Details = Pick<PersonPage, "name" | "sex" | "birthDate" | "employmentForm" | "tags" | "verified">;

interface EditPersonProps {
  person: PersonPage;
  open: boolean;
  onClose: () => void;
}

/** A person's details; who may grab what depends on them, so every change is audited. */
export function EditPerson({ person, open, onClose }: EditPersonProps) {
  const { t } = useTranslation(["console", "shared"]);
  const [form] = Form.useForm<Details>();
  const { name, sex, birthDate, employmentForm, tags, verified } = person;
  const save = useAct({
    run: (given: Details) => {
      const body = { ...given, sex: given.sex ?? null, birthDate: given.birthDate || null };
      return unwrap(api.PATCH("/api/people/{personId}", { params: { path: { personId: person.id } }, body }));
    },
    ...{ done: t("console:people.changed"), touches: [["people"]], onDone: onClose },
  });
  const sexes = (["female", "male"] as const).map((value) => ({ value, label: t(`console:people.sexes.${value}`) }));
  const forms = employmentForms.map((value) => ({ value, label: t(`console:people.form.${value}`) }));
  const extra = (
    <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
      {t("shared:save")}
    </Button>
  );
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={420}
      title={t("console:people.editTitle", { name })}
      extra={extra}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ name, sex, birthDate, employmentForm, tags, verified }}
        onFinish={(given) => save.mutate(given)}
      >
        <Form.Item
          name="name"
          label={t("console:common.personName")}
          rules={[{ required: true, whitespace: true, message: t("console:common.needed") }]}
        >
          <Input autoFocus autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="verified" label={t("console:people.verified")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="employmentForm" label={t("console:people.employmentForm")}>
          <Select options={forms} />
        </Form.Item>
        <Form.Item name="tags" label={t("console:people.tags")} extra={t("console:people.tagsHelp")}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="sex" label={t("console:people.sex")}>
          <Select allowClear options={sexes} />
        </Form.Item>
        <Form.Item name="birthDate" label={t("console:people.birthDate")}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
