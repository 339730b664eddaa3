import { useTranslation } from "react-i18next";
import { useProblemText } from "../i18n/problem-text.ts";
import { Button } from "./button.tsx";
import styles from "./form.module.css";

/** Something could not be shown: what happened, and another try. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation("shared");
  const problemText = useProblemText();
  return (
    <div role="alert" className={styles.trouble}>
      <p>{problemText(error)}</p>
      <Button onClick={onRetry}>{t("retry")}</Button>
    </div>
  );
}
