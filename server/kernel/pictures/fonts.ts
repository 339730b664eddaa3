import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GlobalFonts } from "@napi-rs/canvas";

const requires = createRequire(import.meta.url);
const folder = dirname(requires.resolve("@fontsource/noto-sans-sc/package.json"));
const weights = [400, 700] as const;
export type Weight = (typeof weights)[number];

const main = "Gonghui Sans";
/** Han, kana of names, and what a Latin keyboard writes: all in the main file. */
const inMain = /^[\s\u0020-\u007e\u00a0-\u00ff\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff00-\uffef]$/u;

type Range = [first: number, last: number];
let slices: Map<string, Range[]> | undefined;
const registered = new Set<string>();

function register(file: string, family: string): void {
  if (registered.has(family)) return;
  registered.add(family);
  for (const weight of weights)
    if (
      GlobalFonts.registerFromPath(join(folder, "files", `noto-sans-sc-${file}-${weight}-normal.woff2`), family) ===
      null
    )
      throw new Error(`The font file ${file} ${weight} of @fontsource/noto-sans-sc cannot be read.`);
}

/** Which file of the package holds which characters, as the package's own table says. */
function sliceTable(): Map<string, Range[]> {
  const table: Record<string, string> = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8"));
  const range = (text: string): Range => {
    const [first = 0, last = first] = text
      .replace("U+", "")
      .split("-")
      .map((hex) => Number.parseInt(hex, 16));
    return [first, last];
  };
  return new Map(
    Object.entries(table)
      .filter(([name]) => /^\[\d+\]$/.test(name))
      .map(([name, ranges]) => [name.slice(1, -1), ranges.split(",").map(range)]),
  );
}

/**
 * Makes sure that the shipped font can write the text: the main file at first use, and of the small files those that hold
 * what the main one lacks (①, ★, →). What none has is left to the fonts of the machine.
 */
export function provideFont(text: string): void {
  register("chinese-simplified", main);
  for (const character of new Set(text)) {
    if (inMain.test(character)) continue;
    slices ??= sliceTable();
    const code = character.codePointAt(0) ?? 0;
    for (const [slice, ranges] of slices)
      if (ranges.some(([first, last]) => code >= first && code <= last)) register(slice, `${main} ${slice}`);
  }
}

/** The value of a canvas's `font`. */
export const fontOf = (size: number, weight: Weight): string =>
  `${weight} ${size}px ${[...registered].map((family) => `"${family}"`).join(", ")}, sans-serif`;
