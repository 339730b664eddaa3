import { expect, test } from "vitest";
import { chooseSheet, type Glance } from "./choose-sheet.rules.ts";

const sheet = (name: string, width: number, more: Partial<Glance> = {}): Glance => ({
  ...{
    name,
    hidden: false,
    rows: width === 0 ? [] : [{ row: 1, cells: Array.from({ length: width }, (_, at) => `列${at}`) }],
  },
  ...more,
});
const sentence = [{ row: 1, cells: ["请各基层工会在十二月十日以前把这张表交到县总工会组织部。"] }];

test.each<[string, Glance[], string | undefined]>([
  ["the only one", [sheet("Sheet1", 3)], "Sheet1"],
  ["the widest", [sheet("封面", 2), sheet("会员", 12), sheet("汇总", 4)], "会员"],
  ["the first of those alike wide", [sheet("城关镇", 12), sheet("兴隆镇", 12)], "城关镇"],
  ["none that is hidden or blank", [sheet("旧", 20, { hidden: true }), sheet("空", 0), sheet("新", 3)], "新"],
  [
    "no instructions, lists of choices or problems",
    [sheet("填表说明", 9), sheet("字典", 30), sheet("问题清单", 5), sheet("名册", 2)],
    "名册",
  ],
  ["no letter", [sheet("通知", 1, { rows: sentence }), sheet("名单", 1)], "名单"],
  ["instructions, when there is nothing else", [sheet("说明", 4)], "说明"],
  ["none", [sheet("空", 0), sheet("旧", 3, { hidden: true })], undefined],
])("the table is in %s", (_what, glances, name) => expect(chooseSheet(glances)?.name).toBe(name));
