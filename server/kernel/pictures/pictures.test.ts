import { createCanvas, loadImage } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { drawLongPicture, type LongPicture } from "./long-picture.ts";
import { drawPoster, type Poster } from "./poster.ts";
import { rowsPerPicture } from "./rows-per-picture.ts";
import { aSheet, widthOf, write } from "./sheet.ts";
import { drawPng } from "./studio.ts";

const poster: Poster = {
  ...{ from: "测试市总工会", title: "冬季暖心消费券", theme: "工会送福利 ★" },
  offers: ["满200减100", "五折券"],
  facts: [{ label: "时间", text: "12月1日至12月31日" }],
  ...{ link: "https://gonghui.example/c/1", invitation: "扫码参加", footnote: "用手机号登录。" },
};

async function pixels(png: Buffer) {
  const image = await loadImage(png);
  const pen = createCanvas(image.width, image.height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const at = (x: number, y: number) => [...data.slice((y * image.width + x) * 4, (y * image.width + x) * 4 + 3)];
  return { ...{ width: image.width, height: image.height }, at };
}

/** The dark modules of the QR, row by row, as they lie on the white square from x 64, y 1504. */
async function darkOf(png: Buffer): Promise<string> {
  const { at } = await pixels(png);
  const rows = Array.from({ length: 352 }, (_, y) =>
    Array.from({ length: 352 }, (_, x) => at(64 + x, 1504 + y)[0] === 0),
  );
  return rows.map((row) => row.map((dark) => (dark ? "1" : "0")).join("")).join("\n");
}

describe("a poster", () => {
  it("is 1080 × 1920, red at the top, and shows the code of its own link", async () => {
    const png = await drawPoster(poster);
    const { width, height, at } = await pixels(png);
    expect([width, height]).toEqual([1080, 1920]);
    expect(at(20, 20)).toEqual([0xb8, 0x14, 0x1c]);
    const other = await drawPoster({ ...poster, link: "https://gonghui.example/c/2" });
    expect(await darkOf(png)).toContain("1");
    expect(await darkOf(other)).not.toBe(await darkOf(png));
  });

  it("is drawn once for the same content, also for those who ask meanwhile", async () => {
    const asked = { ...poster, title: "只画一次" };
    const [one, two] = await Promise.all([drawPoster(asked), drawPoster(asked)]);
    expect(two).toBe(one);
    expect(await drawPoster(structuredClone(asked))).toBe(one);
    expect(await drawPoster({ ...asked, title: "另一张" })).not.toBe(one);
  });

  it("with the longest title that can be written leaves the code and the facts where they are", async () => {
    const long = await pixels(
      await drawPoster({ ...poster, title: "工会".repeat(30), offers: Array(9).fill("满200减100") }),
    );
    expect([long.width, long.height]).toEqual([1080, 1920]);
    expect(long.at(60, 1700)).toEqual([255, 255, 255]); // the card below stands
  });

  it("takes a cover, and another cover makes another poster", async () => {
    const cover = (colour: string) => {
      const { canvas } = aSheet(30, 20, colour);
      return canvas.encode("png");
    };
    const green = await drawPoster(poster, { id: "a", bytes: await cover("#00ff00") });
    const blue = await drawPoster(poster, { id: "b", bytes: await cover("#0000ff") });
    expect((await pixels(green)).at(500, 100)).toEqual([0, 255, 0]);
    expect((await pixels(blue)).at(500, 100)).toEqual([0, 0, 255]);
  });
});

describe("the shipped font", () => {
  /** How a character looks: its pixels in a box. */
  const look = (character: string) => {
    const sheet = aSheet(80, 80, "#ffffff");
    write(sheet, character, { x: 0, y: 0, width: 80 }, { size: 64, colour: "#000000" });
    return Buffer.from(sheet.pen.getImageData(0, 0, 80, 80).data).toString("base64");
  };

  it("has Chinese, Latin and the signs that titles use, each with a shape of its own", async () => {
    await drawPng("test", "冬季消费券《①★→》ABC", () => aSheet(1, 1, "#ffffff").canvas);
    const looks = [..."冬季消费券《》ABC123①★→"].map(look);
    expect(new Set(looks).size).toBe(looks.length);
    expect(widthOf("冬", 100)).toBeCloseTo(100, 0);
  });
});

const long: LongPicture = {
  ...{ from: "测试市总工会", title: "第一轮名单公示", before: ["公示三天。"], after: ["联系人：王干事"] },
  columns: [
    { title: "姓名", width: 1 },
    { title: "单位", width: 2 },
  ],
  rows: [["张*三", "一中"]],
  ...{ link: "https://gonghui.example/p/1", invitation: "扫码看公示。" },
};

describe("a long picture", () => {
  it("grows with its rows, up to what one picture may hold", async () => {
    const heightWith = async (rows: number) =>
      (await pixels(await drawLongPicture({ ...long, rows: Array(rows).fill(["张*三", "一中"]) }))).height;
    const one = await heightWith(1);
    expect(await heightWith(11)).toBe(one + 10 * 64);
    expect(await heightWith(rowsPerPicture + 50)).toBe(await heightWith(rowsPerPicture));
  });
});

it("refuses politely when too many pictures are asked for at once", async () => {
  const asked = Array.from({ length: 60 }, (_, index) => drawPoster({ ...poster, title: `第${index}张` }));
  const answers = await Promise.allSettled(asked);
  const refused = answers.filter((answer) => answer.status === "rejected");
  expect(refused.length).toBe(60 - 2 - 24);
  expect(refused[0]).toMatchObject({ reason: { code: "pictures.busy", status: 503 } });
  expect((await drawPoster({ ...poster, title: "之后" })).length).toBeGreaterThan(1000);
});
