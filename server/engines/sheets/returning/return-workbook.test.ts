import { type CellStyle, type Sheet, type WriteSheet, writeXlsx } from "hucre";
import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { makeRoster, type Sample, type SampleFormat, sampleBytes } from "../../../../db/samples/index.ts";
import type { Column, Defect, Mapping, SheetDefinition } from "../sheets.types.ts";
import { partsOf } from "../writing/workbook.fixture.ts";
import { type ReturnOrder, returnWorkbook } from "./return-workbook.ts";

const column = (key: string, title: string, kind: "text" | "day" | "id_number" | "phone"): Column => ({
  key,
  title,
  kind,
});
const definition: SheetDefinition = {
  kind: "people",
  title: "会员",
  columns: [
    ...[column("name", "姓名", "text"), column("sex", "性别", "text"), column("idNumber", "证件号码", "id_number")],
    ...[column("phone", "手机号码", "phone"), column("joinedOn", "入会日期", "day")],
  ],
};
const keys = new Map(definition.columns.map(({ title, key }) => [title, key]));

const mappingOf = (headings: readonly string[], sheet: string, headerRow = 2): Mapping => ({
  ...{ sheet, headerRow, missing: [] },
  columns: headings.map((heading, at) => ({
    ...{ at, heading, key: keys.get(heading) ?? null, because: "name", candidates: [] },
  })),
});

const where: Record<string, string> = { phone: "phone", "name-missing": "name", "join-in-future": "joinedOn" };
const sayings: Record<string, string> = { "id:sci": "后几位已经丢失，请照证件重新填写。" };
const say = ({ code }: Defect) => sayings[code] ?? `请改正 ${code}。`;

const defectOf = (kind: string): Defect => ({
  code: kind,
  ...(kind === "duplicate-in-file" ? {} : { column: where[kind] ?? (kind.startsWith("id:") ? "idNumber" : "sex") }),
});

function orderOf(sample: Sample, file: Uint8Array): ReturnOrder {
  const headings = sample.columns.map(({ heading }) => heading);
  return {
    ...{ file, definition, language: "zh-CN", say, mapping: mappingOf(headings, sample.sheet) },
    refused: sample.defects.map(({ row, kind }) => ({ row, defects: [defectOf(kind)] })),
  };
}

const bytesOf = async (sample: Sample, format?: SampleFormat) =>
  Buffer.concat(await Array.fromAsync(sampleBytes(sample, format)));
const textOf = (sheet: Sheet | undefined, key: string) => sheet?.cells?.get(key)?.comment?.text;
const fillOf = (style: CellStyle | undefined) =>
  style?.fill?.type === "pattern" ? style.fill.fgColor?.rgb?.slice(-6) : undefined;

const sample = makeRoster({ rows: 300, seed: 11 });

describe("a workbook that goes back to its sender", () => {
  it("has the refused cells coloured and commented, the reasons behind the table, and a list", async () => {
    const { kind, bytes } = await returnWorkbook(orderOf(sample, await bytesOf(sample)));
    expect(kind).toBe("whole");
    partsOf(bytes);
    const [table, notes, list] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect([table?.name, notes?.name, list?.name]).toEqual(["会员花名册", "填表说明", "问题清单"]);
    expect(table?.rows[1]?.[16]).toBe("问题");
    const at: Record<string, number> = { name: 1, sex: 2, idNumber: 6, phone: 7, joinedOn: 9 };
    for (const { row, kind: defect } of sample.defects) {
      const { column: key } = defectOf(defect);
      const place = `${row - 1},${key === undefined ? 1 : at[key]}`;
      expect(textOf(table, place), `${row} ${defect}`).toBe(say({ code: defect }));
      expect(fillOf(table?.cells?.get(place)?.style), `${row} ${defect}`).toBe("FFC7CE");
      expect(table?.rows[row - 1]?.[16]).toContain(say({ code: defect }));
    }
    const commented = [...(table?.cells?.values() ?? [])].filter(({ comment }) => comment !== undefined);
    expect(commented.length).toBe(sample.defects.length);
    expect(table?.rows.filter((row, index) => index > 1 && row[16]).length).toBe(sample.defects.length);
    expect(list?.rows.slice(1).map(([row]) => row)).toEqual(sample.defects.map(({ row }) => row));
    expect(list?.autoFilter?.range).toBe(`A1:C${sample.defects.length + 1}`);
  });

  it("keeps everything else as it was", async () => {
    const original = (await readXlsx(await bytesOf(sample), { readStyles: true })).sheets;
    const { bytes } = await returnWorkbook(orderOf(sample, await bytesOf(sample)));
    const [table, notes] = (await readXlsx(bytes, { readStyles: true })).sheets;
    const blank = (cell: unknown) => (cell === "" ? null : (cell ?? null));
    const cells = (rows: readonly (readonly unknown[])[] | undefined) =>
      rows?.map((row) => Array.from({ length: 16 }, (_, at) => blank(row[at])));
    expect(cells(table?.rows)).toEqual(cells(original[0]?.rows));
    expect(notes?.rows).toEqual(original[1]?.rows);
    expect(table?.merges).toEqual(original[0]?.merges);
    expect(table?.dataValidations).toEqual(original[0]?.dataValidations);
    expect(table?.columns?.slice(0, 16).map(({ width }) => width)).toEqual(sample.columns.map(({ width }) => width));
    expect(fillOf(table?.cells?.get("1,3")?.style)).toBe("FFF2CC");
    expect(table?.cells?.get("0,0")?.style?.font).toMatchObject({ bold: true, size: 16 });
  });

  it("lets a number that Excel has spoilt be typed again as text, and a day stay a day", async () => {
    const { bytes } = await returnWorkbook(orderOf(sample, await bytesOf(sample)));
    const [table] = (await readXlsx(bytes, { readStyles: true })).sheets;
    const spoilt = sample.defects.filter(({ kind }) => kind === "id:sci");
    for (const { row } of spoilt) expect(table?.cells?.get(`${row - 1},6`)?.style?.numFmt).toBe("@");
    const days = sample.defects.filter(({ row }) => table?.rows[row - 1]?.[9] instanceof Date);
    expect(spoilt.length * days.length).toBeGreaterThan(0);
  });

  it("comes back a second time without the marks of the first", async () => {
    const first = await returnWorkbook(orderOf(sample, await bytesOf(sample)));
    const [still, ...mended] = sample.defects;
    const headings = [...sample.columns.map(({ heading }) => heading), "问题"];
    const order = { ...orderOf(sample, first.bytes), mapping: mappingOf(headings, sample.sheet) };
    const refused = [{ row: still?.row ?? 0, defects: [defectOf(still?.kind ?? "")] }];
    const second = await returnWorkbook({ ...order, refused });
    const sheets = (await readXlsx(second.bytes, { readStyles: true })).sheets;
    expect(sheets.map(({ name }) => name)).toEqual(["会员花名册", "填表说明", "问题清单"]);
    const [table, , list] = sheets;
    const cells = [...(table?.cells?.values() ?? [])];
    expect(cells.filter(({ comment }) => comment !== undefined).length).toBe(1);
    expect(cells.filter(({ style }) => fillOf(style) === "FFC7CE").length).toBe(1);
    expect(table?.rows[1]?.[16]).toBe("问题");
    expect(table?.rows[1]?.[17] ?? null).toBeNull();
    for (const { row } of mended) expect(table?.rows[row - 1]?.[16] || null).toBeNull();
    expect(list?.rows.length).toBe(2);
  });

  it("keeps formulas, comments, formats, heights, conditions and other sheets of the sender", async () => {
    const look: CellStyle = {
      font: { bold: true, color: { rgb: "0000FF" } },
      numFmt: "0.00%",
      border: { top: { style: "thin" } },
    };
    const own: WriteSheet = {
      name: "花名册 '25",
      rows: [["标题"], ["姓名", "证件号码", "比例", "合计"], ["张三", "1", 0.5, 2], ["李四", "2", 0.25, 3]],
      cells: new Map([
        ["2,2", { style: look }],
        ["2,3", { value: 2, type: "formula", formula: "SUM(C3:C4)", formulaResult: 2 }],
        ["3,0", { value: "李四", comment: { author: "王会计", text: "已核对" } }],
      ]),
      rowDefs: new Map([[0, { height: 40 }]]),
      conditionalRules: [{ type: "duplicateValues", priority: 1, range: "B3:B9", style: { font: { italic: true } } }],
      freezePane: { rows: 2 },
    };
    const file = await writeXlsx({
      sheets: [{ name: "封面", rows: [["首页"]] }, own, { name: "隐藏", rows: [[1]], hidden: true }],
    });
    const mapping = mappingOf(["姓名", "证件号码", "比例", "合计"], own.name);
    const defects = [
      { column: "idNumber", code: "id:short" },
      { column: "idNumber", code: "id:check" },
      { code: "whole" },
    ];
    const order: ReturnOrder = { file, definition, language: "en", say, mapping, refused: [{ row: 3, defects }] };
    const { kind, bytes } = await returnWorkbook(order);
    expect(kind).toBe("whole");
    partsOf(bytes);
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets.map(({ name, hidden }) => [name, hidden ?? false])).toEqual([
      ...[
        ["封面", false],
        [own.name, false],
        ["隐藏", true],
        ["List of problems", false],
      ],
    ]);
    const table = sheets[1];
    expect(table?.cells?.get("2,2")?.style).toMatchObject(look);
    expect(table?.cells?.get("2,3")?.formula).toBe("SUM(C3:C4)");
    expect(table?.cells?.get("3,0")?.comment).toMatchObject({ author: "王会计", text: "已核对" });
    expect(table?.rowDefs?.get(0)?.height).toBe(40);
    expect(table?.conditionalRules).toMatchObject([{ type: "duplicateValues", range: "B3:B9" }]);
    expect(table?.freezePane?.rows).toBe(2);
    expect(textOf(table, "2,1")).toBe("请改正 id:short。\n请改正 id:check。");
    expect(textOf(table, "2,0")).toBe("请改正 whole。");
    expect(table?.rows[1]?.[4]).toBe("Problems");
    expect(sheets[3]?.cells?.get("1,0")?.hyperlink?.location).toBe("'花名册 ''25'!A3");
  });

  it("writes what the sender wrote as text, never as a formula", async () => {
    const attack = '=HYPERLINK("http://example.com","x")';
    const file = await writeXlsx({ sheets: [{ name: "表", rows: [["标题"], ["姓名"], [attack]] }] });
    const order: ReturnOrder = {
      ...{ file, definition, language: "zh-CN", mapping: mappingOf(["姓名"], "表") },
      ...{ say: () => "=1+1", refused: [{ row: 3, defects: [{ column: "name", code: "x" }] }] },
    };
    for (const limits of [{}, { unpackedBytesToMark: 1 }]) {
      const { bytes } = await returnWorkbook({ ...order, limits });
      for (const [path, text] of partsOf(bytes))
        if (/worksheets\/sheet/.test(path)) expect(text).not.toMatch(/<f[ >/]/);
      const { sheets } = await readXlsx(bytes);
      expect(sheets.flatMap(({ rows }) => rows).flat()).toContain(attack);
    }
  });
});

describe("the refused rows alone", () => {
  const alone = async (order: ReturnOrder) => {
    const { kind, bytes } = await returnWorkbook(order);
    expect(kind).toBe("rows");
    partsOf(bytes);
    return (await readXlsx(bytes, { readStyles: true })).sheets;
  };

  it("come back under the sender's headings when the file is too large", async () => {
    const order = { ...orderOf(sample, await bytesOf(sample)), limits: { unpackedBytesToMark: 1000 } };
    const [table, list] = await alone(order);
    expect(table?.rows[0]?.[0]).toBe(sample.title);
    expect(table?.rows[1]).toEqual([...sample.columns.map(({ heading }) => heading), "问题"]);
    const people = [...sample.rows()];
    const blank = (cell: unknown) => (cell === "" ? null : (cell ?? null));
    expect(table?.rows.slice(2).map((row) => row.slice(0, 16).map(blank))).toEqual(
      sample.defects.map(({ row }) => people[row - 3]?.map(blank)),
    );
    for (const [index, { row, kind }] of sample.defects.entries()) {
      expect(table?.rows[index + 2]?.[16]).toMatch(new RegExp(`^原文件第 ${row} 行。.*${say({ code: kind })}$`));
      expect(list?.rows[index + 1]?.[0]).toBe(index + 3);
    }
    const comments = [...(table?.cells?.values() ?? [])].filter(({ comment }) => comment !== undefined);
    expect(comments.length).toBe(sample.defects.length);
  });

  it.each(["xls", "ods", "csv", "csv-gb18030"] as const)("come back as xlsx from %s", async (format) => {
    const file = await bytesOf(sample, format);
    const sheet = format.startsWith("csv") ? "" : sample.sheet;
    const order = orderOf(sample, file);
    const [table] = await alone({ ...order, mapping: { ...order.mapping, sheet } });
    const names = sample.defects.map(({ row }) => [...sample.rows()][row - 3]?.[1] || null);
    expect(table?.rows.slice(2).map((row) => row[1] || null)).toEqual(names);
    if (format === "csv") expect(parseCsv(file.toString("utf8")).length).toBeGreaterThan(300);
  });

  it("come back when marking the workbook takes too much memory or time", async () => {
    const order = orderOf(sample, await bytesOf(sample));
    await alone({ ...order, limits: { markingMb: 8 } });
    await alone({ ...order, limits: { markingSeconds: 0.01 } });
  });
});
