import nzh from "nzh/cn";

/**
 * An amount as finance writes it on paper (支付结算办法, annex on filling in vouchers): 元 and 角 are closed with 整, 分 is not,
 * and a gap inside is read as one 零.
 */
export function moneyInCapitals(fen: number): string {
  const yuan = Math.floor(Math.abs(fen) / 100);
  const cents = Math.abs(fen) % 100;
  // As text: a number would be rounded on its way.
  const amount = cents === 0 ? `${yuan}` : `${yuan}.${String(cents).padStart(2, "0").replace(/0$/, "")}`;
  return `人民币${fen < 0 ? "负" : ""}${nzh.toMoney(amount, { outSymbol: false, forceZheng: true })}`;
}
