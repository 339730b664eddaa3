import { type Canvas, loadImage } from "@napi-rs/canvas";
import { palette } from "./palette.ts";
import {
  aSheet,
  drawQr,
  fillRound,
  fitted,
  heightOf,
  linesFor,
  type Sheet,
  type TextStyle,
  widthOf,
  write,
  writeLines,
} from "./sheet.ts";
import { drawPng } from "./studio.ts";

export interface Poster {
  /** Whose it is, at the top. */
  from: string;
  title: string;
  /** A word above the title, or none. */
  theme: string;
  /** What there is, a few words each; at most six are shown. */
  offers: readonly string[];
  /** When, where, who. */
  facts: readonly { label: string; text: string }[];
  /** Where the QR leads. */
  link: string;
  /** Beside the QR: what to do. */
  invitation: string;
  /** Below it, small. */
  footnote: string;
}

const width = 1080;
const height = 1920;
const margin = 72;
const inner = width - 2 * margin;
const footTop = 1480;

/** A poster of 1080 × 1920 as PNG. `cover` is a picture for the top, named by `coverId` for the memory of what was drawn. */
export const drawPoster = (poster: Poster, cover?: { id: string; bytes: Buffer }): Promise<Buffer> =>
  drawPng("poster 1", { ...poster, coverId: cover?.id ?? null }, () => draw(poster, cover?.bytes));

async function draw(poster: Poster, cover: Buffer | undefined): Promise<Canvas> {
  const sheet = aSheet(width, height, palette.page);
  const headTop = cover === undefined ? 0 : await drawCover(sheet, cover);
  const y = drawHead(sheet, poster, headTop);
  drawFacts(sheet, poster, y);
  drawFoot(sheet, poster);
  return sheet.canvas;
}

const coverHeight = 400;

async function drawCover({ pen }: Sheet, bytes: Buffer): Promise<number> {
  const image = await loadImage(bytes);
  const scale = Math.max(width / image.width, coverHeight / image.height);
  const [w, h] = [image.width * scale, image.height * scale];
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, coverHeight);
  pen.clip();
  pen.drawImage(image, (width - w) / 2, (coverHeight - h) / 2, w, h);
  pen.restore();
  return coverHeight;
}

function drawHead(sheet: Sheet, poster: Poster, top: number): number {
  const title = fitted(poster.title, inner, { mostLines: 3, sizes: [112, 100, 88, 76, 64, 56], weight: 700 });
  const from = fitted(poster.from, inner, { mostLines: 1, sizes: [40, 34, 28] });
  const theme: TextStyle = { size: 40, colour: palette.gold, weight: 700, lineHeight: 1.6 };
  const lines =
    poster.theme === "" ? [] : fitted(poster.theme, inner, { mostLines: 1, sizes: [40, 34], weight: 700 }).lines;
  const titleStyle: TextStyle = { size: title.size, colour: "#ffffff", weight: 700, lineHeight: 1.28 };
  const bottom = top + 64 + 80 + heightOf(lines.length, theme) + heightOf(title.lines.length, titleStyle) + 64;
  sheet.pen.fillStyle = palette.red;
  sheet.pen.fillRect(0, top, width, bottom - top);
  sheet.pen.fillStyle = palette.gold;
  sheet.pen.fillRect(0, bottom, width, 10);
  const fromStyle: TextStyle = { size: from.size, colour: "#ffffff", lineHeight: 1.5 };
  writeLines(sheet, from.lines, { x: margin, y: top + 64, width: inner }, fromStyle);
  const y = writeLines(sheet, lines, { x: margin, y: top + 144, width: inner }, theme);
  writeLines(sheet, title.lines, { x: margin, y, width: inner }, titleStyle);
  return bottom + 10;
}

const label: TextStyle = { size: 34, colour: palette.inkSoft };
const fact = (size: number): TextStyle => ({ size, colour: palette.ink, weight: 700, lineHeight: 1.4 });

function drawFacts(sheet: Sheet, poster: Poster, top: number): void {
  const y = drawOffers(sheet, poster.offers.slice(0, 6), top + 48);
  const left = { x: margin, width: 200 };
  const right = { x: margin + 200, width: inner - 200 };
  const room = footTop - 40 - y;
  const size = [54, 50, 46, 42, 38, 34, 30].find((one) => factsHeight(poster, right.width, one) <= room) ?? 30;
  const spare = (room - factsHeight(poster, right.width, size)) / Math.max(poster.facts.length, 1);
  const gap = leastGap + Math.min(Math.max(spare, 0), 44);
  let at = y;
  for (const { label: name, text } of poster.facts) {
    const lines = linesFor(text, right.width, fact(size)).slice(0, 3);
    if (at + heightOf(lines.length, fact(size)) > footTop - 16) break;
    write(sheet, name, { ...left, y: at + (size - label.size) * 0.7 }, label);
    at = writeLines(sheet, lines, { ...right, y: at }, fact(size)) + gap;
  }
}

const leastGap = 24;
const factsHeight = ({ facts }: Poster, room: number, size: number): number =>
  facts.reduce(
    (sum, { text }) => sum + heightOf(Math.min(linesFor(text, room, fact(size)).length, 3), fact(size)) + leastGap,
    0,
  );

/** What there is, as labels in rows. */
function drawOffers(sheet: Sheet, offers: readonly string[], top: number): number {
  let x = margin;
  let y = top;
  for (const offer of offers) {
    const { size, lines } = fitted(offer, inner - 64, { mostLines: 1, sizes: [44, 36, 30], weight: 700 });
    const wide = widthOf(lines[0] ?? "", size, 700) + 64;
    if (x > margin && x + wide > width - margin) [x, y] = [margin, y + 108];
    fillRound(sheet, { x, y, width: wide, height: 88 }, 16, palette.redTint);
    writeLines(
      sheet,
      lines,
      { x: x + 32, y: y + 44 - size * 0.75, width: wide },
      { size, colour: palette.red, weight: 700 },
    );
    x += wide + 24;
  }
  return offers.length === 0 ? top : y + 88 + 44;
}

function drawFoot(sheet: Sheet, poster: Poster): void {
  fillRound(sheet, { x: 40, y: footTop, width: width - 80, height: 400 }, 32, palette.card);
  drawQr(sheet, poster.link, { x: 64, y: footTop + 24, size: 352 });
  const box = { x: 448, width: width - 448 - 80 };
  const invitation = fitted(poster.invitation, box.width, { mostLines: 2, sizes: [52, 44, 38], weight: 700 });
  const style: TextStyle = { size: invitation.size, colour: palette.ink, weight: 700, lineHeight: 1.35 };
  const y = writeLines(sheet, invitation.lines, { ...box, y: footTop + 72 }, style) + 16;
  const note = fitted(poster.footnote, box.width, { mostLines: 4, sizes: [32, 28] });
  writeLines(sheet, note.lines, { ...box, y }, { size: note.size, colour: palette.inkSoft, lineHeight: 1.5 });
}
