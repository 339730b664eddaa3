import { pinyin } from "pinyin-pro";

/** How a Chinese name is found by typing letters: "zhang san" and "zs". Letters and digits of other scripts stay as they are. */
export function searchForms(name: string, mode: "surname" | "normal"): { pinyin: string; initials: string } {
  const words = pinyin(name.trim(), {
    toneType: "none",
    type: "array",
    nonZh: "consecutive",
    v: true,
    mode,
  }).flatMap((word) => word.toLowerCase().split(/[^a-z0-9]+/));
  const kept = words.filter((word) => word !== "");
  return { pinyin: kept.join(" "), initials: kept.map((word) => word[0]).join("") };
}

/** 张三丰 → 张*丰, 张三 → 张*, Ann → A**. What a stranger at the till may read. */
export function maskName(name: string): string {
  const signs = [...name];
  const [first = "", ...rest] = signs;
  if (rest.length <= 1) return first + "*".repeat(rest.length);
  const isChinese = /^\p{Script=Han}+$/u.test(name);
  return isChinese ? `${first}${"*".repeat(rest.length - 1)}${rest.at(-1)}` : `${first}**`;
}

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
