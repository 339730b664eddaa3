/** What is wrong with an identity number: not 18 characters, no such birth day, or the check character does not fit. */
export type ResidentIdFault = "short" | "date" | "check";

export type ResidentId = { ok: true; birth: string; sex: "female" | "male" } | { ok: false; fault: ResidentIdFault };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = "10X98765432";
const earliest = "1880-01-01";

/**
 * Judges a resident identity number of 18 characters, spaces removed, X in upper case: GB 11643-1999 with the check of ISO 7064
 * MOD 11-2. The region is where the number was first given; it may have been abolished since and is not judged. `today` is
 * YYYY-MM-DD.
 */
export function readResidentId(number: string, today: string): ResidentId {
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, fault: "short" };
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const at = new Date(`${birth}T00:00:00Z`);
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === birth;
  if (!exists || birth < earliest || birth > today) return { ok: false, fault: "date" };
  if (checkOf(number) !== number[17]) return { ok: false, fault: "check" };
  return { ok: true, birth, sex: Number(number[16]) % 2 === 1 ? "male" : "female" };
}

/** The check character of the first 17 digits. */
export function checkOf(number: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return checks.charAt(sum % 11);
}
