import { expect, test } from "vitest";
import { choicesOf, chosenIn, linesOf } from "./award-list.rules.ts";

const person = (id: string) => ({ id, name: id, phoneMasked: "", memberNumber: "", union: "" });
const lines = [
  { line: "a", outcome: "found" as const, people: [person("a")] },
  { line: "b", outcome: "ambiguous" as const, people: [person("b1"), person("b2")] },
  { line: "c", outcome: "missing" as const, people: [] },
  { line: "a again", outcome: "found" as const, people: [person("a")] },
];

test("blank lines are left out, and no more than 500 are taken", () => {
  expect(linesOf(" 张三 \r\n\n李四\n  ")).toEqual(["张三", "李四"]);
  expect(linesOf("x\n".repeat(600))).toHaveLength(500);
});

test("who is certain is chosen once, who is one of several when somebody says which", () => {
  const first = choicesOf(lines);
  expect(chosenIn(lines, first)).toEqual(["a"]);
  expect(chosenIn(lines, { ...first, 1: "b2" })).toEqual(["a", "b2"]);
  expect(chosenIn(lines, { ...first, 0: null, 3: null })).toEqual([]);
});
