import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

export const idKinds = ["resident_id", "passport", "hk_macao_permit", "taiwan_permit", "foreign_residence"] as const;
export type IdKind = (typeof idKinds)[number];

/** What the two fields below hold while a form is open. */
export interface DocumentTyped {
  idKind?: IdKind | undefined;
  idNumber?: string | undefined;
}

/** The document for the server: nothing typed changes nothing. */
export const documentOf = ({ idKind, idNumber }: DocumentTyped) =>
  idNumber === undefined || idNumber.trim() === ""
    ? {}
    : { document: { kind: idKind ?? "resident_id", number: idNumber } };

/** Kind and number of an identity document; `known` is the masked number that is registered. */
export function DocumentFields({ known = "" }: { known?: string }) {
  const { t } = useTranslation("console");
  const kinds = idKinds.map((value) => ({ value, label: t(`people.idKinds.${value}`) }));
  const help = known === "" ? t("people.idHelp") : t("people.idKnown", { number: known });
  return (
    <>
      <Form.Item name="idKind" label={t("people.idKind")}>
        <Select options={kinds} />
      </Form.Item>
      <Form.Item name="idNumber" label={t("people.idNumber")} extra={help}>
        <Input autoComplete="off" maxLength={30} />
      </Form.Item>
    </>
  );
}
