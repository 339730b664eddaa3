import { useTranslation } from "react-i18next";
import type { Redemption, RedemptionDay, RedemptionState } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { ReceiptPanel } from "../../shared/receipts/receipt-panel.tsx";
import styles from "./today.module.css";

interface RedemptionListProps {
  day: RedemptionDay;
  onUndo: (redemption: Redemption) => void;
}

/** The campaign asks for a part of the receipt that is not there yet. */
const isMissing = ({ receiptAsked: asked, receipt, photos, undoneAt }: RedemptionState): boolean =>
  undoneAt === null &&
  (((asked === "number" || asked === "both") && receipt === null) ||
    ((asked === "photo" || asked === "both") && photos.length === 0));

/** What the server counts as redeemed on a day, with its sums. */
export function RedemptionList({ day: { items, totals }, onUndo }: RedemptionListProps) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const money = (fen: number) => formatMoney(language, fen);
  const sums = { count: totals.count, amount: money(totals.amountFen), off: money(totals.offFen) };
  return (
    <>
      <p className={styles.totals}>{t("today.totals", sums)}</p>
      {totals.returns > 0 && (
        <p className={styles.totals}>{t("today.returns", { count: totals.returns, back: money(totals.backFen) })}</p>
      )}
      {items.length === 0 && <p className={styles.empty}>{t("today.empty")}</p>}
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={one.undoneAt ? styles.undone : ""}>
            <div>
              <strong>{one.title}</strong>
              <small>
                {formatTime(language, one.at)} · {one.clerk.name}
                {one.offline && ` · ${t("today.offline")}`}
                {one.undoneAt && ` · ${t("today.undone")}`}
                {one.receipt !== null && ` · ${one.receipt}`}
                {one.oldArticle !== null && ` · ${t("oldArticle.shown", one.oldArticle)}`}
                {one.goods.map((sold) => ` · ${t("soldGoods.shown", sold)}`)}
                {one.goodsBackFen > 0 && ` · ${t("today.goodsBack", { goods: money(one.goodsBackFen) })}`}
              </small>
            </div>
            <div className={styles.money}>
              <strong>{money(one.amountFen)}</strong>
              <small>−{money(one.offFen)}</small>
            </div>
            {isMissing(one) && (
              <details className={styles.receipt}>
                <summary>{t("receipt.missing")}</summary>
                <ReceiptPanel
                  of={{ redemptionId: one.id }}
                  asked={one.receiptAsked}
                  receipt={one.receipt}
                  photos={one.photos.length}
                />
              </details>
            )}
            {!one.undoneAt && one.goodsBackFen === 0 && Date.parse(one.undoUntil) > serverClock.now() && (
              <button type="button" onClick={() => onUndo(one)}>
                {t("today.undo")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
