import { createHash } from "node:crypto";
import type { Limit } from "#kernel/sign-in/limits";

/** How long a phone's certificate holds without being renewed, in milliseconds. */
export const certificateLife = 30 * 86_400_000;
/** How many phones of one person are trusted at once; one more takes the place of the oldest. */
export const devicesPerPerson = 5;
/** How many phones a person may register within a day: each that is replaced is one more that every till must refuse. */
export const newDevicesPerDay = 20;
/** How long a number for typing holds, in milliseconds. */
export const shortNumberLife = 90_000;
/**
 * How long it is remembered that a code has decided, in milliseconds. Shown again at a till with network it is long over; what a till
 * accepted without network is judged by the moment of acceptance, so such a moment must lie within `lateLife`, a day
 * less than the memory reaches.
 */
export const useLife = 30 * 86_400_000;
export const lateLife = useLife - 86_400_000;
/** After this many wrong numbers within `tryWindow` a till must wait. */
export const wrongTries = 10;
export const tryWindow = 10 * 60_000;
/**
 * Wrong numbers of all tills of one merchant, and of all merchants: many tills add up to many guesses. A number is one of ten
 * million and the check digit shows slips, so honest tills stay far below; no ten merchants alone can close it for the rest.
 */
export const triesPerMerchant: readonly Limit[] = [
  { count: 60, seconds: 600 },
  { count: 600, seconds: 86_400 },
];
export const triesInAll: readonly Limit[] = [{ count: 900, seconds: 600 }];

// Damm's quasigroup (H. M. Damm, 2004): one digit that reveals every single wrong digit and every swap of neighbours,
// the two slips that make up nearly all typing errors.
const quasigroup = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
].map((row) => Array.from(row, Number));

const remainder = (digits: string): number =>
  Array.from(digits, Number).reduce((row, digit) => quasigroup[row]?.[digit] ?? 0, 0);

/** The eight digits of a number for typing: seven of `drawn` (0 to 9,999,999) and a check digit. */
export function shortNumberOf(drawn: number): string {
  const digits = drawn.toString().padStart(7, "0");
  return digits + remainder(digits);
}

/** The eight digits of what was typed, with spaces, dashes or wide digits; undefined when the check digit does not fit. */
export function readShortNumber(typed: string): string | undefined {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  return /^[0-9]{8}$/.test(digits) && remainder(digits) === 0 ? digits : undefined;
}

/** What is stored of one use: nothing that could be shown again. */
export const hashOfUse = (use: string): Buffer => createHash("sha256").update(`gonghui code use 1\n${use}`).digest();

/** Seconds until the oldest of the wrong tries leaves the window. */
export function secondsToWait(wrongAt: readonly Date[], now: Date): number {
  const oldest = Math.min(...wrongAt.map(Number));
  return Math.max(1, Math.ceil((oldest + tryWindow - now.getTime()) / 1000));
}
