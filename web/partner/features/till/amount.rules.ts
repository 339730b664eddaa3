/** The keys of the amount pad. */
export const amountKeys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "back"] as const;
export type AmountKey = (typeof amountKeys)[number];

/** The largest bill a till takes: 99,999.99 yuan. Longer input is a slip, or a scanned code in the wrong field. */
const yuanDigits = 5;

/** The typed text after one more key; keys that would not make an amount change nothing. */
export function pressKey(typed: string, key: AmountKey): string {
  if (key === "back") return typed.slice(0, -1);
  if (key === ".") return typed.includes(".") ? typed : `${typed || "0"}.`;
  const [yuan = "", fen] = typed.split(".");
  if (fen !== undefined) return fen.length < 2 ? typed + key : typed;
  if (yuan === "0") return key;
  return yuan.length < yuanDigits ? typed + key : typed;
}

/** The amount in fen that a typed text means; 0 for an empty one. */
export function fenOf(typed: string): number {
  const [yuan = "", fen = ""] = typed.split(".");
  return Number(yuan || "0") * 100 + Number(fen.padEnd(2, "0"));
}

/** The text that means an amount of fen, as it would have been typed. */
export function typedOf(fen: number): string {
  if (fen === 0) return "";
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}
