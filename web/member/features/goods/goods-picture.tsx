import { useTranslation } from "react-i18next";
import styles from "./goods.module.css";

/** The picture of goods. Its box has its height before the picture is there, so nothing jumps. */
export function GoodsPicture({ fileId, name }: { fileId: string; name: string }) {
  const { t } = useTranslation("member");
  return (
    <span className={styles.frame}>
      <img
        className={styles.picture}
        src={`/api/files/${fileId}`}
        alt={t("goods.picture", { name })}
        loading="lazy"
        decoding="async"
      />
    </span>
  );
}
