import { QRCode, Typography } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./sign-in.module.css";

interface EnrolGuideProps {
  /** In base 32, for authenticators without a camera. */
  secret: string;
  /** otpauth://… */
  uri: string;
}

/** How to bring the second factor into an authenticator. */
export function EnrolGuide({ secret, uri }: EnrolGuideProps) {
  const { t } = useTranslation("console");
  const grouped = secret.match(/.{1,4}/g)?.join(" ") ?? secret;
  return (
    <div className={styles.enrol}>
      <ol className={styles.steps}>
        <li>{t("signIn.enrolInstall")}</li>
        <li>{t("signIn.enrolScan")}</li>
        <li>{t("signIn.enrolType")}</li>
      </ol>
      <QRCode aria-label={t("signIn.enrolQr")} value={uri} size={168} bordered={false} />
      <p className={styles.secret}>
        {t("signIn.enrolSecret")}
        <Typography.Text code copyable={{ text: secret }}>
          {grouped}
        </Typography.Text>
      </p>
    </div>
  );
}
