import { AmountStep } from "./amount-step.tsx";
import { BusyStep } from "./busy-step.tsx";
import { ResultView } from "./result-view.tsx";
import { ScanStep } from "./scan-step.tsx";
import { useTill } from "./use-till.ts";

/** The till: show, amount, result. */
export function TillPage() {
  const { step, present, redeem, acceptOffline, again } = useTill();
  switch (step.at) {
    case "ready":
      return <ScanStep onShown={(text) => void present(text)} />;
    case "checking":
    case "sending":
      return <BusyStep key={step.at} at={step.at} />;
    case "amount":
      return (
        <AmountStep
          ready={step.ready}
          bill={step.bill}
          error={step.error}
          onRedeem={(ready, bill) => void redeem(ready, bill)}
          onAccept={(ready, amountFen, offFen) => void acceptOffline(ready, amountFen, offFen)}
          onCancel={again}
        />
      );
    default:
      return (
        <ResultView
          step={step}
          onAgain={again}
          onAsk={(ready, bill) => void redeem(ready, bill)}
          onShown={(text) => void present(text)}
        />
      );
  }
}
