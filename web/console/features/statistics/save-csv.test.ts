import { expect, test } from "vitest";
import { csvOf } from "./save-csv.ts";

test("cells are quoted where they must be, and none is a formula", () => {
  const rows = [
    ["市总工会", "2026-09-30"],
    ['一"二', 3],
    ["=cmd()", -4],
    ["+86", "甲,乙"],
  ];
  expect(csvOf(rows)).toBe(`\u{feff}市总工会,2026-09-30\r\n"一""二",3\r\n'=cmd(),-4\r\n'+86,"甲,乙"\r\n`);
});
