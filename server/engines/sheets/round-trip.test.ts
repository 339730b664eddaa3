import { openXlsx, saveXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { makeRoster, sampleBytes } from "../../../db/samples/index.ts";
import {
  type Cell,
  compileSheet,
  type Defect,
  exportCsv,
  exportWorkbook,
  findHeading,
  type Mapping,
  mapColumns,
  type RawRow,
  rawOf,
  readRows,
  returnWorkbook,
  sheetLanguages,
  templateOf,
  type Values,
} from "./index.ts";

const today = "2026-11-22";
const sexes = [
  { value: "female", title: "女" },
  { value: "male", title: "男" },
];

const schema = compileSheet({
  kind: "people",
  title: "会员",
  columns: [
    { key: "name", title: "姓名", kind: "text", name: true, required: true, example: "张三" },
    { key: "sex", title: "性别", kind: "choice", choices: sexes },
    { key: "idNumber", title: "证件号码", kind: "id_number", required: true, example: "610997199001011234" },
    { key: "phone", title: "手机号码", kind: "phone", required: true, example: "19900000000" },
    { key: "joinedOn", title: "入会日期", kind: "day", past: true },
    { key: "fee", title: "月缴会费", kind: "money" },
    { key: "rider", title: "新就业形态", kind: "yes_no" },
    { key: "skills", title: "技能特长", kind: "words" },
  ],
  check: ({ idNumber, sex }) => {
    if (typeof idNumber !== "string" || sex === null) return [];
    const said = Number(idNumber[16]) % 2 === 1 ? "male" : "female";
    return said === sex ? [] : [{ column: "sex", code: "people.sex_disagrees" }];
  },
});

interface Import {
  mapping: Mapping;
  good: Values[];
  refused: { row: number; defects: Defect[] }[];
}

/** What an import does with a file, without the register. */
async function importOf(file: Uint8Array): Promise<Import> {
  const rows: RawRow[] = (await Array.fromAsync(readRows(file))).flat();
  const heading = findHeading(rows, schema);
  const samples = rows.filter(({ row }) => row > (heading?.headerRow ?? 0)).slice(0, 30);
  const mapping = mapColumns(schema, { heading, samples });
  const seen = new Set<string>();
  const found: Import = { mapping, good: [], refused: [] };
  for (const row of rows) {
    const raw = rawOf(mapping, row);
    if (raw === undefined) continue;
    const { values, defects } = schema.judge(raw, today);
    const id = String(values.idNumber);
    if (defects.length === 0 && seen.has(id)) defects.push({ column: "idNumber", code: "sheets.duplicate_in_file" });
    if (defects.length > 0) found.refused.push({ row: row.row, defects });
    else found.good.push(values);
    seen.add(id);
  }
  return found;
}

const someone: Values = {
  ...{ name: "李四", sex: "female", idNumber: aNumber(4), phone: "+8619900000001", joinedOn: "2020-05-01" },
  ...{ fee: 1250, rider: true, skills: ["电焊", "抹灰"] },
};

async function filled(template: Uint8Array, rows: readonly Cell[][]): Promise<Uint8Array> {
  const workbook = await openXlsx(template, { readStyles: true });
  workbook.sheets[0]?.rows.push(...rows.map((row) => [...row]));
  return saveXlsx(workbook);
}

describe("there and back", () => {
  it.each(sheetLanguages)("a template that was filled in is read as it was meant, in %s", async (language) => {
    const template = await templateOf(schema, language);
    expect((await importOf(template)).good.length + (await importOf(template)).refused.length).toBe(0);
    const file = await filled(template, [
      ["李四", "女", aNumber(4), "19900000001", new Date("2020-05-01T00:00:00Z"), 12.5, "是", "电焊、抹灰"],
      ["王五", "男", wide(aNumber(7)), "199 0000 0002", "2020.5.1", null, "", ""],
    ]);
    const { mapping, good, refused } = await importOf(file);
    expect(mapping.missing).toEqual([]);
    expect(mapping.columns.map(({ key }) => key)).toEqual(schema.columns.map(({ key }) => key));
    expect(refused.map(({ defects }) => defects)).toEqual([]);
    expect(good[0]).toEqual(someone);
    expect(good[1]).toMatchObject({ name: "王五", phone: "+8619900000002", joinedOn: "2020-05-01", fee: null });
  });

  it.each([
    ["workbook", exportWorkbook],
    ["CSV", exportCsv],
  ] as const)("an export as %s is read as what was exported, its watermark as nobody", async (_name, write) => {
    const pieces = write({ definition: schema, rows: [someone], watermark: "林经办 2026-11-22 第 7 号" });
    const { good, refused } = await importOf(Buffer.concat(await Array.fromAsync(pieces)));
    expect(good).toEqual([someone]);
    expect(refused).toEqual([]);
  });

  it("rows that were refused come back, are corrected, and are the only new ones of the second round", async () => {
    const sample = makeRoster({ rows: 160, seed: 3 });
    const file = Buffer.concat(await Array.fromAsync(sampleBytes(sample)));
    const first = await importOf(file);
    expect(first.refused.map(({ row }) => row)).toEqual(sample.defects.map(({ row }) => row));
    const returned = await returnWorkbook({ ...first, file, definition: schema, language: "zh-CN" });
    expect(returned.kind).toBe("whole");

    const again = await importOf(returned.bytes);
    expect(again.good).toEqual(first.good);
    expect(again.refused).toEqual(first.refused);
    expect(again.mapping.columns.find(({ heading }) => heading === "问题")?.key).toBe(null);

    const mended = await importOf(await corrected(returned.bytes, first));
    expect(mended.refused).toEqual([]);
    expect(mended.good.length).toBe(160);
  });

  it("the refused rows alone are corrected and read again", async () => {
    const sample = makeRoster({ rows: 160, seed: 4 });
    const file = Buffer.concat(await Array.fromAsync(sampleBytes(sample, "xls")));
    const first = await importOf(file);
    const returned = await returnWorkbook({ ...first, file, definition: schema, language: "zh-CN" });
    expect(returned.kind).toBe("rows");
    const second = await importOf(returned.bytes);
    // Whoever stood twice stands once among the refused: nobody is left to be repeated.
    const alone = first.refused.filter(({ defects }) =>
      defects.some(({ code }) => code !== "sheets.duplicate_in_file"),
    );
    expect(second.refused.map(({ defects }) => defects)).toEqual(alone.map(({ defects }) => defects));
  });
});

/** What the sender does: looks at each coloured cell and writes what is right. */
async function corrected(file: Uint8Array, { mapping, refused }: Import): Promise<Uint8Array> {
  const workbook = await openXlsx(file, { readStyles: true });
  const table = workbook.sheets[0];
  const at = (key: string) => mapping.columns.find((column) => column.key === key)?.at ?? -1;
  for (const [index, { row }] of refused.entries()) {
    const cells = table?.rows[row - 1];
    const right: Record<string, string> = {
      name: `某人${index}`,
      sex: "女",
      idNumber: aNumber(index * 2),
      phone: `199009${String(index).padStart(5, "0")}`,
      joinedOn: "2020-01-01",
    };
    for (const [key, value] of Object.entries(right)) {
      if (cells !== undefined) cells[at(key)] = value;
      const styled = table?.cells?.get(`${row - 1},${at(key)}`);
      if (styled !== undefined) Object.assign(styled, { value, type: "string" });
    }
  }
  return saveXlsx(workbook);
}

/** A number that fits, of a region that does not exist; even numbers are women's. */
function aNumber(order: number): string {
  const first = `61099619800101${String(order).padStart(3, "0")}`;
  const sum = [...first].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return first + "10X98765432"[sum % 11];
}

function wide(text: string): string {
  return text.replace(/[\dX]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}
