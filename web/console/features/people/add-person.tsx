import { useNavigate } from "@tanstack/react-router";
import { Button, Drawer, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { EmploymentForm } from "../../../shared/api-types/index.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";
import { employmentForms } from "../../shared/use-employment-form.ts";

interface NewPerson {
  name: string;
  phone: string;
  organisationId: string;
  employmentForm: EmploymentForm;
}

/** One more member, written down by the union. */
export function AddPerson({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["console", "shared"]);
  const navigate = useNavigate();
  const [form] = Form.useForm<NewPerson>();
  const organisationId = useOrganisationId();
  const add = useAct({
    run: (body: NewPerson) => unwrap(api.POST("/api/people", { body })),
    done: t("console:people.added"),
    touches: [["people"]],
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: "/people/$personId", params: { personId: id } });
    },
  });
  const needed = { required: true, message: t("console:common.needed") };
  const forms = employmentForms.map((value) => ({ value, label: t(`console:people.form.${value}`) }));
  const save = (
    <Button type="primary" loading={add.isPending} onClick={() => form.submit()}>
      {t("shared:save")}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} size={420} title={t("console:people.add")} extra={save} destroyOnHidden>
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ organisationId, employmentForm: "standard" }}
        onFinish={(body) => add.mutate(body)}
      >
        <Form.Item name="name" label={t("console:common.personName")} rules={[needed]}>
          <Input autoFocus autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t("console:common.phone")}
          rules={[needed, { pattern: /^1\d{10}$/, message: t("console:common.phoneWrong") }]}
        >
          <Input inputMode="tel" autoComplete="off" maxLength={11} />
        </Form.Item>
        <Form.Item name="organisationId" label={t("console:people.union")} rules={[needed]}>
          <OrganisationSelect label={t("console:people.union")} />
        </Form.Item>
        <Form.Item name="employmentForm" label={t("console:people.employmentForm")} rules={[needed]}>
          <Select options={forms} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
