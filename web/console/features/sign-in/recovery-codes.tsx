import { PrinterOutlined } from "@ant-design/icons";
import { Button, Checkbox, Flex, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./sign-in.module.css";

interface RecoveryCodesProps {
  codes: string[];
  onKept: () => void;
}

/** The recovery codes, shown this once; printed or copied before going on. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation("console");
  const [kept, setKept] = useState(false);
  return (
    <>
      <h1 className={styles.title}>{t("signIn.keepTitle")}</h1>
      <p>{t("signIn.keepWhy")}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Flex gap={12} wrap align="center" className={styles.noPrint}>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t("signIn.print")}
        </Button>
        <Typography.Text copyable={{ text: codes.join("\n") }}>{t("signIn.copy")}</Typography.Text>
      </Flex>
      <div className={styles.noPrint}>
        <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)} className={styles.kept ?? ""}>
          {t("signIn.kept")}
        </Checkbox>
        <Button type="primary" size="large" block disabled={!kept} onClick={onKept}>
          {t("signIn.enter")}
        </Button>
      </div>
    </>
  );
}
