import type { Canvas } from "@napi-rs/canvas";
import { palette } from "./palette.ts";
import { rowsPerPicture } from "./rows-per-picture.ts";
import {
  aSheet,
  drawQr,
  fillRound,
  fitted,
  heightOf,
  linesFor,
  type Sheet,
  type TextStyle,
  write,
  writeLines,
} from "./sheet.ts";
import { drawPng } from "./studio.ts";

/** A list to be read in a chat: a head, a table, words below, and where the page is. */
export interface LongPicture {
  from: string;
  title: string;
  /** Words between head and table. */
  before: readonly string[];
  columns: readonly { title: string /** Share of the width. */; width: number }[];
  rows: readonly (readonly string[])[];
  after: readonly string[];
  link: string;
  invitation: string;
}

const width = 1080;
const margin = 56;
const inner = width - 2 * margin;
const rowHeight = 64;
const footHeight = 300;
const words: TextStyle = { size: 32, colour: palette.ink, lineHeight: 1.6 };

/** A picture 1080 wide and as high as it must be, as PNG. At most `rowsPerPicture` rows. */
export const drawLongPicture = (picture: LongPicture): Promise<Buffer> => drawPng("long 1", picture, draw);

function draw(picture: LongPicture): Canvas {
  const title = fitted(picture.title, inner, { mostLines: 4, sizes: [64, 56, 48, 42], weight: 700 });
  const titleStyle: TextStyle = { size: title.size, colour: "#ffffff", weight: 700, lineHeight: 1.3 };
  const headHeight = 48 + 56 + heightOf(title.lines.length, titleStyle) + 48;
  const linesHeight = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + heightOf(linesFor(text, inner, words).length, words), 0);
  const tableHeight = (Math.min(picture.rows.length, rowsPerPicture) + 1) * rowHeight;
  const before = linesHeight(picture.before);
  const height = Math.ceil(
    headHeight + 40 + before + 32 + tableHeight + 40 + linesHeight(picture.after) + 40 + footHeight,
  );

  const sheet = aSheet(width, height, palette.page);
  sheet.pen.fillStyle = palette.red;
  sheet.pen.fillRect(0, 0, width, headHeight);
  const from = fitted(picture.from, inner, { mostLines: 1, sizes: [34, 28, 24] });
  writeLines(sheet, from.lines, { x: margin, y: 40, width: inner }, { size: from.size, colour: "#ffffff" });
  writeLines(sheet, title.lines, { x: margin, y: 104, width: inner }, titleStyle);
  let y = writeAll(sheet, picture.before, headHeight + 40) + 32;
  y = drawTable(sheet, picture, y) + 40;
  y = writeAll(sheet, picture.after, y) + 40;
  drawFoot(sheet, picture, height - footHeight);
  return sheet.canvas;
}

function writeAll(sheet: Sheet, texts: readonly string[], top: number): number {
  let y = top;
  for (const text of texts) y = write(sheet, text, { x: margin, y, width: inner }, words);
  return y;
}

function drawTable(sheet: Sheet, { columns, rows }: LongPicture, top: number): number {
  const shown = rows.slice(0, rowsPerPicture);
  fillRound(sheet, { x: margin, y: top, width: inner, height: (shown.length + 1) * rowHeight }, 16, palette.card);
  const all = columns.reduce((sum, column) => sum + column.width, 0);
  const head: TextStyle = { size: 28, colour: palette.inkSoft, weight: 700 };
  for (const [index, cells] of [columns.map((column) => column.title), ...shown].entries()) {
    let x = margin + 24;
    const y = top + index * rowHeight;
    if (index > 0) {
      sheet.pen.fillStyle = palette.line;
      sheet.pen.fillRect(margin, y, inner, 1);
    }
    for (const [column, text] of cells.entries()) {
      const wide = ((columns[column]?.width ?? 0) / all) * (inner - 48);
      const { size, lines } = inCell(text, wide - 16);
      const style: TextStyle = { ...(index === 0 ? head : { colour: palette.ink }), size, lineHeight: 1.25 };
      writeLines(sheet, lines, { x, y: y + rowHeight / 2 - heightOf(lines.length, style) / 2, width: wide }, style);
      x += wide;
    }
  }
  return top + (shown.length + 1) * rowHeight;
}

/** One line as large as it can be, else two small ones. */
function inCell(text: string, wide: number) {
  const one = fitted(text, wide, { mostLines: 1, sizes: [30, 27, 24] });
  return one.lines[0]?.endsWith("…") === true ? fitted(text, wide, { mostLines: 2, sizes: [23, 20] }) : one;
}

function drawFoot(sheet: Sheet, { link, invitation }: LongPicture, top: number): void {
  drawQr(sheet, link, { x: margin, y: top, size: 232 });
  const box = { x: margin + 264, y: top + 40, width: inner - 264 };
  const { lines, size } = fitted(invitation, box.width, { mostLines: 4, sizes: [32, 28, 24] });
  writeLines(sheet, lines, box, { size, colour: palette.inkSoft, lineHeight: 1.5 });
}
