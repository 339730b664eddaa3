import { pinyin } from "pinyin-pro";

export { maskIdNumber, maskPhone } from "#kernel/masking";

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

/** A name without the marks and kinds of letters that people write differently, to tell whether two say the same. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\s·•.]/gu, "")
    .toLowerCase();
