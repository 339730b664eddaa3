import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import QRCode from "qrcode";
import { fontOf, type Weight } from "./fonts.ts";
import { breakLines, fitText } from "./line-breaking.rules.ts";

/** How text stands on a sheet. `lineHeight` is in parts of the size. */
export interface TextStyle {
  size: number;
  colour: string;
  weight?: Weight;
  align?: "left" | "center" | "right";
  lineHeight?: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
}

/** One sheet to draw on. Every act that writes gives the y below what it wrote. */
export interface Sheet {
  canvas: Canvas;
  pen: SKRSContext2D;
}

export function aSheet(width: number, height: number, ground: string): Sheet {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  return { canvas, pen };
}

const measurer = createCanvas(1, 1).getContext("2d");

/** The width of one line at a size. */
export function widthOf(line: string, size: number, weight: Weight = 400): number {
  measurer.font = fontOf(size, weight);
  return measurer.measureText(line).width;
}

/** The lines that a text needs in a width. */
export const linesFor = (text: string, width: number, { size, weight = 400 }: TextStyle): string[] =>
  breakLines(text, width, (line) => widthOf(line, size, weight));

export const heightOf = (lines: number, { size, lineHeight = 1.5 }: TextStyle): number => lines * size * lineHeight;

export function writeLines(sheet: Sheet, lines: readonly string[], box: Box, style: TextStyle): number {
  const { size, colour, weight = 400, align = "left", lineHeight = 1.5 } = style;
  sheet.pen.font = fontOf(size, weight);
  sheet.pen.fillStyle = colour;
  sheet.pen.textAlign = align;
  sheet.pen.textBaseline = "alphabetic";
  const x = box.x + { left: 0, center: box.width / 2, right: box.width }[align];
  for (const [index, line] of lines.entries())
    sheet.pen.fillText(line, x, box.y + index * size * lineHeight + size * (lineHeight / 2 + 0.37));
  return box.y + heightOf(lines.length, style);
}

export const write = (sheet: Sheet, text: string, box: Box, style: TextStyle): number =>
  writeLines(sheet, linesFor(text, box.width, style), box, style);

/** A text in at most so many lines, as large as they allow. */
export function fitted(
  text: string,
  width: number,
  limits: { mostLines: number; sizes: readonly number[]; weight?: Weight },
) {
  const { weight = 400, ...rest } = limits;
  return fitText(text, { ...rest, width, measure: (line, size) => widthOf(line, size, weight) });
}

export interface Frame extends Box {
  height: number;
}

export function fillRound({ pen }: Sheet, { x, y, width, height }: Frame, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fill();
}

/** A QR code with its quiet zone, in whole pixels per module so that every camera reads it. */
export function drawQr(sheet: Sheet, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const module = Math.floor(size / (modules.size + 8));
  const start = Math.floor((size - module * modules.size) / 2);
  fillRound(sheet, { x, y, width: size, height: size }, 16, "#ffffff");
  sheet.pen.fillStyle = "#000000";
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column))
        sheet.pen.fillRect(x + start + column * module, y + start + row * module, module, module);
}
