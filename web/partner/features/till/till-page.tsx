import { useTranslation } from "react-i18next";
import { AmountStep } from "./amount-step.tsx";
import { ResultView } from "./result-view.tsx";
import { ScanStep } from "./scan-step.tsx";
import styles from "./till.module.css";
import { useTill } from "./use-till.ts";

/** The till: show, amount, result. */
export function TillPage() {
  const { t } = useTranslation("partner");
  const { step, present, redeem, acceptOffline, again } = useTill();
  switch (step.at) {
    case "ready":
      return <ScanStep onShown={(text) => void present(text)} />;
    case "checking":
    case "sending":
      return (
        <p className={styles.busy} role="status">
          {t(step.at === "checking" ? "till.checking" : "till.sending")}
        </p>
      );
    case "amount":
      return (
        <AmountStep
          ready={step.ready}
          error={step.error}
          onRedeem={(ready, amountFen) => void redeem(ready, amountFen)}
          onAccept={(ready, amountFen, offFen) => void acceptOffline(ready, amountFen, offFen)}
          onCancel={again}
        />
      );
    default:
      return <ResultView step={step} onAgain={again} onAsk={(ready, amountFen) => void redeem(ready, amountFen)} />;
  }
}
