import { expect, test } from "vitest";
import { factsOf, type SessionToTell } from "./session-facts.rules.ts";

const wednesday: SessionToTell = {
  film: { language: "国语", minutes: 176 },
  endsAt: new Date("2026-12-02T12:30:00Z"),
  opensAt: new Date("2026-11-30T04:00:00Z"),
  mode: "grab",
  hall: { place: "惠工影院", name: "一号厅", address: "工人路1号" },
  audience: "测试市总工会的会员",
};
const lines = (given: Partial<SessionToTell>, language: "zh-CN" | "en" = "zh-CN") =>
  factsOf({ ...wednesday, ...given }, language).map(({ label, text }) => `${label} ${text}`);

test("a poster says how long, where, how one gets a seat, and for whom", () => {
  expect(lines({})).toEqual([
    "影片 国语，176分钟",
    "散场 20:30",
    "地点 惠工影院 一号厅，工人路1号",
    "领票 11月30日 12:00开抢，开抢前报名",
    "谁能来 测试市总工会的会员",
  ]);
});

test("in English too", () => {
  expect(lines({ mode: "draw" }, "en")).toContain("Seats Drawn 30/11 12:00; enter before");
});

test.each([
  [{ opensAt: null }, "领票 正在放票"],
  [{ mode: "first_come" as const }, "领票 11月30日 12:00起先到先得"],
])("seats that are given out otherwise are told otherwise", (given, line) => {
  expect(lines(given)).toContain(line);
});

test("what is not known is left out", () => {
  const bare = lines({ film: { language: "", minutes: null }, hall: { place: "", name: "一号厅", address: "" } });
  expect(bare).not.toContainEqual(expect.stringMatching(/^影片/));
  expect(bare).toContain("地点 一号厅");
});
