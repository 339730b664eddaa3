import { describe, expect, it, test } from "vitest";
import { compileSheet } from "../judging/compile-sheet.ts";
import { findHeading } from "../mapping/heading.rules.ts";
import { mapColumns } from "../mapping/map-columns.ts";
import { rawOf } from "../mapping/table-rows.rules.ts";
import { rowsOfChain } from "./chain-text.rules.ts";
import { readLine } from "./pasted-line.rules.ts";

describe("a line of a pasted list", () => {
  test.each([
    ["1. 张三 13812345678", { name: "张三", phone: "+8613812345678" }],
    ["2、李四", { name: "李四" }],
    ["(3)王小五(港务局)", { name: "王小五", words: ["港务局"] }],
    ["4 欧阳修 尾号5678", { name: "欧阳修", tail: "5678" }],
    ["赵六\t0000000123\t第一人民医院", { name: "赵六", memberNumber: "0000000123", words: ["第一人民医院"] }],
    ["+86 138 1234 5678", { phone: "+8613812345678" }],
    ["6. 138-1234-5678 钱七", { name: "钱七", phone: "+8613812345678" }],
    ["１３８１２３４５６７８", { phone: "+8613812345678" }],
    ["买买提·艾力 13900000000", { name: "买买提·艾力", phone: "+8613900000000" }],
    ["Anna Maria Smith", { name: "Anna Maria Smith" }],
    ["张三13812345678", { name: "张三", phone: "+8613812345678" }],
    ["🌹张三🎉 13812345678 👨‍👩‍👧", { name: "张三", phone: "+8613812345678", words: [] }],
    ["1️⃣张三", { name: "张三" }],
    ["7. 县医院 张三 13812345678", { name: "张三", words: ["县医院"] }],
    ["8. 陈小村", { name: "陈小村" }],
    ["姓名:张三 电话:13812345678", { name: "张三", phone: "+8613812345678" }],
    [
      "9. 张三 610999 19991011 4628 13812345678",
      { name: "张三", idNumber: "610999199910114628", phone: "+8613812345678" },
    ],
    ["张三 61099819910507636x", { name: "张三", idNumber: "61099819910507636x" }],
    ["张三 610998910507636", { name: "张三", idNumber: "610998910507636" }],
  ])("%s", (line, says) => expect(readLine(line)).toMatchObject(says));

  test.each([
    "",
    "   ",
    "#接龙",
    "接龙:周五电影票",
    "姓名",
    "手机号",
    "姓名 电话",
    "1.",
    "例 张三 13812345678",
    "示例:张三",
  ])("%s is nobody", (line) => expect(readLine(line)).toBeUndefined());

  test("what cannot be read is kept, so that it is shown as not found", () =>
    expect(readLine("5. ???")).toEqual({ words: ["???"] }));
});

describe("the text of a 接龙", () => {
  const text = [
    "#接龙",
    "周六下午看电影,请写姓名、电话",
    "张主席 15900001111",
    "",
    "1. 张三🌹 138 1234 5678 带1人",
    "2. 李四",
    "   县医院,139-0000-1111",
    "3、王五 610999199910114628",
    "4. ???",
  ].join("\r\n");

  it("becomes the rows of a table, numbered by its lines", () => {
    expect(rowsOfChain(text).map(({ row, cells }) => [row, ...cells])).toEqual([
      [0, "序号", "姓名", "手机号码", "证件号码", "备注"],
      [5, 1, "张三", "13812345678", null, "带1人"],
      [6, 2, "李四", "13900001111", null, "县医院"],
      [8, 3, "王五", null, "610999199910114628", null],
      [9, 4, null, null, null, "???"],
    ]);
  });

  it("without numbers has a person in each line", () => {
    expect(rowsOfChain("张三\n李四 13900001111\n\n姓名 电话").map(({ row, cells }) => [row, cells[1]])).toEqual([
      [0, "姓名"],
      [1, "张三"],
      [2, "李四"],
    ]);
    expect(rowsOfChain("\n \n#接龙")).toEqual([]);
  });

  it("finds the seats of a door list, and leaves them in the remarks of others", () => {
    const text = "1. 张三 13812345678 第3排5座\n2. 李四 尾号1111 3排6号 带孩子";
    const cellsOf = (asks: object) => rowsOfChain(text, asks).map(({ cells }) => cells.slice(4));
    expect(cellsOf({ known: true, seats: true })).toEqual([
      ["备注", "会员编号", "手机尾号", "座位"],
      [null, null, null, "第3排5座"],
      ["带孩子", null, "1111", "3排6号"],
    ]);
    expect(cellsOf({ known: true })[1]).toEqual(["第3排5座", null, null]);
  });

  it("goes the way of every table", () => {
    const schema = compileSheet({
      ...{ kind: "people", title: "会员" },
      columns: [
        { key: "name", title: "姓名", kind: "text", name: true, required: true },
        { key: "phone", title: "手机号码", kind: "phone" },
        { key: "idNumber", title: "证件号码", kind: "id_number" },
      ],
    });
    const rows = rowsOfChain(text);
    const heading = findHeading(rows, schema);
    const mapping = mapColumns(schema, { heading, samples: rows.slice(1) });
    expect(mapping.missing).toEqual([]);
    const judged = rows.flatMap((row) => {
      const raw = row.row === 0 ? undefined : rawOf(mapping, row);
      return raw === undefined ? [] : [schema.judge(raw, "2026-11-22")];
    });
    expect(judged.map(({ values }) => values)).toEqual([
      { name: "张三", phone: "+8613812345678", idNumber: null },
      { name: "李四", phone: "+8613900001111", idNumber: null },
      { name: "王五", phone: null, idNumber: "610999199910114628" },
      { name: null, phone: null, idNumber: null },
    ]);
    expect(judged.map(({ defects }) => defects.map(({ code }) => code))).toEqual([[], [], [], ["sheets.required"]]);
  });
});
