import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { memberPhone } from "./people.ts";
import { signInStaff } from "./staff.ts";
import {
  adminDesk,
  enterClerk,
  type Holder,
  holderOf,
  openTill,
  readyForNoNetwork,
  scan,
  scanByKeys,
  tones,
} from "./tills.ts";

/** Marked for tills without network, up to three a day at each. */
const marked = "满50减20";
const unmarked = "满100减50";

const accepted = (till: Page) => till.getByRole("heading", { name: "断网先收,还没核销" });
const refused = (till: Page) => till.getByRole("heading", { name: "断网时不能收" });
const redeemed = (till: Page) => till.getByRole("heading", { name: "已核销" });
const ready = (till: Page) => till.getByRole("button", { name: /扫会员的码/ });

let desk: Page;

test.beforeAll(async ({ browser }) => {
  desk = await adminDesk(browser);
});

test.afterAll(() => desk.context().close());

test("a till goes on without network, and tells the server afterwards", async ({ browser }) => {
  test.setTimeout(480_000);
  const holders: Holder[] = [];
  for (const number of ["19900015001", "19900015002", "19900015003", "19900015004"])
    holders.push(await holderOf(browser, marked, number));
  const other = await holderOf(browser, unmarked, "19900015005");
  const [ann, bo, cy, di] = holders as [Holder, Holder, Holder, Holder];
  const photographed = { code: await ann.code(), at: Date.now() };

  const till = await openTill(browser, desk, { store: "中央大街店" });
  await readyForNoNetwork(till);
  await till.context().setOffline(true);
  await till.reload();
  await expect(ready(till)).toBeVisible();
  await expect(till.getByText("连不上服务器")).toBeVisible();
  await expect(till.getByText(`${marked}(今天还可收 3 张)`)).toBeVisible();
  await look(till, "partner-away");

  await refuseWhatIsNotGood(till, { photographed, other, good: ann });
  await acceptUpToTheLimit(till, [ann, bo, cy], di);

  // Whoever turns the till off and on again finds everything as it was.
  await till.reload();
  await expect(ready(till)).toBeVisible();
  await expect(till.getByText("3 笔等着上传")).toBeVisible();
  await till.getByRole("link", { name: "今日" }).click();
  await expect(till.getByRole("heading", { name: "断网先收,还没核销" })).toBeVisible();
  await look(till, "partner-away-today");

  await redeemElsewhere(browser, bo);
  await bringIn(till);
  await seeAtTheUnion(browser);
});

async function refuseWhatIsNotGood(
  till: Page,
  given: { photographed: { code: string; at: number }; other: Holder; good: Holder },
): Promise<void> {
  await tones(till);
  await scan(till, await given.other.code());
  await expect(refused(till)).toBeVisible();
  await expect(till.getByText(/这张券断网时不能用/)).toBeVisible();
  expect(await tones(till)).toEqual([220, 180]);
  await look(till, "partner-away-refused");

  // Scanned while the last result is still shown: the next customer's code.
  await scan(till, forged(await given.good.code()));
  await expect(till.getByText(/这个码是假的/)).toBeVisible();
  await till.getByRole("button", { name: "下一位" }).click();
  await till.getByLabel("或输入会员读出的号码").fill("12345678");
  await till.getByRole("button", { name: "查验" }).click();
  await expect(till.getByText("输入号码需要网络。请扫会员的码。")).toBeVisible();

  await till.waitForTimeout(Math.max(0, given.photographed.at + 31_000 - Date.now()));
  await scan(till, given.photographed.code);
  await expect(till.getByText(/码过期了,可能是截图/)).toBeVisible();
}

async function acceptUpToTheLimit(till: Page, holders: Holder[], late: Holder): Promise<void> {
  for (const [index, holder] of holders.entries()) {
    await tones(till);
    await scan(till, await holder.code());
    await expect(till.getByRole("heading", { name: marked })).toBeVisible();
    await till.keyboard.type("60");
    if (index === 0) await look(till, "partner-away-amount");
    await till.keyboard.press("Enter");
    await expect(accepted(till)).toBeVisible();
    await expect(till.getByText("收 ¥40")).toBeVisible();
    expect(await tones(till)).toEqual([660]);
    if (index === 0) await look(till, "partner-away-accepted");
  }
  const [first] = holders;
  await scan(till, (await first?.code()) ?? "");
  await expect(till.getByText("这张券已经在这里收过了。")).toBeVisible();
  await scan(till, await late.code());
  await expect(till.getByText(/今天断网先收的数量已满/)).toBeVisible();
  await look(till, "partner-away-limit");
}

/** One sign changed in the signature: still a code to look at, signed by nobody. */
function forged(code: string): string {
  const at = code.length - 9;
  return `${code.slice(0, at)}${code[at] === "1" ? "2" : "1"}${code.slice(at + 1)}`;
}

async function redeemElsewhere(browser: Browser, holder: Holder): Promise<void> {
  const till = await openTill(browser, desk, { store: "火车站店", clerk: "周强" });
  await scan(till, await holder.code());
  await expect(till.getByRole("heading", { name: marked })).toBeVisible();
  await till.keyboard.type("70");
  await till.keyboard.press("Enter");
  await expect(redeemed(till)).toBeVisible();
  expect(await tones(till)).toEqual([880, 1320]);
}

async function bringIn(till: Page): Promise<void> {
  await till.context().setOffline(false);
  await expect(till.getByText("1 笔断网先收的没有核销成功")).toBeVisible({ timeout: 45_000 });
  await expect(till.getByText("等着上传")).toHaveCount(0);
  await expect(till.getByText("连不上服务器")).toHaveCount(0);
  await look(till, "partner-double");
  await till.getByRole("button", { name: "知道了" }).click();
  await expect(till.getByText("1 笔断网先收的没有核销成功")).toHaveCount(0);
  await expect(till.getByText(/孙丽 · 断网先收$/)).toHaveCount(2);
  await expect(till.getByRole("heading", { name: "断网先收,没有核销成" })).toBeVisible();
  await expect(till.getByText("已在别处用过")).toBeVisible();
  await look(till, "partner-today-double");
}

async function seeAtTheUnion(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "checker");
  await page.goto("/console/discrepancies");
  const row = page.getByRole("row").filter({ hasText: "重复使用" }).first();
  await expect(row).toContainText("中央大街店");
  await look(page, "console-discrepancies-double");
}

test("a locked till stays locked without network, and after it", async ({ browser }) => {
  const till = await openTill(browser, desk, { store: "中央大街店" });
  await readyForNoNetwork(till);
  await till.context().setOffline(true);
  await till.reload();
  await till.getByRole("link", { name: /孙丽 · 换人/ }).click();
  await look(till, "partner-away-clerk");
  await till.getByRole("button", { name: "锁定收银台" }).click();
  await expect(till.getByText(/孙丽 正在收银/)).toHaveCount(0);
  await till.reload();
  await expect(till.getByRole("heading", { name: "谁在收银" })).toBeVisible();
  await expect(till.getByRole("link", { name: "收银", exact: true })).toHaveCount(0);
  await till.getByRole("button", { name: /^周强/ }).click();
  await till.keyboard.type("246810");
  await expect(till.getByRole("alert")).toContainText("连不上网络");
  await look(till, "partner-away-pin");

  // The server hears of it before anybody works here again.
  const left = till.waitForResponse((response) => response.url().endsWith("/api/till/clerk/leave"));
  await till.context().setOffline(false);
  expect((await left).status()).toBe(204);
  await till.getByRole("button", { name: "换一个人" }).click();
  await enterClerk(till, "周强");
});

test("wrong PINs lock a clerk out, with the way back", async ({ browser }) => {
  const till = await openTill(browser, desk, { merchant: "和润超市", store: "火车站店" });
  await till.getByRole("link", { name: /孙丽 · 换人/ }).click();
  await till.getByRole("button", { name: /^周强/ }).click();
  await till.keyboard.type("135791");
  await expect(till.getByText("密码不对,还可以试 4 次。")).toBeVisible();
  await look(till, "partner-wrong-pin");
  for (let left = 3; left >= 0; left--) {
    await till.keyboard.type("135791");
    await expect(till.getByRole("alert")).toContainText(left === 0 ? "请 15 分钟后再试" : `还可以试 ${left} 次`);
  }
  await look(till, "partner-pin-locked");
  await till.getByRole("button", { name: "忘记密码" }).click();
  await expect(till.getByRole("button", { name: "获取验证码" })).toBeVisible();
});

test("a till that the union shuts out says so, and keeps out of use without network", async ({ browser }) => {
  const till = await openTill(browser, desk, { store: "火车站店" });
  await readyForNoNetwork(till);
  const me = await till.evaluate<{ till: { id: string } }>("fetch('/api/till/me').then((answer) => answer.json())");
  expect((await desk.request.delete(`/api/staff/tills/${me.till.id}`)).status()).toBe(204);

  await scan(till, "GH1:000000000000000000000000");
  await expect(till.getByText(/这台设备不再是收银台/)).toBeVisible();
  await till.getByRole("button", { name: "知道了" }).click();
  await expect(till.getByRole("heading", { name: /这台设备不再是“.*火车站店”的收银台/ })).toBeVisible();
  await look(till, "partner-shut-out");

  await till.context().setOffline(true);
  await till.goto("/partner");
  await expect(ready(till)).toHaveCount(0);
});

test("a scanned code is never taken for an amount, and the camera may be refused", async ({ browser }) => {
  const holder = await holderOf(browser, unmarked, "19900015006");
  const till = await openTill(browser, desk, { store: "火车站店", view: { width: 360, height: 640 } });
  await ready(till).click();
  await expect(till.getByRole("alert")).toBeVisible();
  await look(till, "partner-no-camera");
  await till.keyboard.press("Escape");
  await expect(till.getByRole("dialog")).toHaveCount(0);

  await scan(till, await holder.code());
  await expect(till.getByRole("heading", { name: unmarked })).toBeVisible();
  await scanByKeys(till, await holder.code());
  await expect(till.getByText(/刚才扫到的码没有用/)).toBeVisible();
  await expect(till.getByLabel("消费金额")).toHaveText("¥0");
  await look(till, "partner-scanned-into-amount");
  await till.keyboard.type("99.99");
  await expect(till.getByText("要满 ¥100.00 才能用").or(till.getByText("要满 ¥100 才能用"))).toBeVisible();
  await till.keyboard.press("Enter");
  await till.getByRole("button", { name: "取消" }).click();
  await expect(ready(till)).toBeVisible();
});

test("the workers keep to their own entrances", async ({ browser }) => {
  const page = await memberPhone(browser, "19900015007");
  const controller = () => page.evaluate<string>("navigator.serviceWorker.controller?.scriptURL ?? ''");
  await page.reload();
  await expect.poll(controller).toMatch(/[^r]\/sw\.js$/);
  expect((await page.goto("/vouchers"))?.fromServiceWorker()).toBe(true);
  for (const path of ["/console", "/screen", "/partner", "/api/meta"])
    expect((await page.goto(path))?.fromServiceWorker(), path).toBe(false);

  await page.goto("/partner");
  // A page that was on its way while the worker began belongs to it from the next opening on.
  await expect(async () => {
    await page.reload();
    expect(await controller()).toMatch(/\/partner\/sw\.js$/);
  }).toPass();
  expect((await page.goto("/partner/today"))?.fromServiceWorker()).toBe(true);
  const asked = page.waitForResponse((response) => response.url().endsWith("/api/meta"));
  await page.reload();
  expect((await asked).fromServiceWorker()).toBe(false);
  const kept = await page.evaluate<string[]>(`(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("gonghui-partner-"));
    const found = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
    return found.flat().map((request) => new URL(request.url).pathname);
  })()`);
  expect(kept).toContain("/partner");
  expect(
    kept.filter((path) => !/^\/(assets\/(partner|shared)\/|partner$|partner\.webmanifest$|icon\.svg$)/.test(path)),
  ).toEqual([]);
  // The member's pages stay the member's.
  expect((await page.goto("/vouchers"))?.fromServiceWorker()).toBe(true);
  await expect.poll(controller).toMatch(/[^r]\/sw\.js$/);
});
