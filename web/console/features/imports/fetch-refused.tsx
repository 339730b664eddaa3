import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";

/** The sender's own workbook with what is wrong marked; nothing for whoever did not bring it, since it holds whole numbers. */
export function FetchRefused({ import_: { id, mine } }: { import_: Import }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  if (!mine) return null;
  return (
    <Button href={`/api/staff/imports/${id}/refused?language=${language}`} icon={<DownloadOutlined />} download>
      {t("imports.fetchRefused")}
    </Button>
  );
}
