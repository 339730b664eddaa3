import { Readable } from "node:stream";
import type { Canvas, SKRSContext2D } from "@napi-rs/canvas";
import type { Ctx } from "#kernel/context";
import type { FileStorage } from "#kernel/files/file-storage";
import { keepFile } from "#kernel/files/files";
import { provideFont } from "#kernel/pictures/fonts";
import { aSheet, writeLines } from "#kernel/pictures/sheet";

/** How goods are drawn: fruit in a pile, grain in a sack, something in a jar. */
export type Look = "fruit" | "sack" | "jar";

const side = 640;

/** A plain picture of goods: the demo has no photos of things that do not exist. */
export function drawGoods({ look, colour }: { look: Look; colour: string }): Canvas {
  const sheet = aSheet(side, side, "#f6efe2");
  const { pen } = sheet;
  pen.fillStyle = "#e4d6bd";
  pen.fillRect(0, 440, side, 200);
  draw[look](pen, colour);
  return sheet.canvas;
}

const pile = [
  [200, 380],
  [320, 390],
  [440, 380],
  [260, 280],
  [380, 280],
  [320, 185],
] as const;

const draw: Record<Look, (pen: SKRSContext2D, colour: string) => void> = {
  fruit: (pen, colour) => {
    for (const [x, y] of pile) {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.arc(x, y, 66, 0, 2 * Math.PI);
      pen.fill();
      pen.fillStyle = "#5a7d34";
      pen.fillRect(x - 4, y - 84, 8, 26);
    }
  },
  sack: (pen, colour) => {
    box(pen, colour, { x: 190, y: 150, width: 260, height: 310, radius: 40 });
    box(pen, "#5b4630", { x: 250, y: 175, width: 140, height: 18, radius: 6 });
    box(pen, "#fffaf0", { x: 240, y: 290, width: 160, height: 90, radius: 4 });
  },
  jar: (pen, colour) => {
    box(pen, colour, { x: 210, y: 190, width: 220, height: 270, radius: 36 });
    box(pen, "#5b4630", { x: 200, y: 150, width: 240, height: 50, radius: 8 });
    box(pen, "#fffaf0", { x: 240, y: 290, width: 160, height: 90, radius: 4 });
  },
};

function box(
  pen: SKRSContext2D,
  colour: string,
  { x, y, width, height, radius }: { x: number; y: number; width: number; height: number; radius: number },
): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fill();
}

interface Agreement {
  contractNumber: string;
  legalName: string;
  startsOn: string;
  endsOn: string;
}

/** The first page of an agreement as a scanner would give it. */
export function drawAgreement({ contractNumber, legalName, startsOn, endsOn }: Agreement): Canvas {
  const lines = [
    `协议编号:${contractNumber}`,
    "甲方:澄江市总工会",
    `乙方:${legalName}`,
    `期限:${startsOn} 至 ${endsOn}`,
    "乙方各门店按活动规则收券,甲方按月结算。",
    "本页为演示数据,不具有法律效力。",
  ];
  provideFont(lines.join(""));
  const sheet = aSheet(620, 877, "#fffefa");
  const title = { size: 30, colour: "#222222", weight: 700, align: "center" } as const;
  writeLines(sheet, ["工会友好合作商家协议"], { x: 0, y: 80, width: 620 }, title);
  writeLines(sheet, lines, { x: 70, y: 190, width: 480 }, { size: 20, colour: "#222222", lineHeight: 2.4 });
  return sheet.canvas;
}

/** Keeps a picture as if somebody had brought it in; gives its id. */
export async function keepPicture(
  ctx: Ctx,
  storage: FileStorage,
  { picture, ...file }: { purpose: string; name: string; node: string; picture: Canvas },
): Promise<string> {
  const stream = Readable.from([await picture.encode("jpeg", 80)]);
  return (await keepFile(ctx, storage, { ...file, stream })).id;
}
