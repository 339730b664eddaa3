import { useTranslation } from "react-i18next";
import type { GoodsReturned } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { ReturnOutcome } from "./return-outcome.tsx";
import styles from "./returns.module.css";

/** The return is booked. */
export function ReturnDone({ done, onAgain }: { done: GoodsReturned; onAgain: () => void }) {
  const { t } = useTranslation("partner");
  return (
    <section role="alert" className={styles.done}>
      <span className={styles.sign} aria-hidden="true">
        ✓
      </span>
      <h2>{t("returns.done")}</h2>
      <ReturnOutcome outcome={done} />
      <Button autoFocus onClick={onAgain}>
        {t("returns.next")}
      </Button>
    </section>
  );
}
