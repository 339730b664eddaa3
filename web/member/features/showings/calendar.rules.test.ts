import { expect, test } from "vitest";
import { opensCalendarFiles, remindersAhead } from "./calendar.rules.ts";

const android =
  "Mozilla/5.0 (Linux; Android 12; V2207A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0";

test.each([
  ["a browser of its own", `${android} Mobile Safari/537.36`, true],
  ["WeChat", `${android} MMWEBID/1 MicroMessenger/8.0.42.2460(0x28002A3B) WeChat/arm64`, false],
  ["企业微信", `${android} wxwork/4.1.9 MicroMessenger/7.0.1`, false],
  ["DingTalk", `${android} AliApp(DingTalk/7.0.40)`, false],
  ["QQ", `${android} QQ/8.9.80.12440`, false],
  ["QQ's own browser", `${android} MQQBrowser/13.6 Mobile Safari/537.36`, true],
  [
    "Safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 Version/14.0 Safari/604.1",
    true,
  ],
])("%s opens calendar files: %s", (_name, userAgent, expected) => {
  expect(opensCalendarFiles({ userAgent, canDownload: true })).toBe(expected);
});

test("a browser whose links save nothing opens none", () => {
  expect(opensCalendarFiles({ userAgent: android, canDownload: false })).toBe(false);
});

test("only moments that are still ahead are offered", () => {
  const startsAt = "2026-11-25T10:30:00.000Z";
  const before = (minutes: number) => Date.parse(startsAt) - minutes * 60_000;
  expect(remindersAhead(startsAt, before(2000))).toEqual([30, 60, 180, 1440]);
  expect(remindersAhead(startsAt, before(120))).toEqual([30, 60]);
  expect(remindersAhead(startsAt, before(60))).toEqual([30]);
  expect(remindersAhead(startsAt, before(5))).toEqual([]);
});
