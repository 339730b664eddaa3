import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../shared/i18n/problem-text.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./notice.module.css";

interface NoticeProps {
  kind?: "waiting" | "done" | "error";
  children: ReactNode;
}

/** A sentence in the flow of the page, read out when it appears. There are no pop-ups. */
export function Notice({ kind = "waiting", children }: NoticeProps) {
  const tone = kind === "error" ? styles.error : kind === "done" ? styles.done : "";
  return (
    <div className={classes(styles.notice, tone)} role={kind === "error" ? "alert" : "status"}>
      {children}
    </div>
  );
}

interface ProblemProps {
  error: unknown;
  /** Which of several things on the page it is about. */
  about?: string | undefined;
  onRetry?: () => void;
}

/** What went wrong and the way out. */
export function ProblemNotice({ error, about, onRetry }: ProblemProps) {
  const { t } = useTranslation("shared");
  const problemText = useProblemText();
  return (
    <Notice kind="error">
      {about && <p>{about}</p>}
      <p>{problemText(error)}</p>
      {onRetry && (
        <div className={styles.action}>
          <Button kind="outline" block={false} onPress={onRetry}>
            {t("retry")}
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** Nothing is here, and what to do then. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}
