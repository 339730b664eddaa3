import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { demoCampaign } from "./demo.ts";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { signInStaff } from "./staff.ts";

const own = Date.now().toString(36);
const narrow = { width: 360, height: 740 } as const;
const openDialog = (page: Page): Locator => page.getByRole("dialog").filter({ visible: true });

async function staffPage(browser: Browser, login: string, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, login); // which looks for the menu that a phone keeps in a drawer
  await page.setViewportSize(viewport);
  return page;
}

const openDemoCampaign = async (page: Page) => page.goto(`/console/campaigns/${(await demoCampaign(page)).id}`);

test("more units of a running campaign: asked for at the desk, checked and approved on phones", async ({ browser }) => {
  const maker = await staffPage(browser, "maker", desktop);
  const reason = `报名踊跃${own}`;
  await openDemoCampaign(maker);
  await maker.getByRole("button", { name: "申请变更" }).click();
  // Of a kind that there is plenty of: what has run out shall stay so for those who wait for it.
  await openDialog(maker).getByLabel("券名", { exact: true }).click();
  await maker.locator(".ant-select-dropdown:visible").getByTitle("满50减20", { exact: true }).click();
  await openDialog(maker).getByLabel("这种券每轮增减张数").fill("5");
  await expect(openDialog(maker).getByText("每轮 +5 张")).toBeVisible();
  await openDialog(maker).getByLabel("原因").fill(reason);
  await openDialog(maker).getByLabel("就业形式").scrollIntoViewIfNeeded();
  await look(maker, "office-change-asked");
  await openDialog(maker).getByRole("button", { name: "提交申请" }).click();
  await expect(maker.getByText("等待复核").first()).toBeVisible();

  const checker = await staffPage(browser, "checker", narrow);
  await passOnPhone(checker, reason, "office-phone-check");
  const approver = await staffPage(browser, "approver", narrow);
  await passOnPhone(approver, reason, "office-phone-approve");

  await maker.reload();
  await expect(maker.getByText("已生效").first()).toBeVisible();
  await expect(maker.getByText("何审批").first()).toBeVisible();
  await look(maker, "office-change-made");
});

/** What waits is found in the menu, read, and passed with a word. */
async function passOnPhone(page: Page, reason: string, name: string): Promise<void> {
  await page.getByRole("button", { name: "打开菜单" }).click();
  await page.getByRole("link", { name: "待我办理" }).click();
  const item = page.getByRole("listitem").filter({ hasText: reason }).first();
  await expect(item.getByText("每轮 +5 张")).toBeVisible();
  await look(page, name);
  await item.getByRole("button", { name: "通过" }).click();
  await openDialog(page).getByLabel("说明").fill("相符,同意");
  await look(page, `${name}-word`);
  await openDialog(page).getByRole("button", { name: "通过" }).click();
  await expect(page.getByText(reason)).toHaveCount(0);
}

test("pausing on a phone says first whom it touches; a campaign is copied a month ahead", async ({ browser }) => {
  const approver = await staffPage(browser, "approver", narrow);
  await openDemoCampaign(approver);
  await approver.getByRole("button", { name: "暂停" }).click();
  await expect(openDialog(approver).getByText(/涉及 \d/)).toBeVisible();
  await openDialog(approver).getByLabel("已领到的券也先停用").check();
  await look(approver, "office-phone-pause");
  await openDialog(approver).getByRole("button", { name: "取消" }).click();
  await look(approver, "office-phone-campaign");

  const maker = await staffPage(browser, "maker", desktop);
  await openDemoCampaign(maker);
  await maker.getByRole("button", { name: "复制", exact: true }).click();
  await openDialog(maker).getByRole("button", { name: "复制成草稿" }).click();
  await expect(maker.getByText("已复制成草稿")).toBeVisible();
  await expect(openDialog(maker).getByText(/后移 \d+ 周/)).toBeVisible();
  await look(maker, "office-copy-made");
});

test("how many people a campaign needs is laid down by an administrator, who is told what it means", async ({
  browser,
}) => {
  const admin = await staffPage(browser, "admin", desktop);
  await admin.getByRole("link", { name: "经手人数" }).click();
  await expect(admin.getByText("没有哪一级规定过,按三人办理。")).toBeVisible();
  await expect(admin.getByRole("button", { name: "按此规定" })).toBeDisabled();
  await admin.getByRole("radio", { name: /两人/ }).check();
  await expect(admin.getByText(/少一个人经手/)).toBeVisible();
  await look(admin, "console-settings-people");
  await admin.setViewportSize({ width: 1024, height: 768 });
  await look(admin, "console-settings-people-1024");
});
