import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Result, ResultMain, ResultWhy } from "../../../shared/hand/result.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { playSound } from "../../../shared/play-sound.ts";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import { isForNetwork } from "../../shared/offline/judge-offline.ts";
import { useAccepted } from "../../shared/offline/use-offline.ts";
import { ReceiptPanel } from "../../shared/receipts/receipt-panel.tsx";
import { todayQuery } from "../../shared/till.queries.ts";
import { useRefusalText } from "./use-refusal-text.ts";
import { type Bill, isSignedOut, type Ready, type Step } from "./use-till.ts";

type Outcome = Exclude<Step, { at: "ready" | "checking" | "sending" | "amount" }>;

interface ResultViewProps {
  step: Outcome;
  onAgain: () => void;
  onAsk: (ready: Ready & { by: "server" }, bill: Bill) => void;
  /** The next customer's code, scanned while this result is still shown. */
  onShown: (text: string) => void;
}

const looks = {
  redeemed: { look: "done", sign: "✓" },
  accepted: { look: "waiting", sign: "…" },
  unsure: { look: "unsure", sign: "?" },
  refused: { look: "refused", sign: "✕" },
  refusedOffline: { look: "refused", sign: "✕" },
} as const;

/** The result in colour, sign and word; what is accepted without network never looks like what is redeemed. */
export function ResultView({ step, onAgain, onAsk, onShown }: ResultViewProps) {
  const { t } = useTranslation("partner");
  const { look, sign } = looks[step.at];
  const signedOut = isSignedOut(step);
  // What is not known yet, or needs a sign-in, comes before the next customer.
  useScanGun(true, (text) => (step.at === "unsure" || signedOut ? playSound("refused") : onShown(text)));
  return (
    <Result look={look} sign={sign} title={t(`result.${titleOf(step)}`)}>
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
    </Result>
  );
}

/** What the campaign asks of the shop's receipt; it may follow later, so it holds up no customer. */
function ReceiptOfResult({ step }: { step: Outcome }) {
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

const titleOf = (step: Outcome): keyof typeof looks =>
  step.at === "refusedOffline" && !isForNetwork(step.reason) ? "refused" : step.at;

function ResultText({ step }: { step: Outcome }) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const refusalText = useRefusalText();
  const money = (fen: number) => formatMoney(language, fen);
  switch (step.at) {
    case "redeemed": {
      const { title, offFen, payFen, undoUntil, oldArticle } = step.redemption;
      return (
        <>
          <ResultMain>{t("result.pays", { pay: money(payFen) })}</ResultMain>
          <p>{t("result.of", { title, off: money(offFen) })}</p>
          {oldArticle !== null && <p>{t("oldArticle.shown", oldArticle)}</p>}
          <p>{t("result.undoUntil", { time: formatTime(language, undoUntil) })}</p>
        </>
      );
    }
    case "accepted":
      return (
        <>
          <ResultMain>{t("result.pays", { pay: money(step.amountFen - step.offFen) })}</ResultMain>
          <p>{t("result.of", { title: step.title, off: money(step.offFen) })}</p>
          <p>{t("result.acceptedHelp")}</p>
        </>
      );
    case "unsure":
      return <ResultWhy>{t("result.unsureHelp")}</ResultWhy>;
    case "refused":
      return <ResultWhy>{refusalText(step.error)}</ResultWhy>;
    case "refusedOffline":
      return <ResultWhy>{t(`offline.refused.${step.reason}`)}</ResultWhy>;
    default:
      return step satisfies never;
  }
}
