import { useNavigate } from "@tanstack/react-router";
import { Alert, Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { HallDetail, Place } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { StateSelect } from "./place-forms.tsx";

interface Dialog {
  open: boolean;
  onClose: () => void;
}

/** A new hall of a place; drawing its seats comes next. */
export function AddHall({ place, open, onClose }: Dialog & { place: Pick<Place, "id" | "name"> }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("places.addHallTo", { name: place.name })}
      initialValues={{ turnaroundMinutes: 20 }}
      run={(body: { name: string; turnaroundMinutes: number }) =>
        unwrap(api.POST("/api/staff/places/{id}/halls", { params: { path: { id: place.id } }, body }))
      }
      done={t("places.hallAdded")}
      touches={[["places"]]}
      onDone={({ id }) => void navigate({ to: "/places/halls/$hallId/seats", params: { hallId: id } })}
    >
      <HallFields />
    </FormDialog>
  );
}

/** Name, cleaning time, and whether it can be booked; closing says how many bookings stay. */
export function EditHall({ hall, open, onClose }: Dialog & { hall: HallDetail }) {
  const { t } = useTranslation("console");
  const { id, name, turnaroundMinutes, state, futureBookings } = hall;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("places.editOne", { name })}
      initialValues={{ name, turnaroundMinutes, state }}
      run={(body: { name: string; turnaroundMinutes: number; state: "open" | "closed" }) =>
        unwrap(api.PATCH("/api/staff/halls/{id}", { params: { path: { id } }, body }))
      }
      done={t("places.changed")}
      touches={[["places"]]}
    >
      <HallFields />
      <Form.Item name="state" label={t("common.status")}>
        <StateSelect />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue("state") === "closed" &&
          state === "open" && <Alert type="warning" showIcon title={t("places.closing", { count: futureBookings })} />
        }
      </Form.Item>
    </FormDialog>
  );
}

function HallFields() {
  const { t } = useTranslation("console");
  return (
    <>
      <Form.Item
        name="name"
        label={t("places.hallName")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="turnaroundMinutes"
        label={t("places.turnaround")}
        extra={t("places.turnaroundHelp")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <InputNumber min={0} max={240} step={5} precision={0} suffix={t("places.minutesUnit")} style={{ width: 160 }} />
      </Form.Item>
    </>
  );
}
