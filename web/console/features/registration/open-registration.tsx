import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { shiftDays, today } from "../../shared/days.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { organisationQuery, useHomeOrganisationId } from "../../shared/organisations.ts";
import { DayFields } from "./day-fields.tsx";
import { registrationKey } from "./registration.queries.ts";

interface Typed {
  organisationId: string;
  year: number;
  opensOn: string;
  closesOn: string;
  remindOn?: string;
}

/** Opens a year for a union and its branch; everybody there is told on the first day. */
export function OpenRegistration({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [form] = Form.useForm<Typed>();
  const home = useHomeOrganisationId();
  const chosen = Form.useWatch("organisationId", form) ?? home;
  const name = useQuery({ ...organisationQuery(chosen ?? ""), enabled: open && chosen !== undefined }).data?.name ?? "";
  const day = today();
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog<Typed, { id: string }>
      open={open}
      onClose={onClose}
      form={form}
      title={t("registration.open")}
      warning={t("registration.openWarning", { name })}
      ok={t("registration.open")}
      initialValues={{
        organisationId: home,
        year: Number(day.slice(0, 4)),
        opensOn: day,
        closesOn: shiftDays(day, 60),
      }}
      run={({ remindOn, ...typed }) =>
        unwrap(api.POST("/api/staff/registrations", { body: { ...typed, remindOn: remindOn || null } }))
      }
      done={t("registration.opened")}
      touches={[registrationKey]}
      onDone={({ id }) => void navigate({ to: "/registrations/$registrationId", params: { registrationId: id } })}
    >
      <Form.Item
        name="organisationId"
        label={t("registration.organisation")}
        extra={t("registration.organisationHelp")}
        rules={[needed]}
      >
        <OrganisationSelect />
      </Form.Item>
      <Form.Item name="year" label={t("registration.year")} rules={[needed]}>
        <InputNumber min={2020} max={2100} precision={0} style={{ width: "100%" }} />
      </Form.Item>
      <Form.Item name="opensOn" label={t("registration.opensOn")} rules={[needed]}>
        <Input type="date" min={day} />
      </Form.Item>
      <DayFields />
    </FormDialog>
  );
}
