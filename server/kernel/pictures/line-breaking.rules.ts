/** Where a line of mixed Chinese and Latin text may end, after GB/T 15834 and the usual 禁则. Pure. */

/** Never the first of a line: what closes, separates or counts on what stands before it. */
const neverFirst = new Set("、。,.;:?!，；：？！…—～·）)】］]》〉」』”’〕｝}％%‰℃°ー々");
/** Never the last of a line: what opens, or stands before its number. */
const neverLast = new Set("（([［【《〈「『“‘〔｛{￥¥$＄№#");

/** Letters and digits with what joins them stay together as long as a line can hold them. */
const latin = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Number}@&_'’.,:/+%°#-]$/u;

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });
const charactersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/** The pieces that are never parted: words, and characters with the marks that belong to them. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const character of charactersOf(text)) {
    const last = pieces.at(-1);
    if (last !== undefined && belongsTo(last, character)) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}

function belongsTo(before: string, character: string): boolean {
  if (character === " ") return false;
  const end = charactersOf(before).at(-1) ?? "";
  if (end === " ") return false;
  if (neverFirst.has(character) || neverLast.has(end)) return true;
  return latin.test(end) && latin.test(character);
}

/** Lines no wider than `width` by `measure`; line feeds of the text stand. A piece too wide for any line is cut where it must be. */
export function breakLines(text: string, width: number, measure: (line: string) => number): string[] {
  return text.split("\n").flatMap((paragraph) => linesOf(paragraph.trim(), width, measure));
}

function linesOf(paragraph: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of piecesOf(paragraph)) {
    if (measure(line + piece) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    const cut = cutToFit(piece.trimStart(), width, measure);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) ?? "";
  }
  if (line.trim() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

function cutToFit(piece: string, width: number, measure: (line: string) => number): string[] {
  const parts = [""];
  for (const character of charactersOf(piece)) {
    const part = parts.at(-1) ?? "";
    if (part === "" || measure(part + character) <= width) parts[parts.length - 1] = part + character;
    else parts.push(character);
  }
  return parts;
}

export interface Fitting {
  width: number;
  mostLines: number;
  /** Sizes to try, the largest first. */
  sizes: readonly number[];
  /** Width of a line at a size. */
  measure: (line: string, size: number) => number;
}

/** The largest size at which the text needs no more lines than allowed; at the smallest the rest is cut with an ellipsis. */
export function fitText(
  text: string,
  { width, mostLines, sizes, measure }: Fitting,
): { size: number; lines: string[] } {
  const smallest = sizes.at(-1) ?? 16;
  for (const size of sizes) {
    const at = (line: string) => measure(line, size);
    const lines = breakLines(text, width, at);
    if (lines.length <= mostLines) return { size, lines: balanced(text, { lines, width, measure: at }) };
  }
  const lines = breakLines(text, width, (line) => measure(line, smallest)).slice(0, mostLines);
  const last = charactersOf(lines.at(-1) ?? "");
  while (last.length > 0 && measure(`${last.join("")}…`, smallest) > width) last.pop();
  return { size: smallest, lines: [...lines.slice(0, -1), `${last.join("").trimEnd()}…`] };
}

/** As many lines, but of about the same length: the narrowest column that needs no line more. */
function balanced(
  text: string,
  given: { lines: string[]; width: number; measure: (line: string) => number },
): string[] {
  let best = given.lines;
  for (let part = 0.95; part > 0.4 && best.length > 1; part -= 0.05) {
    const narrower = breakLines(text, given.width * part, given.measure);
    if (narrower.length > best.length) break;
    best = narrower;
  }
  return best;
}
