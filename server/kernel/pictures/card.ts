import type { Canvas } from "@napi-rs/canvas";
import { palette } from "./palette.ts";
import { aSheet, fitted, heightOf, type TextStyle, writeLines } from "./sheet.ts";
import { drawPng } from "./studio.ts";

/** What a chat shows beside a link. */
export interface LinkCard {
  from: string;
  title: string;
  below: string;
}

const width = 1200;
const height = 630;
const margin = 80;
const inner = width - 2 * margin;

/** The picture of a link in the size that Open Graph readers expect, as PNG. */
export const drawLinkCard = (card: LinkCard): Promise<Buffer> => drawPng("card 1", card, draw);

function draw(card: LinkCard): Canvas {
  const sheet = aSheet(width, height, palette.red);
  sheet.pen.fillStyle = palette.gold;
  sheet.pen.fillRect(0, height - 24, width, 24);
  const from = fitted(card.from, inner, { mostLines: 1, sizes: [40, 34, 28] });
  writeLines(sheet, from.lines, { x: margin, y: 64, width: inner }, { size: from.size, colour: "#ffffff" });
  const title = fitted(card.title, inner, { mostLines: 3, sizes: [108, 92, 76, 64, 56], weight: 700 });
  const style: TextStyle = { size: title.size, colour: "#ffffff", weight: 700, lineHeight: 1.25 };
  writeLines(
    sheet,
    title.lines,
    { x: margin, y: (height - heightOf(title.lines.length, style)) / 2, width: inner },
    style,
  );
  const below = fitted(card.below, inner, { mostLines: 1, sizes: [38, 32, 28] });
  writeLines(sheet, below.lines, { x: margin, y: height - 128, width: inner }, { size: below.size, colour: "#ffffff" });
  return sheet.canvas;
}
