import type { Cell } from "#engines/sheets";
import { checkOf } from "#wire/resident-id";
import { femaleSigns, maleSigns, surnames } from "../demo/names.ts";
import type { SeededRandom } from "../demo/random.ts";

/** Somebody who does not exist. */
export interface Invented {
  name: string;
  sex: "女" | "男";
  /** YYYY-MM-DD. */
  birth: string;
  /** 18 characters; its region was never given to a place. */
  idNumber: string;
}

const regions = ["610997", "610998", "610999"];
const two = (value: number) => String(value).padStart(2, "0");

const dayBetween = (random: SeededRandom, from: number, to: number): string =>
  `${from + random.below(to - from + 1)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;

/** Invents people, never the same number twice. */
export function peopleOf(random: SeededRandom) {
  const given = new Set<string>();
  const numberOf = (birth: string, sex: Invented["sex"]): string => {
    for (;;) {
      const order = random.below(500) * 2 + (sex === "男" ? 1 : 0);
      const first = `${random.pick(regions)}${birth.replaceAll("-", "")}${String(order).padStart(3, "0")}`;
      if (given.has(first)) continue;
      given.add(first);
      return first + checkOf(first);
    }
  };
  return {
    /** Somebody between 20 and 68 years in 2026; with the name and birth day of another person if one is given. */
    next(like?: Invented): Invented {
      const sex = like?.sex ?? (random.chance(0.46) ? "女" : "男");
      const signs = sex === "女" ? femaleSigns : maleSigns;
      const name =
        like?.name ?? random.pick(surnames) + random.pick(signs) + (random.chance(0.8) ? random.pick(signs) : "");
      const birth = like?.birth ?? dayBetween(random, 1958, 2005);
      return { name, sex, birth, idNumber: numberOf(birth, sex) };
    },
  };
}

/** A number whose check character is another. */
export function withWrongCheck(random: SeededRandom, idNumber: string): string {
  // Not 0: digits that end in zeros look like a number that a spreadsheet has rounded.
  const others = [..."123456789"].filter((digit) => digit !== idNumber[17]);
  return idNumber.slice(0, 17) + random.pick(others);
}

/** A number with a digit lost on the way. */
export const withDigitLost = (idNumber: string): string => idNumber.slice(0, 14) + idNumber.slice(15);

/** A number of a day that no calendar has, its check character fitting. */
export function withImpossibleBirth(random: SeededRandom, idNumber: string): string {
  const first = idNumber.slice(0, 10) + random.pick(["0230", "1301", "0431", "0011"]) + idNumber.slice(14, 17);
  return first + checkOf(first);
}

/** A number that was typed into a cell of numbers: its last digits are gone for ever. */
export const asNumber = (idNumber: string): number => Number(idNumber.replace(/.$/, "0"));

/** A day in one of the ways in which it is written in offices. */
export function dayByHabit(random: SeededRandom, day: string): Cell {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const habit = random.next();
  if (habit < 0.25) return new Date(`${day}T00:00:00Z`);
  if (habit < 0.5) return `${year}.${month}.${date}`;
  if (habit < 0.74) return `${year}年${month}月${date}日`;
  if (habit < 0.98) return `${year}/${month}/${date}`;
  return day.replaceAll("-", "");
}

const wide = (text: string) => text.replace(/[0-9X]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** A right number as it arrives: now and then with blanks, in wide digits, with a small x, with something invisible in front. */
export function idByHabit(random: SeededRandom, idNumber: string): string {
  const habit = random.next();
  if (habit < 0.003) return `${idNumber.slice(0, 6)} ${idNumber.slice(6, 14)} ${idNumber.slice(14)}`;
  if (habit < 0.006) return wide(idNumber);
  if (habit < 0.008) return `'${idNumber}`;
  if (habit < 0.01) return `${idNumber}\u3000`;
  return idNumber.endsWith("X") && random.chance(0.05) ? idNumber.toLowerCase() : idNumber;
}

/** A right phone number as it arrives. */
export function phoneByHabit(random: SeededRandom, phone: number): Cell {
  const digits = String(phone);
  const habit = random.next();
  if (habit < 0.005) return phone;
  if (habit < 0.008) return `${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`;
  if (habit < 0.01) return `+86 ${digits}`;
  return digits;
}

/** Not a mobile number: a digit too few or too many, or of no network. */
export const wrongPhone = (random: SeededRandom, phone: number): string =>
  random.pick([String(phone).slice(0, 10), `${phone}0`, `2${String(phone).slice(1)}`]);

/** A day that has not come yet. */
export const dayToCome = (random: SeededRandom): string => `20${60 + random.below(30)}-0${1 + random.below(9)}-15`;
