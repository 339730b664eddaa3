import { expect, test } from "vitest";
import { readDecree } from "./decree.rules.ts";

const decree = `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月27日（周五）至3月2日（周一）放假调休，共4天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）放假，与周末连休。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。`;

test("a decree is read as it is published", () => {
  expect(readDecree(decree, 2026).map(({ day, kind, name }) => `${day} ${kind} ${name}`)).toEqual([
    "2026-01-01 free 元旦",
    "2026-01-02 free 元旦",
    "2026-01-03 free 元旦",
    "2026-01-04 worked 元旦",
    "2026-02-14 worked 春节",
    "2026-02-27 free 春节",
    "2026-02-28 worked 春节",
    "2026-03-01 free 春节",
    "2026-03-02 free 春节",
    "2026-04-04 free 清明节",
  ]);
});

test("lines are read too; other years, days that do not exist and other words are not", () => {
  const lines = "2027-01-01 放假 元旦\n2027/2/6 上班\n2026-01-01 放假\n2027-02-30 放假\nnothing";
  expect(readDecree(lines, 2027)).toEqual([
    { day: "2027-01-01", kind: "free", name: "元旦" },
    { day: "2027-02-06", kind: "worked", name: "" },
  ]);
});
