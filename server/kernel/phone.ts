/**
 * Gives a mobile number of mainland China as +86 and eleven digits, or undefined when the text is none.
 * Accepts what people type: spaces, hyphens, full-width digits, and the prefixes +86, 0086 and 86.
 */
export function normalisePhone(text: string): string | undefined {
  const digits = text.normalize("NFKC").replace(/[\s\p{Pd}\p{Cf}().]/gu, "");
  const number = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(digits)?.[1];
  return number && `+86${number}`;
}
