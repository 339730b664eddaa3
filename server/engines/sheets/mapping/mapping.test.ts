import { describe, expect, it, test } from "vitest";
import { compileSheet } from "../judging/compile-sheet.ts";
import type { Cell, Mapping, RawRow } from "../sheets.types.ts";
import { findHeading, plainHeading } from "./heading.rules.ts";
import { mapColumns, type Remembered } from "./map-columns.ts";
import { headingSignature, mergeRemembered, toRemember, withChoice } from "./remember.rules.ts";
import { rawOf } from "./table-rows.rules.ts";

const people = compileSheet({
  kind: "people",
  title: "会员",
  columns: [
    { key: "name", title: "姓名", kind: "text", name: true, required: true, synonyms: ["会员姓名"] },
    {
      ...{ key: "sex", title: "性别", kind: "choice" },
      choices: [
        { value: "male", title: "男" },
        { value: "female", title: "女" },
      ],
    },
    { key: "idNumber", title: "证件号码", kind: "id_number", required: true, synonyms: ["身份证号", "身份证号码"] },
    { key: "phone", title: "手机号码", kind: "phone", synonyms: ["联系电话", "手机"] },
    { key: "birth", title: "出生日期", kind: "day", past: true, synonyms: ["出生年月日", "生日"] },
    { key: "joined", title: "入会日期", kind: "day", past: true },
    { key: "union", title: "所属工会", kind: "text" },
    { key: "income", title: "月收入", kind: "money" },
  ],
});

const sheetOf = (rows: readonly (readonly Cell[])[]): RawRow[] =>
  rows.map((cells, index) => ({ sheet: "名册", row: index + 1, cells })).filter(({ cells }) => cells.length > 0);

function mapped(rows: readonly (readonly Cell[])[], remembered?: Remembered): Mapping {
  const all = sheetOf(rows);
  const heading = findHeading(all, people);
  return mapColumns(people, { heading, samples: all.filter(({ row }) => row > (heading?.headerRow ?? 0)), remembered });
}
const brief = ({ columns }: Mapping) => columns.map(({ heading, key, because }) => [heading, key, because]);
const persons: Cell[][] = [
  ["张三", "男", "610999199910114628", "13900012345", "1999.10.11"],
  ["李四", "女", "61099819910507636X", 13_900_012_346, "1991年5月7日"],
  ["王五", "男", "6.10997E+17", "13900012347", "1979-09-15"],
  ["赵六", "女", "610997196709074111", "", "1967/9/7"],
];

describe("a heading", () => {
  test.each([
    ["* 姓 名", "姓名"],
    ["月收入（元）", "月收入"],
    ["身份证号码\n(18位)", "身份证号码"],
    ["联系电话：", "联系电话"],
    ["★手机【必填】", "手机"],
    ["(备注)", "(备注)"],
  ])("%j is compared as %s", (heading, plain) => expect(plainHeading(heading)).toBe(plain));

  it("is found under titles, remarks and blank rows", () => {
    const rows = [
      ["平利县工会会员花名册(2025年度)"],
      [],
      ["填表单位:", "县医院工会", "手机:", "13900012345"],
      ["序号", "*姓 名", "身份证号\n(18位)", "联系电话"],
      [1, "张三"],
    ];
    expect(findHeading(sheetOf(rows), people)).toEqual({
      sheet: "名册",
      headerRow: 4,
      headings: ["序号", "*姓 名", "身份证号\n(18位)", "联系电话"],
    });
  });

  it("is read from two rows where cells are merged across and downwards", () => {
    const rows = [
      ["会员花名册"],
      ["姓名", "证件", null, "联系方式", null, "所属工会"],
      [null, "类型", "证件号码", "手机号码", "地址", null],
      ["张三", "身份证", "610999199910114628", "13900012345", "城关镇", "县医院工会"],
    ];
    const heading = findHeading(sheetOf(rows), people);
    expect(heading?.headerRow).toBe(3);
    expect(heading?.headings).toEqual([
      "姓名",
      "证件/类型",
      "证件/证件号码",
      "联系方式/手机号码",
      "联系方式/地址",
      "所属工会",
    ]);
    expect(brief(mapped(rows)).map(([, key]) => key)).toEqual(["name", null, "idNumber", "phone", null, "union"]);
  });

  it("is one row when somebody below is called like a column", () => {
    const rows = [
      ["姓名", "性别", "称呼"],
      ["张三", "男", "生日"],
    ];
    expect(findHeading(sheetOf(rows), people)?.headerRow).toBe(1);
  });

  it("of words that name nothing is the row of words above the first numbers", () => {
    const rows = [["花名册"], ["名字", "证件", "电话号"], ["张三", "610999199910114628", "13900012345"]];
    expect(findHeading(sheetOf(rows), people)?.headerRow).toBe(2);
  });

  it("is not looked for among people, nor invented", () => {
    expect(findHeading(sheetOf(persons), people)).toBeUndefined();
    expect(findHeading(sheetOf([["通知"], ["姓名随后报送"]]), people)).toBeUndefined();
  });
});

describe("columns", () => {
  it("are known by name and by synonym, each once", () => {
    const mapping = mapped([["姓名", "性别", "身份证号", "联系电话", "手机号码", "月收入（元）", "鞋码"], ...persons]);
    expect(brief(mapping)).toEqual([
      ["姓名", "name", "name"],
      ["性别", "sex", "name"],
      ["身份证号", "idNumber", "synonym"],
      ["联系电话", null, "unknown"],
      ["手机号码", "phone", "name"],
      ["月收入（元）", "income", "name"],
      ["鞋码", null, "unknown"],
    ]);
    expect(mapping.columns[3]?.candidates).toEqual(["phone"]);
    expect(mapping.columns[6]?.candidates).toEqual([]);
    expect(mapping.missing).toEqual([]);
  });

  it("are known by what stands in them, where the heading says nothing else", () => {
    expect(brief(mapped([["姓名", "", "证件", "号码", "所属工会"], ...persons.map((row) => row.slice(0, 4))]))).toEqual(
      [
        ["姓名", "name", "name"],
        ["", "sex", "content"],
        ["证件", "idNumber", "content"],
        ["号码", "phone", "content"],
        ["所属工会", "union", "name"],
      ],
    );
  });

  it("without any headings are known by what stands in them, and days that could be two things are asked about", () => {
    const mapping = mapped(persons);
    expect(mapping.headerRow).toBe(0);
    expect(brief(mapping)).toEqual([
      ["", "name", "content"],
      ["", "sex", "content"],
      ["", "idNumber", "content"],
      ["", "phone", "content"],
      ["", null, "unknown"],
    ]);
    expect(mapping.columns[4]?.candidates).toEqual(["birth", "joined"]);
  });

  it("of somebody else are asked about, and so is what is only alike", () => {
    const mapping = mapped([["会员名", "性别", "配偶身份证号", "手机号马", "入职日期"], ...persons]);
    expect(mapping.columns.map(({ key, candidates }) => [key, candidates])).toEqual([
      [null, ["name"]],
      ["sex", []],
      [null, ["idNumber"]],
      ["phone", []],
      [null, ["joined", "birth"]],
    ]);
    expect(mapping.missing).toEqual(["name", "idNumber"]);
  });

  it("are as somebody decided before", () => {
    const rows = [
      ["名字儿", "身份证号", "鞋码"],
      ["张三", "610999199910114628", "42"],
    ];
    const before = mapped(rows);
    expect(before.missing).toEqual(["name"]);
    const chosen = withChoice(people, before, { at: 0, key: "name" });
    expect(chosen.missing).toEqual([]);
    const remembered = mergeRemembered({ 旧: null }, toRemember(chosen));
    expect(remembered).toEqual({ 旧: null, 名字儿: "name", 身份证号: "idNumber", 鞋码: null });
    expect(brief(mapped(rows, remembered))).toEqual([
      ["名字儿", "name", "remembered"],
      ["身份证号", "idNumber", "remembered"],
      ["鞋码", null, "remembered"],
    ]);
    // A column that no longer exists is forgotten.
    expect(brief(mapped(rows, { 鞋码: "shoes" }))[2]).toEqual(["鞋码", null, "unknown"]);
  });

  it("chosen for one heading are taken from another", () => {
    const mapping = mapped([
      ["姓名", "曾用名"],
      ["张三", "张三丰"],
    ]);
    const chosen = withChoice(people, mapping, { at: 1, key: "name" });
    expect(chosen.columns.map(({ key, because }) => [key, because])).toEqual([
      [null, "unknown"],
      ["name", "chosen"],
    ]);
    expect(withChoice(people, chosen, { at: 1, key: null }).missing).toContain("name");
  });

  it("of a form have one signature, whatever their order and their stars", () => {
    const signature = headingSignature("people", ["姓名", "手机"]);
    expect(headingSignature("people", ["手机(必填)", "*姓 名", ""])).toBe(signature);
    expect(headingSignature("people", ["姓名", "电话"])).not.toBe(signature);
    expect(headingSignature("posts", ["姓名", "手机"])).not.toBe(signature);
  });
});

describe("rows of a table", () => {
  const mapping = mapped([
    ["会员花名册"],
    ["序号", "姓名", "证件号码", "手机号码", "月收入"],
    [1, ...(persons[0]?.slice(0, 1) ?? []), "610999199910114628"],
  ]);
  const raw = (cells: Cell[], row = 9) => rawOf(mapping, { sheet: "名册", row, cells });

  it("are given by column", () => {
    expect(raw([1, "张三", "610999199910114628", "13900012345"])).toEqual({
      ...{ name: "张三", idNumber: "610999199910114628", phone: "13900012345", income: null },
    });
    expect(raw([7, "合欢"])).toEqual({ name: "合欢", idNumber: null, phone: null, income: null });
  });

  test.each<[string, Cell[]]>([
    ["a number with nothing behind it", [3001]],
    ["blanks", [null, " ", "\u3000"]],
    ["signatures", [null, "填表人：王五", null, "审核人:"]],
    ["signatures far to the right", [null, null, null, "填表人：", "审核人："]],
    ["a date and a seal", ["单位(盖章)", "", "日期:", "2025年12月1日"]],
    ["a sum", ["合计", "3000人", null, null, 10_500_000]],
    ["a line of its own", [null, null, null, null, null, "以上人员均已核实"]],
    ["a remark", ["注:1. 本表一式两份。"]],
    ["the headings on the next page", ["序号", "姓 名", "证件号码", "手机号码", "月收入（元）"]],
    ["a template's example", ["示例：1", "张三", "610999199910114628"]],
  ])("are not %s", (_what, cells) => expect(raw(cells)).toBeUndefined());

  it("are also those that say something, though not where it is looked for: somebody has to see them", () => {
    expect(raw([8, null, null, null, null, "张三"])).toEqual({ name: null, idNumber: null, phone: null, income: null });
  });

  it("are not what stands above the headings", () => {
    expect(raw(["1", "张三", "610999199910114628"], 2)).toBeUndefined();
  });
});
