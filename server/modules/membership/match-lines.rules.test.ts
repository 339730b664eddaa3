import { describe, expect, test } from "vitest";
import { readLine } from "#engines/sheets";
import { type Candidate, matchLine } from "./match-lines.rules.ts";

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
