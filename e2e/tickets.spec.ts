import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { look } from "./look.ts";
import { aShowing, pickSeat } from "./showings.ts";
import { bareMember } from "./walk.ts";

// What takes days to happen: the real ticket, told as it would be then.
const futures = {
  asked: { question: { askedAt: "2026-11-22T08:00:00.000Z", answer: null }, can: { answer: true } },
  moved: { penaltyFree: true, session: { reason: "放映机检修,改到晚一小时" } },
  cancelled: { state: "cancelled", session: { reason: "停电" }, can: { giveBack: false, move: false } },
  missed: { state: "missed", can: { giveBack: false, move: false, excuse: true } },
  refused: { state: "missed", excuse: { reason: "临时加班", state: "refused", answer: "请补单位证明" } },
} as const;

test("a ticket tells what has become of it, and what was missed says until when one sits out", async ({ browser }) => {
  const showing = await aShowing(browser, {
    ...{ title: "我和我的家乡", mode: "first_come", opensInSeconds: 10, startsInHours: 19 },
  });
  const page = await bareMember(browser, "19900016107");
  await pickSeat(page, showing, "8排12座");
  await page.getByRole("link", { name: "打开这张票" }).click();
  await expect(page.getByText("8排12座")).toBeVisible();
  const { pathname } = new URL(page.url());
  const says = {
    ...{
      asked: "这一场,你去吗?",
      moved: "放映机检修",
      cancelled: "停电",
      missed: "这一场记着你没有到场。",
      refused: "请补单位证明",
    },
  };
  for (const [name, future] of Object.entries(futures)) {
    await page.route(`**/api/activities${pathname}`, async (route) => {
      const response = await route.fetch();
      const now = (await response.json()) as { session: object; can: object };
      const more = { session: {}, can: {}, ...future };
      const json = { ...now, ...more, session: { ...now.session, ...more.session }, can: { ...now.can, ...more.can } };
      await route.fulfill({ response, json });
    });
    await page.goto(pathname);
    await expect(page.getByText(says[name as keyof typeof says]).first()).toBeVisible();
    await look(page, `cinema-ticket-${name}`);
    await page.unrouteAll({ behavior: "wait" });
  }
  await page.route("**/api/activities/standing", (route) => {
    const [title, startsAt] = ["我和我的家乡", "2026-11-18T10:30:00.000Z"];
    const absence = { claimId: pathname.split("/").at(-1), title, startsAt, excuse: null };
    const bar = { seriesId: "s", seriesTitle: "惠工影院", effect: "entry", until: "2026-12-03T04:00:00.000Z" };
    const lost = { claimId: absence.claimId, seriesTitle: "惠工影院", title, reason: "cancelled", until: bar.until };
    const json = { absences: [absence], bars: [{ ...bar, absences: 2, days: 60 }], priorities: [lost] };
    return route.fulfill({ json });
  });
  await page.goto("/tickets?list=past");
  await expect(page.getByText(/60 天内有 2 次领了票没有来/)).toBeVisible();
  await expect(page.getByText(/抽签里你优先/)).toBeVisible();
  await look(page, "cinema-standing");
});
