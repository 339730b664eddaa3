import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { PictureField } from "../../shared/picture-field.tsx";

interface CoverFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string | null;
  onChange?: (fileId: string | null) => void;
}

/** The picture of a campaign, kept for its organisation. */
export function CoverField(given: CoverFieldProps) {
  const { t } = useTranslation("console");
  const organisationId: string | undefined = Form.useWatch("organisationId");
  const title: string | undefined = Form.useWatch("title");
  return (
    <PictureField
      {...given}
      purpose="benefits.campaign_cover"
      organisationId={organisationId}
      alt={t("campaigns.coverOf", { title: title ?? "" })}
      shape="wide"
    />
  );
}
