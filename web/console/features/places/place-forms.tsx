import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Place } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { publicPhone } from "./public-phone.ts";

interface Dialog {
  open: boolean;
  onClose: () => void;
}

const kinds = ["cinema", "hall", "other"] as const;

/** A new place of an organisation. */
export function AddPlace({ open, onClose }: Dialog) {
  const { t } = useTranslation("console");
  const organisationId = useHomeOrganisationId();
  type Values = Pick<Place, "organisationId" | "kind" | "name" | "address" | "contactPhone">;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("places.add")}
      initialValues={{ organisationId, kind: "cinema", address: "", contactPhone: "" }}
      run={(body: Values) => unwrap(api.POST("/api/staff/places", { body }))}
      done={t("places.added")}
      touches={[["places"]]}
    >
      <PlaceFields />
      <Form.Item
        name="organisationId"
        label={t("places.organisation")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect label={t("places.organisation")} />
      </Form.Item>
    </FormDialog>
  );
}

/** What people read of a place, and whether its halls can be booked. */
export function EditPlace({ place, open, onClose }: Dialog & { place: Place }) {
  const { t } = useTranslation("console");
  const { id, kind, name, address, contactPhone, state } = place;
  type Values = Pick<Place, "kind" | "name" | "address" | "contactPhone" | "state">;
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("places.editOne", { name })}
      initialValues={{ kind, name, address, contactPhone, state }}
      run={(body: Values) => unwrap(api.PATCH("/api/staff/places/{id}", { params: { path: { id } }, body }))}
      done={t("places.changed")}
      touches={[["places"]]}
    >
      <PlaceFields />
      <Form.Item name="state" label={t("common.status")} extra={t("places.closedHelp")}>
        <StateSelect />
      </Form.Item>
    </FormDialog>
  );
}

function PlaceFields() {
  const { t } = useTranslation("console");
  return (
    <>
      <Form.Item name="kind" label={t("places.kindLabel")}>
        <Select options={kinds.map((value) => ({ value, label: t(`places.kind.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="name"
        label={t("common.name")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="address" label={t("places.address")}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="contactPhone"
        label={t("places.contactPhone")}
        extra={t("places.contactPhoneHelp")}
        rules={[{ pattern: publicPhone, message: t("places.contactPhoneWrong") }]}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** Open or closed, for places and halls. */
export function StateSelect(props: { id?: string; value?: string; onChange?: (value: string) => void }) {
  const { t } = useTranslation("console");
  const options = (["open", "closed"] as const).map((value) => ({ value, label: t(`places.state.${value}`) }));
  return <Select {...props} options={options} />;
}
