import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { BackSign } from "../../shared/back-sign.tsx";
import { Button } from "../../shared/button.tsx";
import form from "../../shared/form.module.css";
import { offFenOf } from "../../shared/offline/benefit.rules.ts";
import { type AmountKey, amountKeys, fenOf, pressKey } from "./amount.rules.ts";
import styles from "./till.module.css";
import { useBenefitText } from "./use-benefit-text.ts";
import type { Ready } from "./use-till.ts";

interface AmountStepProps {
  ready: Ready;
  error: unknown;
  onRedeem: (ready: Ready & { by: "server" }, amountFen: number) => void;
  onAccept: (ready: Ready & { by: "till" }, amountFen: number, offFen: number) => void;
  onCancel: () => void;
}

/** The bill: typed on large keys, with what the member pays shown at once. */
export function AmountStep({ ready, error, onRedeem, onAccept, onCancel }: AmountStepProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const problemText = useProblemText();
  const benefitText = useBenefitText();
  const [typed, setTyped] = useState("");
  const amountFen = fenOf(typed);
  const offFen = amountFen > 0 ? offFenOf(ready.benefit, amountFen) : undefined;
  const money = (fen: number) => formatMoney(language, fen);
  const confirm = () => {
    if (offFen === undefined) return;
    if (ready.by === "server") onRedeem(ready, amountFen);
    else onAccept(ready, amountFen, offFen);
  };
  useAmountKeys((key) => setTyped((before) => pressKey(before, key)), confirm);
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
      <p className={styles.pay} aria-live="polite">
        {offFen !== undefined
          ? t("partner:till.pays", { off: money(offFen), pay: money(amountFen - offFen) })
          : amountFen > 0 && ready.benefit.type === "threshold"
            ? t("partner:till.below", { min: money(ready.benefit.minSpendFen) })
            : t("partner:till.typeAmount")}
      </p>
      {error !== undefined && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <div className={styles.pad}>
        {amountKeys.map((key) => (
          <button key={key} type="button" onClick={() => setTyped(pressKey(typed, key))}>
            {key === "back" ? <BackSign label={t("partner:pin.back")} /> : key}
          </button>
        ))}
      </div>
      <div className={styles.acts}>
        <Button onClick={onCancel}>{t("shared:cancel")}</Button>
        <Button primary disabled={offFen === undefined} onClick={confirm}>
          {t(ready.by === "server" ? "partner:till.redeem" : "partner:till.accept")}
        </Button>
      </div>
    </section>
  );
}

/** The keys of a keyboard beside those on the screen. */
function useAmountKeys(press: (key: AmountKey) => void, confirm: () => void) {
  const latest = useRef({ press, confirm });
  latest.current = { press, confirm };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
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
