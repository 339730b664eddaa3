import { useTranslation } from "react-i18next";
import type { Shift } from "../../../shared/api-types/index.ts";
import { formatMoney, formatNumber } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./shift.module.css";

/** The sums of a shift or of a day, a line each; what is nought and would only fill the page is left out. */
export function Figures({ figures }: { figures: Shift["figures"] }) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const money = (fen: number) => formatMoney(language, fen);
  const count = (value: number) => formatNumber(language, value);
  const { redemptions, amountFen, offFen, undone, returns, backFen, offline, notRedeemed, receiptsMissing } = figures;
  const rows: [string, string, boolean][] = [
    [t("shift.redemptions"), count(redemptions), false],
    [t("shift.amount"), money(amountFen), false],
    [t("shift.off"), money(offFen), false],
    ...(undone > 0 ? [[t("shift.undone"), count(undone), false] as [string, string, boolean]] : []),
    ...(returns > 0
      ? [[t("shift.returns"), `${count(returns)} · ${money(backFen)}`, false] as [string, string, boolean]]
      : []),
    ...(offline > 0 ? [[t("shift.offline"), count(offline), false] as [string, string, boolean]] : []),
    ...(notRedeemed > 0 ? [[t("shift.notRedeemed"), count(notRedeemed), true] as [string, string, boolean]] : []),
    ...(receiptsMissing > 0 ? [[t("shift.missing"), count(receiptsMissing), true] as [string, string, boolean]] : []),
  ];
  return (
    <dl className={styles.figures}>
      {rows.map(([label, value, isBad]) => (
        <div key={label} className={isBad ? styles.bad : ""}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
