import { Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./duties.module.css";

interface TemporaryPasswordProps {
  login: string;
  password: string;
  /** What still has to be done for this person. */
  next?: "addDuty";
}

/** A password shown this once, and how it goes on from here. */
export function TemporaryPassword({ login, password, next }: TemporaryPasswordProps) {
  const { t } = useTranslation("console");
  return (
    <>
      <p>{t("duties.passwordOnce")}</p>
      <dl className={styles.handover}>
        <dt>{t("duties.login")}</dt>
        <dd>{login}</dd>
        <dt>{t("duties.temporaryPassword")}</dt>
        <dd>
          <Typography.Text code copyable className={styles.password ?? ""}>
            {password}
          </Typography.Text>
        </dd>
      </dl>
      <p>{t("duties.firstSignIn")}</p>
      {next && <p>{t(`duties.next.${next}`)}</p>}
    </>
  );
}
