import { Alert, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Hall } from "../../../shared/api-types/index.ts";
import { fieldOf, instantOf } from "../../shared/days.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { useShow } from "../../shared/use-show.ts";
import { askedPurposes, type Purpose, purposes } from "./purposes.ts";
import { TimeFields } from "./time-fields.tsx";

/** A time by its instants. */
export interface Slot {
  from: string;
  to: string;
}

interface BookHallProps {
  hall: Hall;
  slot: Slot;
  onClose: () => void;
}

interface Values {
  purpose: Purpose;
  title: string;
  from: string;
  to: string;
  organisationId: string;
  contact: string;
  note: string;
}

/** Books a hall, or asks for it in the name of the own union. When it is taken, the next free time is offered. */
export function BookHall({ hall, slot, onClose }: BookHallProps) {
  const { t } = useTranslation("console");
  const organisationId = useHomeOrganisationId();
  const [form] = Form.useForm<Values>();
  const [freeFrom, setFreeFrom] = useState<string>();
  const offered: readonly Purpose[] = hall.can.book ? purposes : askedPurposes;
  const run = async ({ from, to, ...rest }: Values) => {
    setFreeFrom(undefined);
    const body = { ...rest, from: instantOf(from), to: instantOf(to) };
    try {
      return await unwrap(api.POST("/api/staff/halls/{id}/bookings", { params: { path: { id: hall.id } }, body }));
    } catch (error) {
      const free = error instanceof ApiProblem ? error.params.freeFrom : undefined;
      if (typeof free === "string") setFreeFrom(free);
      throw error;
    }
  };
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      form={form}
      title={t(hall.can.book ? "places.bookOne" : "places.askOne", { name: hall.name })}
      ok={t(hall.can.book ? "places.book" : "places.ask")}
      initialValues={{
        ...{
          purpose: "meeting",
          from: fieldOf(slot.from),
          to: fieldOf(slot.to),
          organisationId,
          contact: "",
          note: "",
        },
      }}
      run={run}
      done={t(hall.can.book ? "places.booked" : "places.asked")}
      touches={[["places"]]}
    >
      {!hall.can.book && <Alert type="info" showIcon title={t("places.askHelp")} style={{ marginBottom: 16 }} />}
      <Form.Item name="purpose" label={t("places.purposeLabel")}>
        <Select options={offered.map((value) => ({ value, label: t(`places.purpose.${value}`) }))} />
      </Form.Item>
      <WordFields />
      <Form.Item
        name="organisationId"
        label={t("places.forWhom")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect label={t("places.forWhom")} />
      </Form.Item>
      <TimeFields />
      {freeFrom !== undefined && <FreeTime freeFrom={freeFrom} form={form} onUsed={() => setFreeFrom(undefined)} />}
    </FormDialog>
  );
}

/** What is written on a booking. */
export function WordFields() {
  const { t } = useTranslation("console");
  return (
    <>
      <Form.Item
        name="title"
        label={t("places.bookingTitle")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="contact"
        label={t("places.contact")}
        extra={t("places.contactHelp")}
        rules={[{ pattern: /^(?!.*\d{7})/, message: t("places.contactHelp") }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t("places.note")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  );
}

interface FreeTimeProps {
  freeFrom: string;
  form: ReturnType<typeof Form.useForm<Values>>[0];
  onUsed: () => void;
}

/** The way out of a clash: the same length from when the hall is free. */
function FreeTime({ freeFrom, form, onUsed }: FreeTimeProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const use = () => {
    const { from, to } = form.getFieldsValue();
    const length = Date.parse(instantOf(to)) - Date.parse(instantOf(from));
    form.setFieldsValue({
      from: fieldOf(freeFrom),
      to: fieldOf(new Date(Date.parse(freeFrom) + length).toISOString()),
    });
    onUsed();
  };
  return (
    <Button onClick={use} style={{ marginBottom: 16 }}>
      {t("places.useFree", { at: show.dayTime(freeFrom) })}
    </Button>
  );
}
