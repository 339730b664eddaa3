import { AuditOutlined, EditOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import styles from "./campaigns.module.css";

/** The two people that public money needs: who wrote the campaign, and who looked at it independently. */
export function MakerChecker({ campaign }: { campaign: StaffCampaign }) {
  const { t } = useTranslation("console");
  const me = useMe();
  const { createdBy, checkedBy, state, can } = campaign;
  const checked =
    checkedBy ?? (can.approve ? t("campaigns.checkerYou", { name: me?.name ?? "" }) : t("campaigns.checkerOpen"));
  const advice = state === "submitted" && (can.approve ? t("campaigns.checkAdvice") : t("campaigns.makerAdvice"));
  return (
    <section className={styles.two} aria-label={t("campaigns.makerChecker")}>
      <div className={styles.person}>
        <EditOutlined aria-hidden />
        <div>
          <span>{t("campaigns.maker")}</span>
          <strong>{createdBy ?? t("common.unknownAccount")}</strong>
        </div>
      </div>
      <div className={`${styles.person} ${can.approve ? styles.yours : ""} ${checkedBy ? styles.done : ""}`}>
        <AuditOutlined aria-hidden />
        <div>
          <span>{t("campaigns.checker")}</span>
          <strong>{checked}</strong>
        </div>
      </div>
      {advice && <p className={styles.advice}>{advice}</p>}
    </section>
  );
}
