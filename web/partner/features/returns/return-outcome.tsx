import { useTranslation } from "react-i18next";
import type { GoodsReturn } from "../../../shared/api-types/index.ts";
import { formatDay, formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./returns.module.css";

/** What becomes, or became, of the money and of the voucher: sums first, then a sentence. */
export function ReturnOutcome({
  outcome: { outcome, whole, goodsFen, backFen, refundFen, validUntil },
}: {
  outcome: GoodsReturn;
}) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const money = (fen: number) => formatMoney(language, fen);
  // The last moment is the first of the next day; people know the day before it.
  const lastDay = validUntil === null ? "" : formatDay(language, new Date(Date.parse(validUntil) - 1).toISOString());
  return (
    <div className={styles.outcome}>
      <p className={styles.refund}>
        {refundFen >= 0
          ? t("returns.refund", { money: money(refundFen) })
          : t("returns.payIn", { money: money(-refundFen) })}
      </p>
      <dl>
        <dt>{t("returns.goods")}</dt>
        <dd>{money(goodsFen)}</dd>
        <dt>{t("returns.back")}</dt>
        <dd>{money(backFen)}</dd>
      </dl>
      <p>{t(`returns.outcome.${outcome === "clawed_back" && !whole ? "partly" : outcome}`, { lastDay })}</p>
    </div>
  );
}
