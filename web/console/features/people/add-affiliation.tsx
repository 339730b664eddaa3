import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";

interface Props {
  personId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

const bases = ["workplace", "residence", "platform"] as const;

/** Another union serves the member, who stays counted where they are. */
export function AddAffiliation({ personId, name, open, onClose }: Props) {
  const { t } = useTranslation("console");
  return (
    <FormDialog<{ organisationId: string; basis: (typeof bases)[number] }, unknown>
      open={open}
      onClose={onClose}
      title={t("people.affiliateTitle", { name })}
      initialValues={{ basis: "platform" }}
      run={(body) => unwrap(api.POST("/api/people/{personId}/affiliations", { params: { path: { personId } }, body }))}
      done={t("people.affiliated")}
      touches={[["people"], ["organisations"]]}
    >
      <p>{t("people.affiliateAbout")}</p>
      <Form.Item
        name="organisationId"
        label={t("people.servingUnion")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect label={t("people.servingUnion")} />
      </Form.Item>
      <Form.Item name="basis" label={t("people.basis")}>
        <Radio.Group options={bases.map((value) => ({ value, label: t(`people.bases.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  );
}
