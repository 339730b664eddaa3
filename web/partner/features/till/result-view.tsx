import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { playSound } from "../../../shared/play-sound.ts";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import { isForNetwork } from "../../shared/offline/judge-offline.ts";
import { useAccepted } from "../../shared/offline/use-offline.ts";
import { ReceiptPanel } from "../../shared/receipts/receipt-panel.tsx";
import { todayQuery } from "../../shared/till.queries.ts";
import styles from "./till.module.css";
import { useRefusalText } from "./use-refusal-text.ts";
import { type Bill, isSignedOut, type Ready, type Step } from "./use-till.ts";

type Result = Exclude<Step, { at: "ready" | "checking" | "sending" | "amount" }>;

interface ResultViewProps {
  step: Result;
  onAgain: () => void;
  onAsk: (ready: Ready & { by: "server" }, bill: Bill) => void;
  /** The next customer's code, scanned while this result is still shown. */
  onShown: (text: string) => void;
}

const looks = {
  redeemed: { look: styles.redeemed, sign: "✓" },
  accepted: { look: styles.accepted, sign: "…" },
  unsure: { look: styles.unsure, sign: "?" },
  refused: { look: styles.refused, sign: "✕" },
  refusedOffline: { look: styles.refused, sign: "✕" },
} as const;

/** The result in colour, sign and word; what is accepted without network never looks like what is redeemed. */
export function ResultView({ step, onAgain, onAsk, onShown }: ResultViewProps) {
  const { t } = useTranslation("partner");
  const { look, sign } = looks[step.at];
  const signedOut = isSignedOut(step);
  // What is not known yet, or needs a sign-in, comes before the next customer.
  useScanGun(true, (text) => (step.at === "unsure" || signedOut ? playSound("refused") : onShown(text)));
  return (
    <section className={`${styles.result} ${look}`} role="alert">
      <span className={styles.sign} aria-hidden="true">
        {sign}
      </span>
      <h1>{t(`result.${titleOf(step)}`)}</h1>
      <ResultText step={step} />
      <ReceiptOfResult step={step} />
      {step.at === "unsure" && (
        <Button primary onClick={() => onAsk(step.ready, step.bill)}>
          {t("result.ask")}
        </Button>
      )}
      <Button autoFocus={step.at !== "unsure"} onClick={onAgain}>
        {t(step.at === "unsure" ? "result.leave" : signedOut ? "result.signIn" : "result.next")}
      </Button>
    </section>
  );
}

/** What the campaign asks of the shop's receipt; it may follow later, so it holds up no customer. */
function ReceiptOfResult({ step }: { step: Result }) {
  const { data } = useQuery({ ...todayQuery, enabled: step.at === "redeemed" });
  const accepted = useAccepted().data ?? [];
  if (step.at === "redeemed") {
    const { id, receiptAsked } = step.redemption;
    const now = data?.items.find((one) => one.id === id);
    const receipt = now?.receipt ?? step.redemption.receipt;
    return (
      <ReceiptPanel of={{ redemptionId: id }} asked={receiptAsked} receipt={receipt} photos={now?.photos.length ?? 0} />
    );
  }
  if (step.at !== "accepted") return null;
  const { localId, receiptAsked } = step;
  const receipt = accepted.find((one) => one.localId === localId)?.receipt ?? null;
  return <ReceiptPanel of={{ localId }} asked={receiptAsked} receipt={receipt} photos={0} />;
}

const titleOf = (step: Result): keyof typeof looks =>
  step.at === "refusedOffline" && !isForNetwork(step.reason) ? "refused" : step.at;

function ResultText({ step }: { step: Result }) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const refusalText = useRefusalText();
  const money = (fen: number) => formatMoney(language, fen);
  switch (step.at) {
    case "redeemed": {
      const { title, offFen, payFen, undoUntil } = step.redemption;
      return (
        <>
          <p className={styles.pays}>{t("result.pays", { pay: money(payFen) })}</p>
          <p>{t("result.of", { title, off: money(offFen) })}</p>
          <p>{t("result.undoUntil", { time: formatTime(language, undoUntil) })}</p>
        </>
      );
    }
    case "accepted":
      return (
        <>
          <p className={styles.pays}>{t("result.pays", { pay: money(step.amountFen - step.offFen) })}</p>
          <p>{t("result.of", { title: step.title, off: money(step.offFen) })}</p>
          <p>{t("result.acceptedHelp")}</p>
        </>
      );
    case "unsure":
      return <p className={styles.why}>{t("result.unsureHelp")}</p>;
    case "refused":
      return <p className={styles.why}>{refusalText(step.error)}</p>;
    case "refusedOffline":
      return <p className={styles.why}>{t(`offline.refused.${step.reason}`)}</p>;
    default:
      return step satisfies never;
  }
}
