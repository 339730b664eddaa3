/** The eleven digits of a mobile number however it was typed or pasted; undefined when it is none. */
export function phoneFrom(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "").replace(/^(\+|00)?86(?=1\d{10}$)/, "");
  return /^1\d{10}$/.test(digits) ? digits : undefined;
}
