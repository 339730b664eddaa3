import { randomBytes } from "node:crypto";
import { zipSync } from "fflate";
import { writeOds } from "hucre/ods";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it, test } from "vitest";
import { compound, oldWorkbook } from "../../../../db/samples/biff8.ts";
import type { RawRow } from "../sheets.types.ts";
import { anXlsx, partOf, withDeclaredSize, withParts } from "./files.builders.ts";
import { type ReadOptions, readRows } from "./read-rows.ts";

const roster = [
  ["姓名", "手机"],
  ["张三", "13900012345"],
];
const sheetPart = "xl/worksheets/sheet1.xml";

async function read(file: Uint8Array, options?: ReadOptions): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of readRows(file, options)) rows.push(...batch);
  return rows;
}

/** The code of the refusal, or how many rows came. */
const outcome = (file: Uint8Array, options?: ReadOptions): Promise<string | number> =>
  read(file, options).then(
    (rows) => rows.length,
    (error: { status: number; code: string }) => {
      expect(error.status).toBe(422);
      return error.code;
    },
  );

const withSheet = async (change: (xml: string) => string): Promise<Buffer> => {
  const file = await anXlsx(roster);
  return withParts(file, { [sheetPart]: change(partOf(file, sheetPart)) });
};
const withRows = (rows: string) =>
  withSheet((xml) => xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>`));
const textCell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe("a file that is no spreadsheet", () => {
  const png = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), randomBytes(2000)]);
  test.each<[string, Uint8Array, string]>([
    ["nothing at all", Buffer.alloc(0), "sheets.file_empty"],
    ["a picture", png, "sheets.file_unreadable"],
    ["a document", zipSync({ "word/document.xml": Buffer.from("<w/>") }), "sheets.file_unreadable"],
    ["an archive with nothing in it", zipSync({}), "sheets.file_unreadable"],
    [
      "noise behind the beginning of an archive",
      Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(5000)]),
      "sheets.file_unreadable",
    ],
    [
      "noise behind the beginning of an xls",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), randomBytes(5000)]),
      "sheets.file_unreadable",
    ],
    ["a compound file of something else", compound("WordDocument", Buffer.alloc(5000, 7)), "sheets.file_unreadable"],
    [
      "a web page called .xls",
      Buffer.from("<html><table><tr><td>姓名</td></tr></table></html>"),
      "sheets.file_web_page",
    ],
    ["blank lines", Buffer.from("\r\n , \r\n"), "sheets.no_rows"],
  ])("%s", async (_what, file, code) => expect(await outcome(file)).toBe(code));

  it("or only the beginning of one", async () => {
    const file = await anXlsx(roster);
    const old = oldWorkbook([{ name: "名册", rows: roster }]);
    expect(await outcome(file.subarray(0, file.length / 2))).toBe("sheets.file_unreadable");
    expect(await outcome(old.subarray(0, 2000))).toBe("sheets.file_unreadable");
    expect(
      await outcome(await withSheet((xml) => xml.slice(0, xml.indexOf("<row")).replace("<sheetData", "<sheet"))),
    ).toBe("sheets.no_rows");
  });
});

describe("an archive that unfolds into too much", () => {
  it("is not begun when it says so", async () => {
    const bomb = await withSheet((xml) => xml + " ".repeat(30_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await outcome(bomb, { limits: { unpackedBytes: 20_000_000 } })).toBe("sheets.file_too_much");
    expect(await outcome(withDeclaredSize(bomb, sheetPart, 3_000_000_000))).toBe("sheets.file_too_much");
  });

  it("is stopped at the size that it declares, and not begun without any", async () => {
    const bomb = await withSheet((xml) => " ".repeat(30_000_000) + xml);
    expect(await outcome(withDeclaredSize(bomb, sheetPart, 5000))).toBe("sheets.file_unreadable");
    expect(await outcome(withDeclaredSize(bomb, sheetPart, 0))).toBe("sheets.file_too_much");
  });

  it("holds no part whole that is larger than any table's", async () => {
    const parts = { "xl/sharedStrings.xml": `<sst>${" ".repeat(5_000_000)}</sst>` };
    const file = withParts(await anXlsx(roster), parts);
    expect(await outcome(file, { limits: { partBytes: 4_000_000 } })).toBe("sheets.file_too_much");
  });

  it("has no thousands of parts", async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 4000 }, (_, index) => [`xl/media/${index}.png`, Buffer.alloc(1)]),
    );
    expect(await outcome(withParts(await anXlsx(roster), parts))).toBe("sheets.file_too_much");
  });

  it("of repeated cells ends the reading process, not the server", async () => {
    const ods = await writeOds({ sheets: [{ name: "名册", rows: roster }] });
    const wide = partOf(ods, "content.xml").replace(
      /<\/table:table>/,
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>',
    );
    expect(await outcome(withParts(ods, { "content.xml": wide }), { limits: { memoryMb: 64 } })).toBe(
      "sheets.file_too_much",
    );
    expect(await outcome(ods)).toBe(2);
  });
});

describe("a workbook larger than a table", () => {
  it("is read when it only claims to be: a million rows, a million merged cells", async () => {
    const merged = `<mergeCells count="1000000">${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1_000_000)}</mergeCells>`;
    const file = await withSheet((xml) =>
      xml
        .replace(/<dimension [^>]*>/, "")
        .replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
        .replace("</sheetData>", `</sheetData>${merged}`),
    );
    expect(await outcome(file)).toBe(2);
  });

  it("is refused for its far corner, its rows, its columns and its sheets", async () => {
    const corner = `<row r="1">${textCell("A1", "姓名")}</row><row r="1048576">${textCell("XFD1048576", "x")}</row>`;
    expect(await outcome(await withRows(corner))).toBe("sheets.too_many_columns");
    expect(await outcome(await withRows(`<row r="1">${textCell("ZZZZZZ1", "x")}</row>`))).toBe(
      "sheets.file_unreadable",
    );
    expect(await outcome(await withRows(`<row r="-7">${textCell("A1", "x")}</row>`))).toBe("sheets.file_unreadable");
    const many = await anXlsx(Array.from({ length: 101 }, (_, index) => [index]));
    expect(await outcome(many, { limits: { rows: 100 } })).toBe("sheets.too_many_rows");
    expect(await outcome(many, { limits: { rows: 101 } })).toBe(101);
    const sheets = Array.from({ length: 200 }, (_, index) => ({ name: `表${index}`, rows: roster }));
    expect(await outcome(await writeXlsx({ sheets }))).toBe("sheets.too_many_sheets");
  });

  it("is refused for a text that no cell holds", async () => {
    expect(await outcome(await withRows(`<row r="1">${textCell("A1", "长".repeat(40_000))}</row>`))).toBe(
      "sheets.file_too_much",
    );
  });

  it("is refused for its own size", async () => {
    expect(await outcome(Buffer.alloc(2000, "a,"), { limits: { bytes: 1000 } })).toBe("sheets.file_too_large");
  });

  it("is given up when it takes too long", async () => {
    const file = await anXlsx(Array.from({ length: 20_000 }, (_, index) => [`会员${index}`, index]));
    expect(await outcome(file, { limits: { seconds: 0.2 } })).toBe("sheets.reading_too_long");
  });
});

describe("what a spreadsheet may not bring along", () => {
  it("entities that unfold or fetch", async () => {
    const lol = `<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    const entity = await withSheet((xml) =>
      xml.replace("?>", `?>${lol}`).replace("<sheetData>", `<sheetData><row r="9">${textCell("A9", "&b;&f;")}</row>`),
    );
    expect(await outcome(entity)).toBe("sheets.file_unreadable");
    const file = await anXlsx(roster);
    const wide = Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${lol}<workbook/>`, "utf16le");
    expect(await outcome(withParts(file, { "xl/workbook.xml": wide }))).toBe("sheets.file_unreadable");
  });

  it("macros, of new workbooks and of old ones", async () => {
    const file = await anXlsx(roster);
    expect(await outcome(withParts(file, { "xl/vbaProject.bin": randomBytes(100) }))).toBe("sheets.file_macros");
    const types = partOf(file, "[Content_Types].xml").replace(
      "spreadsheetml.sheet.main+xml",
      "sheet.macroEnabled.main+xml",
    );
    expect(await outcome(withParts(file, { "[Content_Types].xml": types }))).toBe("sheets.file_macros");
    expect(await outcome(compound("_VBA_PROJECT_CUR", Buffer.alloc(5000)))).toBe("sheets.file_macros");
  });

  it("a password", async () => {
    const locked = await writeXlsx({
      sheets: [{ name: "名册", rows: roster }],
      encryption: { password: "1234", spinCount: 1000 },
    });
    expect(await outcome(locked)).toBe("sheets.file_encrypted");
    expect(await outcome(oldWorkbook([{ name: "名册", rows: roster }], { locked: true }))).toBe(
      "sheets.file_encrypted",
    );
    const ods = await writeOds({ sheets: [{ name: "名册", rows: roster }] });
    const manifest = partOf(ods, "META-INF/manifest.xml").replace(
      "</manifest:manifest>",
      "<manifest:encryption-data/></manifest:manifest>",
    );
    expect(await outcome(withParts(ods, { "META-INF/manifest.xml": manifest }))).toBe("sheets.file_encrypted");
  });

  it("links to other workbooks are left where they are", async () => {
    const link = `<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>`;
    const file = withParts(await anXlsx(roster), { "xl/externalLinks/externalLink1.xml": link });
    expect(await outcome(file)).toBe(2);
  });
});

it("whatever one byte is changed into, a file is read or refused", async () => {
  const file = await anXlsx(roster);
  const old = oldWorkbook([{ name: "名册", rows: roster }]);
  for (const original of [file, old])
    for (let round = 0; round < 8; round++) {
      const broken = Buffer.from(original);
      const at = randomBytes(4).readUInt32LE() % Math.min(broken.length, 6000);
      broken.writeUInt8(broken.readUInt8(at) ^ 0x5a, at);
      const said = await outcome(broken);
      expect(typeof said === "number" || said.startsWith("sheets."), `byte ${at}: ${said}`).toBe(true);
    }
});

test("a text that is told once and stands in every cell is refused before it fills the server", async () => {
  const wide = Array.from({ length: 8 }, () => "长".repeat(20_000));
  const file = await anXlsx([["姓名", "手机"], ...Array.from({ length: 30 }, () => wide)]);
  expect(await outcome(file)).toBe("sheets.file_too_much");
  expect(await outcome(file, { limits: { rowCharacters: 1_000_000, characters: 2_000_000 } })).toBe(
    "sheets.file_too_much",
  );
  // The control: without those limits it is a file like others.
  expect(await outcome(file, { limits: { rowCharacters: 1_000_000, characters: 50_000_000 } })).toBe(31);
});
