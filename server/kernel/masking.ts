/** +8613812345678 → 138****5678. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/^\+86/, "");
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** 610999199910114628 → 610***********4628; of shorter documents the last three. */
export function maskIdNumber(number: string): string {
  const [first, last] = number.length >= 15 ? [3, 4] : [1, 3];
  return number.slice(0, first) + "*".repeat(Math.max(number.length - first - last, 4)) + number.slice(-last);
}
