import fc from "fast-check";
import { type CellValue, streamXlsxRows } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import type { Cell } from "../sheets.types.ts";
import { anXlsx, partOf, withParts } from "./files.builders.ts";
import { usualLimits } from "./limits.ts";
import { openWorkbook } from "./open-workbook.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const sheetPart = "xl/worksheets/sheet1.xml";

async function rowsIn(file: Buffer): Promise<{ row: number; cells: readonly Cell[] }[]> {
  const [sheet] = await openWorkbook(file, usualLimits);
  return sheet === undefined ? [] : Array.fromAsync(sheet.rows());
}

const trimmed = (cells: readonly unknown[]) =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== null && cell !== "") + 1);

/** The cells of a small workbook with these rows and other parts. */
async function cellsOf(rows: string, parts: Record<string, string> = {}): Promise<(readonly Cell[])[]> {
  const file = await anXlsx([["字", 1]]);
  const sheet = partOf(file, sheetPart).replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>`);
  return (await rowsIn(withParts(file, { [sheetPart]: sheet, ...parts }))).map(({ cells }) => cells);
}
const sst = (items: string) =>
  `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items}</sst>`;

it(`workbooks are read as the library reads them that wrote them (seed ${seed})`, async () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(Date.UTC(1950, 0, 1) + days * 86_400_000));
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("a&b<c>\"d'", "_x000D_", "行\n行", " 空 ", "<row>", "]]>", "=1+1"),
  );
  const cell: fc.Arbitrary<CellValue> = fc.oneof(
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    day,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 30 }), { maxLength: 12 }), async (rows) => {
      const file = await anXlsx(rows);
      const theirs = (await Array.fromAsync(streamXlsxRows(file))).map(({ index, values }) => [
        index + 1,
        trimmed(values),
      ]);
      const ours = (await rowsIn(file)).map(({ row, cells }) => [row, trimmed(cells)]);
      const filled = (all: unknown[][]) => all.filter(([, cells]) => (cells as unknown[]).length > 0);
      expect(filled(ours)).toEqual(filled(theirs));
    }),
    { seed, numRuns: 150 },
  );
});

describe("what other programs write", () => {
  it("shared texts with runs, readings above the signs, nothing, and escapes", async () => {
    const items = [
      "<si><t>张三</t></si>",
      "<si/>",
      "<si><t/></si>",
      '<si><r><rPr><b/></rPr><t xml:space="preserve">李 </t></r><r><t>四</t></r></si>',
      "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>",
      "<si><t>a&amp;b &#x4E00;&#19968; _x000D_</t></si>",
    ];
    const row = `<row r="1">${items.map((_, index) => `<c t="s"><v>${index}</v></c>`).join("")}<c t="s"><v>99</v></c></row>`;
    expect(await cellsOf(row, { "xl/sharedStrings.xml": sst(items.join("")) })).toEqual([
      ["张三", "", "", "李 四", "東京", "a&b 一一 \r", null],
    ]);
  });

  it("cells and rows without their places, rows without cells, formulas without values", async () => {
    const rows = `<row/><row><c><v>1</v></c><c/><c t="b"><v>1</v></c><c><f>A1</f></c></row><row r="7" spans="1:3"><c r="C7" t="str"><v>丙</v></c></row>`;
    expect(await cellsOf(rows)).toEqual([[], [1, null, true, null], [null, null, "丙"]]);
  });

  it("names with a prefix, single quotes, days as text", async () => {
    const sheet = `<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData><x:row r='3'><x:c r='B3' t='inlineStr'><x:is><x:t>乙</x:t></x:is></x:c><x:c r='C3' t='d'><x:v>1985-03-12</x:v></x:c></x:row></x:sheetData><x:rowBreaks/></x:worksheet>`;
    const rows = await rowsIn(withParts(await anXlsx([["字"]]), { [sheetPart]: sheet }));
    expect(rows).toEqual([{ row: 3, cells: [null, "乙", new Date("1985-03-12T00:00:00Z")] }]);
  });

  it("days by the formats of Chinese Excel, by formats of one's own, and counted from 1904", async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt formatCode='0.00" 元"' numFmtId='181'/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="180"/><xf numFmtId="181"/><xf/></cellXfs></styleSheet>`;
    const row = `<row r="1">${[0, 1, 2, 3, 4].map((style) => `<c s="${style}"><v>31118</v></c>`).join("")}</row>`;
    const day = new Date("1985-03-12T00:00:00Z");
    expect(await cellsOf(row, { "xl/styles.xml": styles })).toEqual([[31_118, day, day, 31_118, 31_118]]);
    const workbook = partOf(await anXlsx([["字"]]), "xl/workbook.xml").replace(
      /<workbookPr[^>]*>|(?=<sheets>)/,
      '<workbookPr date1904="1"/>',
    );
    const cells = await cellsOf(row.replaceAll("31118", "29656"), {
      "xl/styles.xml": styles,
      "xl/workbook.xml": workbook,
    });
    expect(cells[0]?.[1]).toEqual(day);
  });
});

describe("a damaged sheet", () => {
  it("is refused, also when only its end or one sign is missing", async () => {
    const file = await anXlsx(Array.from({ length: 50 }, (_, index) => [`会员${index}`, index]));
    const whole = partOf(file, sheetPart);
    const cut = withParts(file, { [sheetPart]: whole.slice(0, whole.lastIndexOf("</row>")) });
    await expect(rowsIn(cut)).rejects.toMatchObject({ code: "sheets.file_unreadable" });
    const stored = Buffer.from(withParts(file, {}));
    const name = stored.lastIndexOf(sheetPart);
    stored.writeUInt8(stored.readUInt8(name - 46 + 16) ^ 1, name - 46 + 16);
    await expect(rowsIn(stored)).rejects.toMatchObject({ code: "sheets.file_unreadable" });
  });
});
