import { useTranslation } from "react-i18next";
import { classes } from "./classes.ts";
import styles from "./cover.module.css";

interface CoverProps {
  fileId: string;
  /** Of what it is the cover. */
  title: string;
  /** At the top of a card, out to its edges. */
  inCard?: boolean;
}

/** The picture of a campaign. Its box has its height before the picture is there, so nothing jumps. */
export function Cover({ fileId, title, inCard = false }: CoverProps) {
  const { t } = useTranslation("member");
  return (
    <div className={classes(styles.box, inCard && styles.inCard)}>
      <img
        className={styles.picture}
        src={`/api/files/${fileId}`}
        alt={t("campaigns.cover", { title })}
        loading="lazy"
        decoding="async"
      />
    </div>
  );
}
