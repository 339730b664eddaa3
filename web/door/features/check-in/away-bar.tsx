import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { listQuery } from "../../shared/door.queries.ts";
import styles from "./check-in.module.css";

/** Says that there is no network, and by which list tickets are checked meanwhile. */
export function AwayBar({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("door");
  const language = useLanguage();
  const list = useQuery(listQuery(sessionId)).data?.value;
  return (
    <div role="status" className={styles.away}>
      <strong>{t("away.title")}</strong>{" "}
      {list ? t("away.about", { time: formatTime(language, list.asOf) }) : t("refused.no_list")}
    </div>
  );
}
