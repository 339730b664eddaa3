import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { checkOf } from "#wire/resident-id";
import type { Cell, Column, SheetDefinition } from "../sheets.types.ts";
import { cellOf, compileSheet } from "./compile-sheet.ts";

const today = "2026-11-22";
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);

const people: SheetDefinition = {
  kind: "people",
  title: "人员",
  columns: [
    { key: "name", title: "姓名", kind: "text", name: true, required: true, maxLength: 40 },
    { key: "idNumber", title: "证件号码", kind: "id_number", idKindKey: "idKind", required: true, sensitive: true },
    {
      ...{ key: "idKind", title: "证件类型", kind: "choice" },
      choices: [
        { value: "resident_id", title: "居民身份证", synonyms: ["身份证"] },
        { value: "passport", title: "护照" },
      ],
    },
    { key: "phone", title: "手机号码", kind: "phone", sensitive: true },
    { key: "birth", title: "出生日期", kind: "day", past: true },
    {
      ...{ key: "work", title: "就业形态", kind: "choice", others: "keep" },
      choices: [{ value: "courier", title: "快递员" }],
    },
    { key: "skills", title: "技能", kind: "words", maxLength: 20 },
    { key: "heads", title: "人数", kind: "integer", min: 0, max: 1_000_000 },
    { key: "pay", title: "月收入", kind: "money", min: 0 },
    { key: "inGroup", title: "入群", kind: "yes_no" },
    { key: "remark", title: "备注", kind: "text" },
  ],
  check: ({ heads, pay }) => (heads === 0 && pay !== null ? [{ column: "heads", code: "people.nobody_paid" }] : []),
};
const schema = compileSheet(people);

describe("a compiled sheet", () => {
  it("judges each column and then what they say together", () => {
    const raw = {
      name: " 张　三 ",
      idKind: "身份证",
      idNumber: "610999 199910114628",
      heads: "0",
      pay: 1,
      phone: "123",
    };
    expect(schema.judge(raw, today)).toEqual({
      values: {
        ...{ name: "张三", idKind: "resident_id", idNumber: "610999199910114628", heads: 0, pay: 100, phone: null },
        ...{ birth: null, work: null, skills: null, inGroup: null, remark: null },
      },
      defects: [
        { column: "phone", code: "sheets.phone" },
        { column: "heads", code: "people.nobody_paid" },
      ],
    });
  });

  it("asks for what is required once, and not for what was written wrongly", () => {
    const columns: Column[] = [{ key: "phone", title: "手机", kind: "phone", required: true }];
    const judge = (phone: Cell) => compileSheet({ kind: "x", title: "x", columns }).judge({ phone }, today).defects;
    expect(judge(" ")).toEqual([{ column: "phone", code: "sheets.required" }]);
    expect(judge("无")).toEqual([{ column: "phone", code: "sheets.required" }]);
    expect(judge("1")).toEqual([{ column: "phone", code: "sheets.phone" }]);
  });

  it("says nothing about a number while it is not known of which document", () => {
    const defects = (raw: Record<string, Cell>) => schema.judge({ name: "张三", ...raw }, today).defects;
    expect(defects({ idKind: "什么证", idNumber: "E12345678" })).toEqual([
      { column: "idKind", code: "sheets.unknown_choice" },
    ]);
    expect(defects({ idKind: "什么证", idNumber: "6.1E+17" })).toHaveLength(2);
  });

  it("knows its columns, in the order of the definition", () => {
    expect(schema.column("pay")?.title).toBe("月收入");
    expect(schema.column("nothing")).toBeUndefined();
    expect(Object.keys(schema.judge({}, today).values)).toEqual(people.columns.map(({ key }) => key));
  });

  it("refuses a definition that contradicts itself", () => {
    const [name] = people.columns as [Column];
    expect(() => compileSheet({ ...people, columns: [name, name] })).toThrow(/twice/);
    const lost: Column = { key: "id", title: "证号", kind: "id_number", idKindKey: "kind" };
    expect(() => compileSheet({ ...people, columns: [lost] })).toThrow(/no column kind/);
  });
});

const anId = fc
  .tuple(fc.integer({ min: 0, max: 18_000 }), fc.integer({ min: 0, max: 999 }), fc.constantFrom("", " ", "'"))
  .map(([days, serial, mark]) => {
    const day = new Date(Date.UTC(1960, 0, 1) + days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    const digits = `610999${day}${String(serial).padStart(3, "0")}`;
    return `${mark}${digits}${checkOf(digits).toLowerCase()}`;
  });
const aPhone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 });
const signs = fc.constantFrom(
  ..." 　'=@+-·•.0123456789Xx年月日、,/;元万¥是否无√张三ＡＺ１９́\u0301e\u200b\u200d\n\u0000😀E#".split(""),
);
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: signs }), fc.array(fc.string()).map(String));
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text,
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.integer({ min: 3000, max: 80_000 }),
  fc.boolean(),
  fc.constant(null),
  fc.date(),
  anId,
  aPhone,
  aPhone.map(String),
  fc.constantFrom("快递员", "courier", "护照", "身份证", "1985.3.12", "3,500元", "1.2万"),
);
const row = fc.record(Object.fromEntries(people.columns.map(({ key }) => [key, cell])));

test(`what was judged is judged the same again, as values or as cells (seed ${seed})`, () => {
  fc.assert(
    fc.property(row, (raw) => {
      const first = schema.judge(raw, today);
      const asCells = Object.fromEntries(
        people.columns.map((column) => [column.key, cellOf(column, first.values[column.key] ?? null)]),
      );
      const second = schema.judge(asCells, today);
      expect(second.values).toEqual(first.values);
      const left = second.defects.filter(({ code }) => code !== "sheets.required" && code !== "people.nobody_paid");
      expect(left).toEqual([]);
    }),
    { seed, numRuns: 5000 },
  );
});

test(`whatever stands in a row is judged without failing, and refused columns are null (seed ${seed})`, () => {
  fc.assert(
    fc.property(row, (raw) => {
      const { values, defects } = schema.judge(raw, today);
      expect(Object.keys(values)).toHaveLength(people.columns.length);
      for (const { column = "", code } of defects) if (!code.startsWith("people.")) expect(values[column]).toBeNull();
      for (const value of Object.values(values)) expect(JSON.stringify(value)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }),
    { seed, numRuns: 2000 },
  );
});
