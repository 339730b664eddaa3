import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { look, phone } from "./look.ts";
import { answerOf, memberPhone } from "./people.ts";
import { aShowing, pressSeats, type Showing } from "./showings.ts";
import { staffRequests } from "./staff.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** A member who has picked a seat and shows the ticket's code. */
async function holderOf(browser: Browser, number: string, showing: Showing, label: string) {
  const page = await memberPhone(browser, number);
  await page.goto(showing.path);
  await expect(page.locator("button", { hasText: /^要 / })).toBeVisible({ timeout: 60_000 });
  await pressSeats(page, label);
  await button(page, `要 ${label}`).click();
  await expect(page.getByRole("heading", { name: "订到座位了" })).toBeVisible();
  await page.goto("/tickets");
  await page.getByRole("link", { name: new RegExp(showing.title) }).click();
  const square = page.getByRole("img", { name: "入场二维码" });
  await expect(square).toBeVisible();
  return { page, code: async () => (await square.getAttribute("data-code")) ?? "" };
}

/** A volunteer's phone, paired by the code that staff make for the showing. */
async function doorOf(browser: Browser, { sessionId }: Showing): Promise<Page> {
  const maker = await staffRequests(browser, "maker");
  const { pairingCode } = (await answerOf(
    maker.post(`/api/staff/activities/sessions/${sessionId}/door-codes`, { data: {} }),
  )) as { pairingCode: string };
  const context = await browser.newContext({ viewport: phone, locale: "zh-CN", hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(`/door?code=${pairingCode}`);
  await page.getByLabel("你的名字或位置").fill("东门 小王");
  await look(page, "door-pair");
  await button(page, "开始检票").click();
  await expect(button(page, /扫会员的码/)).toBeVisible();
  return page;
}

/** A scan gun types the code, wherever the focus is. */
async function shoot(page: Page, code: string): Promise<void> {
  await page.evaluate((text) => {
    const press = (key: string) =>
      (globalThis as unknown as { dispatchEvent(event: unknown): void }).dispatchEvent(
        new (globalThis as unknown as { KeyboardEvent: new (name: string, how: object) => unknown }).KeyboardEvent(
          "keydown",
          {
            key,
            bubbles: true,
          },
        ),
      );
    for (const key of [...text, "Enter"]) press(key);
  }, code);
}

test("a volunteer lets members in by code, number and list, once each, also without network", async ({ browser }) => {
  const showing = await aShowing(browser, {
    ...{ title: "红海行动", mode: "first_come", opensInSeconds: 2, startsInHours: 0.4 },
  });
  const first = await holderOf(browser, "19900016301", showing, "12排15座");
  const second = await holderOf(browser, "19900016302", showing, "12排16座");
  const door = await doorOf(browser, showing);
  await look(door, "door-ready");

  const shown = await first.code();
  await shoot(door, shown);
  await expect(door.getByRole("heading", { name: "请进" })).toBeVisible();
  await expect(door.getByText("座位 12排15座")).toBeVisible();
  await look(door, "door-entered");
  await button(door, "下一位").click();
  // The ticket shows no code any more; a picture of it that somebody has kept lets nobody in.
  await expect(first.page.getByRole("img", { name: "入场二维码" })).toBeHidden();
  await shoot(door, shown);
  await expect(door.getByRole("heading", { name: "不能进" })).toBeVisible();
  await look(door, "door-again");
  await button(door, "下一位").click();

  await door.context().setOffline(true);
  await button(door, "名单").click();
  await door.getByLabel("按姓名或座位找").fill("12排16");
  await look(door, "door-list");
  await button(door, /^放行 12排16座/).click();
  await door.getByRole("button", { name: "放行", exact: true }).click();
  await expect(door.getByRole("heading", { name: "请进(断网放行)" })).toBeVisible();
  await expect(door.getByText("1 位等着上传")).toBeVisible();
  await look(door, "door-offline");
  await button(door, "下一位").click();
  await door.reload();
  await expect(door.getByText("没有网络")).toBeVisible();
  await expect(door.getByText("1 位等着上传")).toBeVisible();
  await door.context().setOffline(false);
  await expect(door.getByText("1 位等着上传")).toBeHidden({ timeout: 30_000 });
  await expect(second.page.getByText(/已入场|已使用/).first()).toBeVisible({ timeout: 60_000 });
});
