import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { compileSheet } from "../judging/compile-sheet.ts";
import type { Column, Values } from "../sheets.types.ts";
import { csvCell } from "./csv-line.rules.ts";
import { type Export, exportCsv, exportWorkbook } from "./export-rows.ts";
import { partsOf } from "./workbook.fixture.ts";

const columns: Column[] = [
  { key: "name", title: "姓名", kind: "text" },
  { key: "sex", title: "性别", kind: "choice", choices: [{ value: "female", title: "女" }] },
  { key: "idNumber", title: "证件号码", kind: "id_number" },
  { key: "phone", title: "手机号码", kind: "phone" },
  { key: "joinedOn", title: "入会日期", kind: "day" },
  { key: "fee", title: "会费", kind: "money" },
  { key: "rider", title: "骑手", kind: "yes_no" },
  { key: "skills", title: "技能", kind: "words" },
];
const definition = { kind: "people", title: "会员", columns };
const watermark = "林经办 2026-11-22 10:00 第 EX-0007 号";

const someone: Values = {
  ...{ name: "张三", sex: "female", idNumber: "610997199001011234", phone: "+8619900000001", joinedOn: "2020-05-01" },
  ...{ fee: 12_50, rider: true, skills: ["电焊", "抹灰"] },
};

/** What has been tried to make spreadsheets calculate, call programs, or fetch from elsewhere. */
const attacks = [
  "=1+1",
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://example.com?x="&A1,"点这里")',
  '=WEBSERVICE("http://example.com/"&B2)',
  '=IMPORTXML("http://example.com","//a")',
  "+1+1",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "  =1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "|calc",
  "%0A=1+1",
  '";=1+1;"',
  '","=1+1',
  "a\r\n=1+1",
  "'=1+1",
  "</t></is></c><c><f>1+1</f></c>",
  "]]><f>1</f>",
  "_x003D_1+1",
];

const bytesOf = async (pieces: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(pieces));

describe("exports as workbooks", () => {
  it("write days as days, money in yuan, choices by title, numbers of documents as text", async () => {
    const bytes = await bytesOf(exportWorkbook({ definition, rows: [someone, {}], watermark }));
    partsOf(bytes);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    const [heads, row, empty, blank, last] = sheets[0]?.rows ?? [];
    expect(heads).toEqual(columns.map(({ title }) => title));
    expect(row).toEqual([
      ...[
        "张三",
        "女",
        "610997199001011234",
        "19900000001",
        new Date("2020-05-01T00:00:00Z"),
        12.5,
        "是",
        "电焊、抹灰",
      ],
    ]);
    expect([...(empty ?? []), ...(blank ?? [])].filter((cell) => cell !== null)).toEqual([]);
    expect(last?.[0]).toBe(`导出:${watermark}`);
    expect(sheets[0]?.headerFooter?.oddFooter).toContain(watermark);
    expect(sheets[0]?.cells?.get("1,2")?.style?.numFmt).toBe("@");
  });

  it("are read back as what was exported", async () => {
    const { sheets } = await readXlsx(await bytesOf(exportWorkbook({ definition, rows: [someone] })));
    const row = sheets[0]?.rows[1] ?? [];
    const raw = Object.fromEntries(columns.map(({ key }, at) => [key, row[at]]));
    const checked = { ...someone, idNumber: null };
    const { values } = compileSheet(definition).judge({ ...raw, idNumber: null }, "2026-11-22");
    expect(values).toEqual(checked);
  });

  it("go on in another sheet when one is full, each with headings", async () => {
    const rows = Array.from({ length: 7 }, (_, at) => ({ name: `第${at}人` }));
    const bytes = await bytesOf(exportWorkbook({ definition, rows, watermark, rowsPerSheet: 5 }));
    partsOf(bytes);
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map(({ name }) => name)).toEqual(["会员", "会员 2", "会员 3", "会员 4"]);
    expect(sheets.flatMap((sheet) => sheet.rows.slice(1).map((row) => row[0])).filter((name) => name !== null)).toEqual(
      [...[...rows.map(({ name }) => name), `导出:${watermark}`]],
    );
    expect(sheets.every((sheet) => sheet.rows[0]?.[0] === "姓名")).toBe(true);
  });

  it("hold no formula, whatever is written", async () => {
    const rows = attacks.map((name) => ({ name, skills: [name] }));
    const bytes = await bytesOf(exportWorkbook({ definition, rows, watermark: "=1+1" }));
    for (const [path, text] of partsOf(bytes)) if (path.includes("sheet1.xml")) expect(text).not.toMatch(/<f[ >/]/);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets[0]?.rows.slice(1, -2).map((row) => row[0])).toEqual(attacks);
    for (const cell of sheets[0]?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
  });

  it("fail when their rows fail, and tell the rows when nobody wants them", async () => {
    async function* gone(): AsyncGenerator<Values> {
      yield someone;
      throw new Error("the database has gone");
    }
    await expect(bytesOf(exportWorkbook({ definition, rows: gone() }))).rejects.toThrow("the database has gone");
    await expect(bytesOf(exportCsv({ definition, rows: gone() }))).rejects.toThrow("the database has gone");
    const closed: string[] = [];
    function* endless(name: string): Generator<Values> {
      try {
        for (;;) yield { name: String(Math.random()) };
      } finally {
        closed.push(name);
      }
    }
    const kinds = { xlsx: exportWorkbook, csv: exportCsv } satisfies Record<string, (given: Export) => unknown>;
    for (const [name, write] of Object.entries(kinds)) {
      let bytes = 0;
      for await (const piece of write({ definition, rows: endless(name) })) {
        bytes += piece.length;
        if (bytes > 20_000) break;
      }
    }
    expect(closed).toEqual(["xlsx", "csv"]);
  });
});

describe("exports as CSV", () => {
  it("are what Excel knows as UTF-8, and read back as what was exported", async () => {
    const text = (await bytesOf(exportCsv({ definition, rows: [someone], watermark }))).toString("utf8");
    expect(text).toBe(
      "\ufeff姓名,性别,证件号码,手机号码,入会日期,会费,骑手,技能\r\n" +
        `张三,女,'610997199001011234,19900000001,2020-05-01,12.5,是,电焊、抹灰\r\n` +
        `\r\n导出:${watermark}\r\n`,
    );
    const cells = parseCsv(text)[1] ?? [];
    const raw = Object.fromEntries(columns.map(({ key }, at) => [key, cells[at]]));
    const { values, defects } = compileSheet(definition).judge(raw, "2026-11-22");
    // The number has another check character than it should: it is judged, so it was read whole.
    expect(defects.map(({ code }) => code)).toEqual(["sheets.id_check"]);
    expect(values).toEqual({ ...someone, idNumber: null });
  });

  it("hold nothing that a spreadsheet would calculate", async () => {
    const text = (
      await bytesOf(exportCsv({ definition, rows: attacks.map((name) => ({ name })), watermark: "=1" }))
    ).toString();
    const cells = parseCsv(text.replace(/^\ufeff/, ""))
      .flat()
      .filter((cell) => cell !== "");
    expect(cells.length).toBeGreaterThan(attacks.length);
    for (const cell of cells) expect(String(cell)).not.toMatch(/^[\s\0]*[=+\-@|%＝＋－＠]/);
    for (const attack of attacks)
      expect(
        cells.some((cell) => cell === attack || cell === `'${attack}`),
        attack,
      ).toBe(true);
  });
});

describe("a cell of CSV", () => {
  it.each([
    ["007", "'007"],
    ["123456789012", "'123456789012"],
    ["19900000001", "19900000001"],
    ["1E5", "'1E5"],
    ["3-4", "'3-4"],
    ["2020-05-01", "2020-05-01"],
    ["61099719900101123X", "61099719900101123X"],
    ["第0012号", "第0012号"],
    [-5, "-5"],
    [true, "true"],
  ])("%j is written as %s", (cell, written) => {
    expect(csvCell(cell)).toBe(written);
  });
});

describe("exports of many rows", () => {
  const run = async (format: string, count: number): Promise<{ bytes: number; rssMb: number }> => {
    const program = join(import.meta.dirname, "export.fixture.ts");
    // With a small heap, so that what the collector leaves lying for later does not count.
    const limits = ["--max-old-space-size=64", "--max-semi-space-size=2"];
    const { stdout } = await promisify(execFile)(process.execPath, [...limits, program, format, String(count)]);
    return JSON.parse(stdout);
  };

  it.each(["xlsx", "csv"])("take no more memory for 200,000 rows than for 20,000, as %s", async (format) => {
    const few = await run(format, 20_000);
    const many = await run(format, 200_000);
    expect(many.bytes).toBeGreaterThan(few.bytes * 8);
    // All rows at once would be more than 200 MB.
    expect(many.rssMb - few.rssMb).toBeLessThan(40);
  });
});
