import { expect, test } from "vitest";
import { sheets as english } from "./en.ts";
import { sayProblem } from "./index.ts";
import { sheets as chinese } from "./zh-CN.ts";

test("a problem is said with its numbers, or in general when they are not known", () => {
  expect(sayProblem("zh-CN", { code: "sheets.id_short", params: { length: 17 } })).toContain("这里是 17 位");
  expect(sayProblem("en", { code: "sheets.id_short", params: { length: 17 } })).toContain("this one 17");
  expect(sayProblem("zh-CN", { code: "sheets.id_short" })).toBe(chinese.id_short_general);
  expect(sayProblem("en", { code: "sheets.required" })).toBe(english.required);
});

test("what has no text is said by its code", () => {
  expect(sayProblem("en", { code: "sheets.never_heard_of", params: { x: 1 } })).toBe("sheets.never_heard_of");
  expect(sayProblem("en", { code: "odd" })).toBe("odd");
});
