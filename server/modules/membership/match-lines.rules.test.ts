import { describe, expect, test } from "vitest";
import { type Candidate, matchLine, readLine } from "./match-lines.rules.ts";

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
  ])("%s", (line, says) => expect(readLine(line)).toMatchObject(says));

  test.each(["", "   ", "#接龙", "接龙:周五电影票", "姓名", "手机号", "1."])("%s is nobody", (line) =>
    expect(readLine(line)).toBeUndefined(),
  );

  test("what cannot be read is kept, so that it is shown as not found", () =>
    expect(readLine("5. ???")).toEqual({ words: ["???"] }));
});

const person = (id: string, name: string, phone: string, union = "港务局"): Candidate => ({
  ...{ id, name, phone: `+86${phone}`, memberNumber: id.padStart(10, "0") },
  unions: [{ name: union }],
});
const zhang = person("1", "张三", "13812345678");
const other = person("2", "张三", "13800009999", "医院");
const ma = person("3", "买买提·艾力", "13711112222");
const match = (line: string, ...among: Candidate[]) => matchLine(readLine(line) ?? { words: [] }, among);

describe("whom a line means", () => {
  test.each<[string, Candidate[], object]>([
    ["张三 13812345678", [zhang, other], { outcome: "found", id: "1" }],
    ["13812345678", [zhang], { outcome: "found", id: "1" }],
    ["0000000002", [zhang, other], { outcome: "found", id: "2" }],
    ["李四 13812345678", [zhang], { outcome: "ambiguous", ids: ["1"] }],
    ["张三 13899999999", [zhang], { outcome: "ambiguous", ids: ["1"] }],
    ["张三", [zhang, other], { outcome: "ambiguous", ids: ["1", "2"] }],
    ["张三 5678", [zhang, other], { outcome: "found", id: "1" }],
    ["张三(医院)", [zhang, other], { outcome: "found", id: "2" }],
    ["张三 1111", [zhang, other], { outcome: "ambiguous", ids: ["1", "2"] }],
    ["买买提艾力", [ma], { outcome: "missing", ids: [] }],
    ["买买提.艾力", [ma], { outcome: "found", id: "3" }],
    ["王五", [], { outcome: "missing", ids: [] }],
    ["???", [zhang], { outcome: "missing", ids: [] }],
  ])("%s", (line, among, expected) => expect(match(line, ...among)).toEqual(expected));
});
