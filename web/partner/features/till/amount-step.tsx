import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOldArticleNumber } from "../../../../wire/old-article.ts";
import { useBenefitText } from "../../../shared/benefit-text.ts";
import { formatMoney } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import form from "../../../shared/hand/form.module.css";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { playSound } from "../../../shared/play-sound.ts";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import { BackSign } from "../../shared/back-sign.tsx";
import { offFenOf } from "../../shared/offline/benefit.rules.ts";
import { type AmountKey, amountKeys, fenOf, pressKey, typedOf } from "./amount.rules.ts";
import { type Extras, extrasOf, MoreOnBill } from "./more-on-bill.tsx";
import styles from "./till.module.css";
import type { Bill, Ready } from "./use-till.ts";

interface AmountStepProps {
  ready: Ready;
  /** What was refused and only needs to be corrected. */
  bill: Bill | undefined;
  error: unknown;
  onRedeem: (ready: Ready & { by: "server" }, bill: Bill) => void;
  onAccept: (ready: Ready & { by: "till" }, amountFen: number, offFen: number) => void;
  onCancel: () => void;
}

/** The bill: typed on large keys, with what the member pays shown at once. */
export function AmountStep({ ready, bill, error, onRedeem, onAccept, onCancel }: AmountStepProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const problemText = useProblemText();
  const benefitText = useBenefitText();
  const [typed, setTyped] = useState(() => typedOf(bill?.amountFen ?? 0));
  const [scanned, setScanned] = useState(false);
  const [extras, setExtras] = useState(() => extrasOf(bill));
  const amountFen = fenOf(typed);
  const tradeIn = ready.by === "server" && ready.tradeIn;
  const lacksArticle = tradeIn && (extras.kind.trim() === "" || !isOldArticleNumber(extras.number));
  const offFen = amountFen > 0 ? offFenOf(ready.benefit, amountFen) : undefined;
  const isShort = offFen === undefined && amountFen > 0;
  const least = isShort && ready.benefit.type === "threshold" ? ready.benefit.minSpendFen : undefined;
  const money = (fen: number) => formatMoney(language, fen);
  const confirm = () => {
    if (offFen === undefined || lacksArticle) return;
    if (ready.by === "server") onRedeem(ready, billOf(amountFen, extras, tradeIn));
    else onAccept(ready, amountFen, offFen);
  };
  const press = (key: AmountKey) => {
    setScanned(false);
    setTyped((before) => pressKey(before, key));
  };
  useAmountKeys(press, confirm);
  // The digits of a scanned code are no amount, and the Enter at its end confirms nothing.
  useScanGun(true, () => {
    if (document.activeElement instanceof HTMLInputElement) return; // an old article's number is scanned into its field
    setTyped("");
    setScanned(true);
    playSound("refused");
  });
  return (
    <section>
      {ready.by === "till" && <p className={styles.offlineNote}>{t("partner:offline.note")}</p>}
      <h1 className={styles.voucher}>{ready.title}</h1>
      <p className={styles.about}>
        {benefitText(ready.benefit)}
        {ready.by === "server" && ` · ${ready.member}`}
      </p>
      <output className={styles.amount} aria-label={t("partner:till.amount")}>
        ¥{typed || "0"}
      </output>
      <p className={`${styles.pay} ${least !== undefined || scanned ? styles.wrong : ""}`} aria-live="polite">
        {offFen !== undefined
          ? t("partner:till.pays", { off: money(offFen), pay: money(amountFen - offFen) })
          : least !== undefined
            ? t("partner:till.below", { min: money(least) })
            : t(scanned ? "partner:till.scannedHere" : "partner:till.typeAmount")}
      </p>
      {ready.by === "server" && (
        <MoreOnBill ready={ready} extras={extras} onChange={(change) => setExtras({ ...extras, ...change })} />
      )}
      {error !== undefined && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <div className={styles.pad}>
        {amountKeys.map((key) => (
          <button key={key} type="button" onClick={() => press(key)}>
            {key === "back" ? <BackSign label={t("partner:pin.back")} /> : key}
          </button>
        ))}
      </div>
      <div className={styles.acts}>
        <Button onClick={onCancel}>{t("shared:cancel")}</Button>
        <Button primary disabled={offFen === undefined || lacksArticle} onClick={confirm}>
          {t(ready.by === "server" ? "partner:till.redeem" : "partner:till.accept")}
        </Button>
      </div>
    </section>
  );
}

const billOf = (amountFen: number, { kind, number, goods }: Extras, tradeIn: boolean): Bill => {
  const sold = [...goods].map(([goodsId, quantity]) => ({ goodsId, quantity }));
  return {
    amountFen,
    ...(tradeIn ? { oldArticle: { kind: kind.trim(), number: number.trim() } } : {}),
    ...(sold.length === 0 ? {} : { goods: sold }),
  };
};

/** The keys of a keyboard beside those on the screen. */
function useAmountKeys(press: (key: AmountKey) => void, confirm: () => void) {
  const latest = useRef({ press, confirm });
  latest.current = { press, confirm };
  // Before it is painted: whoever sees the field may type at once.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // What is typed into a field is no amount.
      if (event.target instanceof HTMLInputElement) return;
      const key = event.key === "Backspace" ? "back" : event.key;
      const known = amountKeys.find((one) => one === key);
      if (known) latest.current.press(known);
      // Enter on a button presses that button.
      if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) latest.current.confirm();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
