/** The unified social credit code of GB 32100-2015: eighteen signs, the last of which checks the others. */

/** Without the letters that are misread: I, O, Z, S, V. */
const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** What is wrong with a code; early codes fail the check and are genuine all the same, so nobody is turned away for it. */
export type CreditCodeDoubt = "length" | "sign" | "check";

/** As it is written on a licence: capital letters, without the spaces and hyphens that people type. */
export const normaliseCreditCode = (typed: string): string =>
  typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");

/** The sign that belongs at the end of seventeen others; undefined when one of them is none. */
export function creditCodeCheckSign(body: string): string | undefined {
  const values = [...body].map((sign) => signs.indexOf(sign));
  if (values.length !== weights.length || values.includes(-1)) return undefined;
  const sum = values.reduce((total, value, index) => total + value * (weights[index] ?? 0), 0);
  // 31 − 0 is 31, for which there is no sign: it is written 0.
  return signs[(31 - (sum % 31)) % 31];
}

/** What speaks against a code, the gravest first; undefined when nothing does. */
export function creditCodeDoubt(typed: string): CreditCodeDoubt | undefined {
  const code = normaliseCreditCode(typed);
  if ([...code].some((sign) => !signs.includes(sign))) return "sign";
  if (code.length !== weights.length + 1) return "length";
  return creditCodeCheckSign(code.slice(0, -1)) === code.at(-1) ? undefined : "check";
}
