import { zipSync } from "fflate";
import { writeOds } from "hucre/ods";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it, test } from "vitest";
import { oldWorkbook } from "../../../../db/samples/biff8.ts";
import { encodeGb18030 } from "../../../../db/samples/gb18030.ts";
import type { Cell, RawRow } from "../sheets.types.ts";
import { anXlsb, anXlsx, partOf, withParts } from "./files.builders.ts";
import { glanceAtSheets, type ReadOptions, readRows } from "./read-rows.ts";
import { Turns } from "./turns.ts";

async function allRows(file: Uint8Array, options?: ReadOptions): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of readRows(file, options)) rows.push(...batch);
  return rows;
}
const cellsOf = (rows: readonly RawRow[]) => rows.map(({ cells }) => cells);

const day = new Date("1985-03-12T00:00:00Z");
const roster: (string | number | null | Date)[][] = [
  ["平利县工会会员花名册"],
  [],
  ["姓名", "证件号码", "出生日期", "月收入"],
  ["张三", "610999199910114628", day, 3500.5],
  ["李四", "  ", null, null],
];
const told: Cell[][] = [
  ["平利县工会会员花名册"],
  ["姓名", "证件号码", "出生日期", "月收入"],
  ["张三", "610999199910114628", day, 3500.5],
  ["李四"],
];
const texts = told.map((row) =>
  row.map((cell) => (cell instanceof Date ? "1985-03-12" : cell === null ? null : String(cell))),
);
const csv =
  '平利县工会会员花名册\r\n\r\n姓名,证件号码,出生日期,月收入\r\n张三,="610999199910114628",1985-03-12,3500.5\r\n李四,"  ",,\r\n';

describe("the same table", () => {
  it("is read from an xlsx, with the row numbers that Excel shows", async () => {
    const rows = await allRows(await anXlsx(roster));
    expect(cellsOf(rows)).toEqual(told);
    expect(rows.map(({ sheet, row }) => [sheet, row])).toEqual([1, 3, 4, 5].map((row) => ["名册", row]));
  });

  it("is read from an ods", async () => {
    const file = await writeOds({ sheets: [{ name: "名册", rows: roster }] });
    const rows = await allRows(file);
    expect(cellsOf(rows)).toEqual(told);
    expect(rows.map(({ sheet, row }) => [sheet, row])).toEqual([1, 3, 4, 5].map((row) => ["名册", row]));
  });

  test.each([
    ["xls", oldWorkbook],
    ["xlsb", anXlsb],
  ])("is read from an %s", async (_format, write) => {
    const rows = roster.map((row) => row.map((cell) => (cell instanceof Date ? "1985-03-12" : cell)));
    const read = await allRows(write([{ name: "名册", rows }]));
    expect(cellsOf(read)).toEqual(told.map((row) => row.map((cell) => (cell instanceof Date ? "1985-03-12" : cell))));
    expect(read.map(({ row }) => row)).toEqual([1, 3, 4, 5]);
  });

  test.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from(csv)],
    ["UTF-8 cut off within a character", Buffer.concat([Buffer.from(csv), Buffer.from("赵").subarray(0, 2)])],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${csv}`)],
    ["UTF-16", Buffer.from(`\ufeff${csv.replaceAll(",", "\t")}`, "utf16le")],
    ["GB18030", encodeGb18030(csv)],
    ["GB18030 with semicolons", encodeGb18030(csv.replaceAll(",", ";"))],
    ["UTF-8 with tabs", Buffer.from(csv.replaceAll(",", "\t"))],
  ])("is read from text in %s, where everything stays text", async (_encoding, file) => {
    const rows = await allRows(file);
    expect(cellsOf(rows)).toEqual(texts);
    expect(rows.map(({ row }) => row)).toEqual([1, 3, 4, 5]);
  });
});

describe("a workbook of several sheets", () => {
  const sheets = [
    { name: "填表说明", rows: [["一、请从下拉选项中选择,不要自己输入。", "例", "2", "3", "4", "5"]] },
    { name: "空", rows: [] },
    { name: "旧数据", rows: [["一", "二", "三", "四", "五", "六", "七"]], hidden: true },
    { name: "封面", rows: [["请各基层工会在十二月十日以前把这张表交到县总工会组织部,逾期不再受理。"]] },
    {
      name: "会员",
      rows: [
        ["姓名", "性别", "手机"],
        ["张三", "男", "13900012345"],
      ],
    },
  ];

  it("is read where the table is: not the instructions, nothing hidden, nothing blank", async () => {
    const file = await writeXlsx({ sheets });
    expect((await allRows(file)).map(({ sheet }) => sheet)).toEqual(["会员", "会员"]);
    const glances = await glanceAtSheets(file);
    expect(glances.map(({ name, hidden, instructions, chosen }) => [name, hidden, instructions, chosen])).toEqual([
      ["填表说明", false, true, false],
      ["空", false, false, false],
      ["旧数据", true, false, false],
      ["封面", false, true, false],
      ["会员", false, false, true],
    ]);
    expect(glances[4]?.firstRows.map(({ cells }) => cells)).toEqual(sheets[4]?.rows);
  });

  it("is read elsewhere on request", async () => {
    const file = await writeXlsx({ sheets });
    expect(cellsOf(await allRows(file, { sheet: "旧数据" }))).toEqual(sheets[2]?.rows);
    await expect(allRows(file, { sheet: "没有" })).rejects.toMatchObject({ code: "sheets.no_such_sheet" });
  });

  it("of Excel 97, in binary, or of LibreOffice is read likewise", async () => {
    expect((await allRows(oldWorkbook(sheets)))[0]?.sheet).toBe("会员");
    expect((await allRows(anXlsb(sheets)))[0]?.sheet).toBe("会员");
    expect((await allRows(await writeOds({ sheets: sheets.filter(({ hidden }) => hidden !== true) })))[0]?.sheet).toBe(
      "会员",
    );
  });

  it("with nothing in any of them has no rows", async () => {
    await expect(allRows(await writeXlsx({ sheets: [{ name: "空", rows: [[]] }] }))).rejects.toMatchObject({
      code: "sheets.no_rows",
    });
  });
});

describe("formulas", () => {
  const withCell = async (cell: string) => {
    const file = await anXlsx([
      ["姓名", "年龄"],
      ["张三", 1],
    ]);
    const sheet = partOf(file, "xl/worksheets/sheet1.xml").replace(/<c r="B2"[^>]*>.*?<\/c>/, cell);
    return (await allRows(withParts(file, { "xl/worksheets/sheet1.xml": sheet })))[1]?.cells;
  };
  it("give the value that the file has for them, and are never worked out", async () => {
    expect(await withCell('<c r="B2"><f>2026-1985</f><v>41</v></c>')).toEqual(["张三", 41]);
    expect(await withCell('<c r="B2" t="str"><f>A2&amp;"!"</f><v>张三!</v></c>')).toEqual(["张三", "张三!"]);
    expect(await withCell('<c r="B2"><f>WEBSERVICE("http://127.0.0.1/")</f></c>')).toEqual(["张三"]);
    expect(await withCell('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')).toEqual(["张三", "#DIV/0!"]);
  });
});

describe("the reading process", () => {
  it("waits while nobody takes the rows, and is gone when nobody wants more", async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`会员${index}`, index]);
    const file = await anXlsx(rows);
    let seen = 0;
    for await (const batch of readRows(file)) {
      seen += batch.length;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(seen).toBe(5000);
    for await (const batch of readRows(file)) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
  });

  it("is one of two; a third waits for its turn, and is told when that takes too long", async () => {
    const file = await anXlsx([["姓名"], ["张三"]]);
    const held = [readRows(file), readRows(file)];
    for (const reading of held) await reading.next();
    let waiting = true;
    const third = allRows(file).then((rows) => {
      waiting = false;
      return rows.length;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(waiting).toBe(true);
    await held[0]?.return(undefined);
    expect(await third).toBe(2);
    await held[1]?.return(undefined);

    const turns = new Turns(1, 0.05);
    const end = await turns.take();
    await expect(turns.take()).rejects.toMatchObject({ status: 503, code: "sheets.readers_busy" });
    end();
    end();
    await turns.take();
    await expect(turns.take()).rejects.toMatchObject({ status: 503 });
  });

  it("is told by its content, not by what a file is called", async () => {
    const docx = zipSync({ "[Content_Types].xml": Buffer.from("<Types/>"), "word/document.xml": Buffer.from("<w/>") });
    await expect(allRows(docx)).rejects.toMatchObject({ status: 422, code: "sheets.file_unreadable" });
  });
});
