import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { look } from "./look.ts";
import { memberPhone } from "./people.ts";

/** Every page that a member can reach without having won. */
async function tour(page: Page, prefix: string): Promise<void> {
  await look(page, `${prefix}-home`);
  await page
    .getByRole("link", { name: /满100减50/ })
    .first()
    .click();
  await expect(page).toHaveURL(/releases/);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await look(page, `${prefix}-release`);
  await page.goto(`${new URL(page.url()).pathname}/why`);
  await look(page, `${prefix}-why`);
  for (const [name, path] of [
    ["campaigns", "/campaigns"],
    ["vouchers", "/vouchers"],
    ["code", "/code"],
    ["inbox", "/inbox"],
    ["me", "/me"],
    ["served", "/me/services"],
    ["settings", "/settings"],
    ["change-phone", "/settings/phone"],
    ["kindness", "/settings/kindness"],
    ["about", "/about"],
    ["not-found", "/no-such-page"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await look(page, `${prefix}-${name}`);
  }
  await page.goto("/campaigns");
  await page
    .getByRole("link", { name: /冰雪消费券/ })
    .first()
    .click();
  await expect(page).toHaveURL(/campaigns\/.+/);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await look(page, `${prefix}-campaign`);
}

test("the member's pages in Chinese", async ({ browser }) => {
  await tour(await memberPhone(browser, "19900000002"), "member");
});

test("the member's pages in English", async ({ browser }) => {
  const page = await memberPhone(browser, "19900000003", "en-US");
  await expect(
    page
      .getByRole("link", { name: "Member code" })
      .or(page.getByRole("link", { name: "My code" }))
      .first(),
  ).toBeVisible();
  await tour(page, "en");
});

test("the elder version has larger type and targets, and nothing sticks out", async ({ browser }) => {
  const page = await memberPhone(browser, "19900000004");
  const before = await bodySize(page);
  await page.goto("/settings");
  await page.getByText("开", { exact: true }).click();
  expect(await bodySize(page)).toBeGreaterThan(before);
  await page.goto("/");
  await tour(page, "elder");
});

test("a member's code comes without network", async ({ browser }) => {
  const page = await memberPhone(browser, "19900000005");
  await page.getByRole("link", { name: "会员码" }).click();
  const square = page.getByRole("img", { name: "会员码二维码" });
  await expect(square).toBeVisible();
  const first = await square.getAttribute("data-code");
  await page.context().setOffline(true);
  await expect(square).not.toHaveAttribute("data-code", first ?? "", { timeout: 20_000 });
  await expect(page.getByText("没有网络,这个码照常能用。")).toBeVisible();
  await look(page, "member-code-offline");
  await page.context().setOffline(false);
});

const bodySize = (page: Page) => page.evaluate<number>("Number.parseFloat(getComputedStyle(document.body).fontSize)");
