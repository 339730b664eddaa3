import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { press } from "./acts.ts";
import styles from "./result-view.module.css";
import { WaitingList } from "./waiting-list.tsx";

/** A returned unit is kept for this member for a while: take it, or leave it to the next. */
export function Offered({ release, personId }: { release: Release; personId: string }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { holdUntil } = release.mine;
  return (
    <div className={styles.result}>
      <h2 className={styles.title}>{t("result.offeredTitle")}</h2>
      <p className={styles.text}>
        {holdUntil
          ? t("result.offeredUntil", { title: release.title, at: formatDayTime(language, holdUntil) })
          : t("result.offered", { title: release.title })}
      </p>
      <Button onPress={() => press("accept", release.id, personId)}>{t("result.accept")}</Button>
      {release.mine.waiting && <WaitingList release={release} />}
    </div>
  );
}
