import { CopyOutlined } from "@ant-design/icons";
import { App, Button, Input } from "antd";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import styles from "./share.module.css";

interface CopyFieldProps {
  label: string;
  /** What the button says. */
  copy: string;
  text: string;
  rows: number;
}

/** Words that are taken along: copied by a button, or selected where the browser allows no more. */
export function CopyField({ label, copy, text, rows }: CopyFieldProps) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  const take = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(t("share.copied"));
    } catch {
      field.current?.querySelector("textarea")?.select();
      void message.info(t("share.notCopied"), 6);
    }
  };
  return (
    <div ref={field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <Input.TextArea id={id} readOnly value={text} autoSize={{ minRows: rows, maxRows: 14 }} />
      <Button className={styles.act ?? ""} icon={<CopyOutlined />} onClick={() => void take()}>
        {copy}
      </Button>
    </div>
  );
}
