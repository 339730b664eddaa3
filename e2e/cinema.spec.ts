import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { keptReleases, reloadAsKept } from "./kept.ts";
import { look, phone } from "./look.ts";
import { memberPhone, signInMember } from "./people.ts";
import { aShowing, pickSeat, pressSeats } from "./showings.ts";
import { bareMember } from "./walk.ts";

const seat = (page: Page, label: string) => page.locator(`[data-seat="${label}"]`);
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** A phone with large type in English. */
async function elderPhone(browser: Browser, number: string): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale: "en-US", hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.addInitScript("localStorage.setItem('gonghui.elder', '1')");
  await page.goto("/");
  await signInMember(page, number, "en-US");
  return page;
}

test("two members wish for seats together, win, see that the seats are right, and one gives theirs back", async ({
  browser,
}) => {
  const showing = await aShowing(browser, {
    ...{ title: "攀登者", mode: "grab", opensInSeconds: 100, startsInHours: 26 },
  });
  const first = await memberPhone(browser, "19900016101");
  await first.getByRole("link", { name: "看电影" }).click();
  await expect(first.getByText("距放票").first()).toBeVisible();
  await look(first, "cinema-showings");
  await first.getByRole("link", { name: /攀登者/ }).click();
  const code = await wish(first);

  const second = await elderPhone(browser, "19900016102");
  await second.goto(`${showing.path}?party=${code}`);
  await expect(second.getByText(code.replace(/^(.{4})/, "$1 "))).toBeVisible();
  await look(second, "cinema-wishes-elder-en");
  await button(second, "Enter").click();
  await expect(button(second, "Entered, waiting for the draw")).toBeVisible();

  const seats = await Promise.all([wonSeat(first, /^\d+排\d+座$/), wonSeat(second, /^Row \d+ seat \d+$/)]);
  const [[row, one], [otherRow, other]] = seats;
  expect(otherRow).toBe(row);
  expect(Math.abs(Number(one) - Number(other))).toBe(1);
  await look(first, "cinema-won");

  await first.goto(`${showing.path}/order`);
  await expect(button(first, "开始核对")).toBeVisible();
  await expect(async () => {
    await button(first, "开始核对").click();
    await expect(first.getByText(/个座位也重排了一遍.*一个不差/)).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await look(first, "cinema-order");
  await giveBack(first, second);
});

/** Three wishes and a code for company; gives the code. */
async function wish(page: Page): Promise<string> {
  await page.getByRole("radio", { name: /自己选/ }).check();
  await expect(seat(page, "12排15座")).toBeVisible();
  await seat(page, "12排15座").scrollIntoViewIfNeeded();
  await look(page, "cinema-map-whole");
  await pressSeats(page, "12排15座", "12排16座", "11排15座");
  await expect(page.getByText("第 3 志愿:11排15座")).toBeVisible();
  await button(page, /去掉 ?12排16座/).click();
  await expect(page.getByText("第 2 志愿:11排15座")).toBeVisible();
  await button(page, "生成同坐码").click();
  const shown = page.getByText(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
  await expect(shown).toBeVisible();
  await look(page, "cinema-wishes");
  const before = await keptReleases(page);
  await button(page, "参加").click();
  await expect(button(page, "已参加,等待开奖")).toBeVisible();
  const own = page.getByRole("radio", { name: /自己选/ });
  const isOwn = { first: () => expect(own).not.toBeChecked(), afterwards: () => expect(own).toBeChecked() };
  await reloadAsKept(page, before, isOwn);
  await expect(page.getByText("第 2 志愿:11排15座")).toBeVisible();
  await page.getByText("按排列表").click();
  await button(page, /10排1座/).click();
  await look(page, "cinema-wish-list");
  await button(page, "保存改动").click();
  await expect(button(page, "已参加,等待开奖")).toBeVisible();
  const code = (await shown.innerText()).replace(" ", "");
  await changeCompany(page, code);
  return code;
}

/** Leaves the company and comes back to it, each saved. */
async function changeCompany(page: Page, code: string): Promise<void> {
  const save = async () => {
    await button(page, "保存改动").click();
    await expect(button(page, "已参加,等待开奖")).toBeVisible();
    await page.reload();
  };
  await button(page, "不一起坐了").click();
  await save();
  await expect(button(page, "生成同坐码")).toBeVisible();
  await look(page, "cinema-wishes-alone");
  await page.getByText("我有同伴的码").click();
  await page.getByLabel("同伴的同坐码").fill(code);
  await button(page, "用这个码").click();
  await save();
  await expect(button(page, "不一起坐了")).toBeVisible();
}

async function wonSeat(page: Page, name: RegExp): Promise<string[]> {
  const label = page.locator("p").filter({ hasText: name });
  await expect(label).toBeVisible({ timeout: 120_000 });
  return (await label.innerText()).match(/\d+/g) ?? [];
}

async function giveBack(first: Page, second: Page): Promise<void> {
  await second.getByRole("link", { name: "Open the ticket" }).click();
  await expect(second.getByRole("img", { name: "Entry code" })).toBeVisible();
  await look(second, "cinema-ticket-elder-en");
  await first.goto("/tickets");
  await look(first, "cinema-tickets");
  await first.getByRole("link", { name: /攀登者/ }).click();
  await expect(first.getByRole("img", { name: "入场二维码" })).toBeVisible();
  await look(first, "cinema-ticket");
  await button(first, "退票").click();
  await expect(first.getByText(/座位马上给别人/)).toBeVisible();
  await button(first, "确定退票").click();
  await expect(first.getByText("已退票。谢谢你把座位留给别人。")).toBeVisible();
  await look(first, "cinema-returned");
  await first.goto("/tickets?list=past");
  await expect(first.getByText("已退", { exact: true })).toBeVisible();
  await look(first, "cinema-tickets-past");
}

test("what is left is picked on the map, and a seat that another has just taken is told at once", async ({
  browser,
}) => {
  const showing = await aShowing(browser, {
    ...{ title: "流浪地球", mode: "first_come", opensInSeconds: 15, startsInHours: 4 },
  });
  const first = await memberPhone(browser, "19900016103");
  await pickSeat(first, showing, "13排10座");
  await expect(first.getByRole("heading", { name: "订到座位了" })).toBeVisible();
  await expect(first.getByText("13排10座")).toBeVisible();

  // The second one's map has not heard of it yet.
  const second = await bareMember(browser, "19900016104");
  await second.route(/\/api\/releases\/[^/]+\/seats/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { free: string };
    await route.fulfill({ response: answer, json: { ...body, free: body.free.replaceAll("0", "1") } });
  });
  await pickSeat(second, showing, "13排10座");
  await expect(second.getByText(/13排10座刚被别人选走。最近的空位是13排\d+座/)).toBeVisible();
  await second.unrouteAll({ behavior: "wait" });
  await look(second, "cinema-lost");
  await second.locator("button", { hasText: /^要 13排/ }).click();
  await expect(second.getByRole("heading", { name: "订到座位了" })).toBeVisible();
  await look(second, "cinema-picked");
});

test("a ticket's seat is changed, the calendar gets it, and it opens without network", async ({ browser }) => {
  const showing = await aShowing(browser, {
    ...{ title: "我和我的祖国", mode: "first_come", opensInSeconds: 10, startsInHours: 14 },
  });
  const page = await memberPhone(browser, "19900016106");
  await pickSeat(page, showing, "13排10座");
  await expect(page.getByRole("heading", { name: "订到座位了" })).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("link", { name: "看电影" })).toBeVisible();
  await look(page, "cinema-home");
  await page.goto("/tickets");
  await page.getByRole("link", { name: /我和我的祖国/ }).click();
  await changeSeat(page);
  await withoutNetwork(page);
});

async function changeSeat(page: Page): Promise<void> {
  await page.getByRole("link", { name: "换座位" }).click();
  await expect(page.getByText("现在的座位:13排10座")).toBeVisible();
  await page.getByText("按排列表").click();
  await button(page, /14排12座/).click();
  await look(page, "cinema-move");
  await button(page, "换到 14排12座").click();
  await expect(page.getByText("14排12座")).toBeVisible();
  await expect(page.getByRole("img", { name: "入场二维码" })).toBeVisible();
  const file = await page.request.get(
    (await page.getByRole("link", { name: "加到手机日历" }).getAttribute("href")) ?? "",
  );
  expect(file.headers()["content-type"]).toContain("text/calendar");
  expect(await file.text()).toContain("14排12座");
}

async function withoutNetwork(page: Page): Promise<void> {
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  const { pathname } = new URL(page.url());
  await page.reload();
  await expect(page.getByText("14排12座")).toBeVisible();
  await page.context().setOffline(true);
  await page.goto(pathname);
  await expect(page.getByText("14排12座")).toBeVisible();
  await expect(page.getByRole("img", { name: "入场二维码" })).toBeVisible();
  await look(page, "cinema-ticket-offline");
}

test("in WeChat a reminder stands for the calendar, and on a narrow phone with type twice as large everything fits", async ({
  browser,
}) => {
  const showing = await aShowing(browser, {
    ...{
      title: "一部名字特别特别长的纪念劳动模范先进事迹的电影",
      mode: "first_come",
      opensInSeconds: 5,
      startsInHours: 9,
    },
  });
  const page = await bareMember(browser, "19900016105", {
    ...{ viewport: { width: 320, height: 640 } },
    userAgent:
      "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.42",
  });
  await pickSeat(page, showing, "5排9座");
  await page.getByRole("link", { name: "打开这张票" }).click();
  await expect(page.getByText(/这个浏览器不能把场次加到日历/)).toBeVisible();
  await page.getByRole("radio", { name: "3 小时" }).check();
  await button(page, "设提醒").click();
  await expect(page.getByText(/在“消息”里提醒你。/)).toBeVisible();
  await look(page, "cinema-narrow-ticket");
  await page.addInitScript(
    "document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })",
  );
  await page.setViewportSize(phone);
  for (const [name, path] of [
    ["showings", "/showings"],
    ["release", `${showing.path}?view=details`],
    ["ticket", new URL(page.url()).pathname],
    ["tickets", "/tickets"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await look(page, `cinema-large-${name}`);
  }
});
