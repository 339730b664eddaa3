import { useTranslation } from "react-i18next";
import styles from "./waiting.module.css";

/** The shape of what is coming, while it is on its way. */
export function Waiting({ blocks = 2 }: { blocks?: number }) {
  const { t } = useTranslation("shared");
  return (
    <div role="status">
      <span className={styles.quiet}>{t("loading")}</span>
      {Array.from({ length: blocks }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike and never move
        <div key={index} className={styles.block} />
      ))}
    </div>
  );
}
