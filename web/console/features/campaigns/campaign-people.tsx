import { AuditOutlined, CheckCircleOutlined, EditOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import styles from "./campaigns.module.css";

/** The people that public money needs: who wrote the campaign, who checked it, and who approved it. */
export function CampaignPeople({ campaign }: { campaign: StaffCampaign }) {
  const { t } = useTranslation("console");
  const { createdBy, checkedBy, approvedBy, awaits, can } = campaign;
  const advice = awaits && (can.check || can.approve ? t(`campaigns.advice.${awaits}`) : t("campaigns.makerAdvice"));
  // Where one person's look is enough there is no third box.
  const two = awaits === "approved" ? !checkedBy : checkedBy !== null && approvedBy === null && awaits === null;
  return (
    <section className={styles.two} aria-label={t("campaigns.makerChecker")}>
      <Person icon={<EditOutlined aria-hidden />} role={t("campaigns.maker")} name={createdBy} />
      {two ? (
        <Person
          icon={<AuditOutlined aria-hidden />}
          role={t("campaigns.checkerAlone")}
          name={checkedBy}
          yours={can.approve}
          open
        />
      ) : (
        <>
          <Person
            icon={<AuditOutlined aria-hidden />}
            role={t("campaigns.checker")}
            name={checkedBy}
            yours={can.check}
            open
          />
          <Person
            icon={<CheckCircleOutlined aria-hidden />}
            role={t("campaigns.approver")}
            name={approvedBy}
            yours={can.approve}
            open
          />
        </>
      )}
      {advice && <p className={styles.advice}>{advice}</p>}
    </section>
  );
}

interface PersonProps {
  icon: ReactNode;
  role: string;
  name: string | null;
  /** The step waits for the reader. */
  yours?: boolean;
  /** The step is still to be taken when there is no name. */
  open?: boolean;
}

function Person({ icon, role, name, yours = false, open = false }: PersonProps) {
  const { t } = useTranslation("console");
  const me = useMe();
  const nobody = open ? t("campaigns.checkerOpen") : t("common.unknownAccount");
  return (
    <div className={`${styles.person} ${yours ? styles.yours : ""} ${open && name ? styles.done : ""}`}>
      {icon}
      <div>
        <span>{role}</span>
        <strong>{name ?? (yours ? t("campaigns.checkerYou", { name: me?.name ?? "" }) : nobody)}</strong>
      </div>
    </div>
  );
}
