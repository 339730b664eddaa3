import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { answerOf } from "./people.ts";
import { signInStaff } from "./staff.ts";

const pages = [
  ["campaigns", "/console/campaigns"],
  ["new-campaign", "/console/campaigns/new"],
  ["people", "/console/people"],
  ["organisations", "/console/organisations"],
  ["merchants", "/console/merchants"],
  ["discrepancies", "/console/discrepancies"],
  ["funds", "/console/funds"],
  ["outbox", "/console/outbox"],
] as const;

async function tour(page: Page, prefix: string, list: readonly (readonly [string, string])[]): Promise<void> {
  for (const [name, path] of list) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, `${prefix}-${name}`);
  }
}

async function signedIn(page: Page, login: string): Promise<void> {
  await page.setViewportSize(desktop);
  await page.goto("/console");
  await signInStaff(page, login);
}

test("the console's pages in Chinese, and in English", async ({ page }) => {
  await signedIn(page, "maker");
  await tour(page, "console", pages);
  await page.getByRole("button", { name: "林经办" }).click();
  await page.getByText("English").click();
  await expect(
    page.getByRole("navigation", { name: "Main menu" }).or(page.getByText("Campaigns")).first(),
  ).toBeVisible();
  await tour(page, "en-console", [["home", "/console"], ["releases", "/console/releases"], ...pages]);
});

test("the pages of one person, and of one programme by years", async ({ page }) => {
  await signedIn(page, "maker");
  const firstOf = async (path: string) => {
    const { items } = await answerOf<{ items: { id: string }[] }>(page.request.get(path));
    return items[0]?.id;
  };
  await tour(page, "console", [
    ["person", `/console/people/${await firstOf("/api/people?limit=1")}`],
    ["series", `/console/showings/series/${await firstOf("/api/staff/activities/series")}`],
  ]);
});

test("a checker looks at a campaign", async ({ page }) => {
  await signedIn(page, "checker");
  await page.goto("/console/campaigns");
  await page
    .getByRole("link", { name: /冰雪消费券/ })
    .first()
    .click();
  await expect(page).toHaveURL(/campaigns\/.+/);
  await look(page, "console-campaign");
  await page.goto("/console/funds");
  await expect(page.getByText("冰雪消费季专项经费")).toBeVisible();
});

test("who has no duty for it is told so", async ({ page }) => {
  await page.goto("/console/people");
  await expect(page.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
});

test("an administrator pairs a till, which speaks English", async ({ page, browser }) => {
  await signedIn(page, "admin");
  await tour(page, "console", [
    ["duties", "/console/duties"],
    ["audit", "/console/audit"],
    ["merchants", "/console/merchants"],
  ]);
  await page.getByRole("link", { name: "北岸家电" }).click();
  await expect(page.getByRole("heading", { name: "北岸家电" })).toBeVisible();
  await look(page, "console-merchant");
  await page.getByRole("button", { name: "配对收银台" }).first().click();
  const typed = page.getByText(/^[0-9A-Z]{4}[ -]?[0-9A-Z]{4}$/);
  await expect(typed).toBeVisible();
  await look(page, "console-pairing");

  const context = await browser.newContext({ viewport: phone, locale: "en-US" });
  const till = await context.newPage();
  await till.goto("/partner");
  await till.getByLabel("Pairing code").fill((await typed.textContent()) ?? "");
  await look(till, "en-partner-pair");
  await till.getByRole("button", { name: "Pair", exact: true }).click();
  await expect(till.getByRole("button", { name: "孙丽" })).toBeVisible();
  await look(till, "en-partner-clerks");
  await till.getByRole("button", { name: "孙丽" }).click();
  await till.keyboard.type("246810");
  await expect(till.getByRole("heading", { level: 1 })).toBeAttached();
  await look(till, "en-partner-till");
  await till.goto("/partner/today");
  await look(till, "en-partner-today");
});

test("the console can be used at 1024 and at 200 %", async ({ page }) => {
  await signedIn(page, "checker");
  await page.setViewportSize({ width: 1024, height: 768 });
  await tour(page, "console-1024", [
    ["home", "/console"],
    ["campaigns", "/console/campaigns"],
    ["releases", "/console/releases"],
  ]);
  await page.setViewportSize({ width: 640, height: 400 }); // what a page of 1280 × 800 gets at 200 %
  await tour(page, "console-200", [["campaigns", "/console/campaigns"]]);
});

test("many people's whole numbers leave the register when a second person agrees, and not before", async ({
  page,
  browser,
}) => {
  await signedIn(page, "maker");
  await page.goto("/console/people");
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "证件号码" }).check();
  await dialog.getByLabel("用途").fill("报送年度会员统计");
  await expect(dialog.getByText(/一天内完整号码超过 200 人/)).toBeVisible();
  await look(page, "console-export-asked");
  await dialog.getByRole("button", { name: "申请导出" }).click();
  await expect(page.getByRole("heading", { name: "导出", exact: true })).toBeVisible();
  const mine = page.getByRole("row", { name: /报送年度会员统计/ });
  await expect(mine).toContainText("等同事同意");
  await look(page, "console-exports");

  const second = await (await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai" })).newPage();
  await signedIn(second, "admin");
  await second.goto("/console/waiting");
  const item = second.getByLabel(/^第 \d+ 号导出$/).filter({ hasText: "报送年度会员统计" });
  await expect(item).toContainText("写出完整的:证件号码");
  await look(second, "console-export-waiting");
  await item.getByRole("button", { name: "通过" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "通过" }).click();
  await expect(item).toHaveCount(0);

  await expect(mine).toContainText("可以下载", { timeout: 60_000 });
  const coming = page.waitForEvent("download");
  await mine.getByRole("link", { name: "下载" }).click();
  expect((await coming).suggestedFilename()).toMatch(/^会员名册-.*\.xlsx$/);
});
