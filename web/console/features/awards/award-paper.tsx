import { Button, Input, Upload } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./awards.module.css";

/** Why it is given, and the paper behind it, which is sent with the award. */
export interface Paper {
  reason: string;
  file?: { file: Blob; name: string } | undefined;
}

export function AwardPaper({ value, onChange }: { value: Paper; onChange: (paper: Paper) => void }) {
  const { t } = useTranslation("console");
  const id = useId();
  return (
    <>
      <div>
        <label htmlFor={id} className={styles.label}>
          {t("awards.reason")}
        </label>
        <Input
          id={id}
          maxLength={300}
          value={value.reason}
          onChange={({ target }) => onChange({ ...value, reason: target.value })}
          aria-describedby={`${id}-help`}
        />
        <p id={`${id}-help`} className={styles.soft}>
          {t("awards.reasonHelp")}
        </p>
      </div>
      <div>
        <span className={styles.label}>{t("awards.document")}</span>
        <Upload
          accept=".pdf,image/*"
          maxCount={1}
          beforeUpload={(file) => {
            onChange({ ...value, file: { file, name: file.name } });
            return false;
          }}
          onRemove={() => onChange({ ...value, file: undefined })}
        >
          <Button>{t("awards.choose")}</Button>
        </Upload>
        <p className={styles.soft}>{t("awards.documentHelp")}</p>
      </div>
    </>
  );
}
