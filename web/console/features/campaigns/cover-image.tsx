import { useTranslation } from "react-i18next";
import styles from "./cover-image.module.css";

/** The picture of a campaign, cut as members see it; staff see it before they do. */
export function CoverImage({ fileId, title }: { fileId: string; title: string }) {
  const { t } = useTranslation("console");
  return <img className={styles.cover} src={`/api/staff/files/${fileId}`} alt={t("campaigns.coverOf", { title })} />;
}
