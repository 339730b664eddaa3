import { type Browser, expect, type Page } from "@playwright/test";
import { demoCampaign, demoTitle } from "./demo.ts";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { answerOf } from "./people.ts";
import { signInStaff } from "./staff.ts";

async function staffPage(browser: Browser, login: string): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, login);
  return page;
}

interface Named {
  name: string;
  memberNumber: string;
}

/** Two members of the demo whom no other journey uses, as a list in a chat would name them. */
function twoMembers(page: Page): Promise<Named[]> {
  return Promise.all(
    ["19900000041", "19900000042"].map(async (number) => {
      const { items } = await answerOf<{ items: Named[] }>(page.request.get(`/api/people?q=${number}`));
      return items[0] as Named;
    }),
  );
}

test("two members are named from a pasted list, a second person agrees, and one gets a voucher on paper", async ({
  browser,
}) => {
  const maker = await staffPage(browser, "maker");
  const { id: campaign } = await demoCampaign(maker);
  const [one, two] = await twoMembers(maker);
  await maker.goto(`/console/campaigns/${campaign}`);
  await maker.getByRole("link", { name: "直接发放" }).click();
  await expect(maker.getByRole("heading", { name: "直接发放", level: 1 })).toBeVisible();
  await maker.getByRole("button", { name: "发给会员" }).click();
  const list = ["#接龙", `1. ${one?.name} ${one?.memberNumber}`, `2、${two?.memberNumber}`, "3. 查无此人"].join("\n");
  await maker.getByLabel("会员名单").fill(list);
  await maker.getByRole("button", { name: "核对名单" }).click();
  await expect(maker.getByText(/将发给 2 位/)).toBeVisible();
  await expect(maker.getByText("没有找到", { exact: true })).toBeVisible();
  await maker.getByLabel("原因", { exact: true }).fill("困难职工冬季慰问");
  await look(maker, "console-award-new");
  await maker.getByRole("button", { name: "提交", exact: true }).click();
  await expect(maker.getByText("等第二人批准")).toBeVisible();
  await expect(maker.getByRole("button", { name: "批准并发放" })).toHaveCount(0);

  const checker = await staffPage(browser, "checker");
  await checker.setViewportSize({ width: 390, height: 844 });
  await checker.goto(`/console/campaigns/${campaign}/awards`);
  await look(checker, "console-award-decide-phone");
  await checker.getByRole("button", { name: "批准并发放" }).click();
  await checker.getByRole("dialog").getByRole("button", { name: "批准并发放" }).click();
  await expect(checker.getByText("已批准,券已发出")).toBeVisible();

  await maker.reload();
  await expect(maker.getByText("未用")).toHaveCount(2);
  await look(maker, "console-award-given");
  await maker.getByRole("link", { name: "打印纸质券" }).click();
  await maker.getByRole("button", { name: "生成并打印" }).click();
  const code = maker.getByRole("img", { name: `${one?.name}的券码` });
  await expect(code).toBeVisible();
  expect(await code.getAttribute("data-code")).toMatch(/^GHP1[A-Z2-7]{32}$/);
  await look(maker, "console-award-paper");
  await maker.emulateMedia({ media: "print" });
  await maker.screenshot({ path: "e2e/screenshots/console-award-paper-print.png" });
  await expect(maker.getByRole("navigation", { name: "主菜单" })).toBeHidden();
});

test("a 接龙 goes through the import to direct awards, and is taken back while it waits", async ({ browser }) => {
  const maker = await staffPage(browser, "maker");
  const { id: campaign } = await demoCampaign(maker);
  const [, two] = await twoMembers(maker);
  await maker.goto(`/console/campaigns/${campaign}/awards`);
  await maker.getByRole("link", { name: "导入表格" }).first().click();
  const drawer = maker.getByRole("dialog");
  await expect(drawer.getByText("直接发放名单")).toBeVisible();
  await drawer.getByText("粘贴文字").click();
  await drawer.getByLabel("从微信接龙或表格里复制的文字").fill(`#接龙\n1. ${two?.memberNumber}\n2. 查无此人`);
  await drawer.getByRole("button", { name: "读取" }).click();
  await expect(maker.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await expect(maker.getByText("在你管理的会员里没有找到这个人")).toBeVisible();
  await look(maker, "imports-awards");
  await maker.getByRole("button", { name: "作废" }).click();
  await maker
    .getByRole("tooltip")
    .getByRole("button", { name: /^确\s?定$/ })
    .click();
  await expect(maker.getByText("这次导入已作废")).toBeVisible();
});

test("who asks why they got nothing is answered from the desk, on a phone", async ({ browser }) => {
  const page = await staffPage(browser, "maker");
  await page.setViewportSize({ width: 360, height: 780 });
  const [one] = await twoMembers(page);
  await page.goto("/console/people");
  // No table that is scrolled sideways: each person is a card.
  await expect(page.getByRole("list", { name: "人员" }).getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await look(page, "console-people-phone");
  await page.goto("/console/desk");
  await page
    .getByLabel(/查姓名|姓名/)
    .first()
    .fill(one?.memberNumber ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: new RegExp(one?.name ?? "") }).click();
  await page.getByLabel("问的是哪一场(最近两周)").fill(demoTitle);
  await page.locator(".ant-select-item-option").filter({ hasText: demoTitle }).first().click();
  await expect(page.getByText("以上时间以服务器收到的时刻为准", { exact: false })).toBeVisible();
  await look(page, "console-desk-phone");
  await page.getByRole("button", { name: "发到会员的消息里" }).click();
  await expect(page.getByText("已发给会员")).toBeVisible();
});

test("who got something is published after a second person's yes, and the auditor gets one archive", async ({
  browser,
}) => {
  const maker = await staffPage(browser, "maker");
  const { id: campaign } = await demoCampaign(maker);
  await maker.goto(`/console/campaigns/${campaign}/notices`);
  await maker.getByRole("button", { name: "新建公示" }).click();
  await maker.getByLabel("标题").fill("直接发放名单公示");
  await maker.getByLabel("联系人").fill("王干事");
  await maker.getByLabel("联系电话").fill("0532-12345678");
  await look(maker, "console-notice-new");
  await maker.getByRole("button", { name: "提交", exact: true }).click();
  await expect(maker.getByText("等第二人批准")).toBeVisible();

  const checker = await staffPage(browser, "checker");
  await checker.goto(`/console/campaigns/${campaign}/notices`);
  await checker.getByRole("button", { name: "批准公示" }).click();
  await expect(checker.getByText("公示中")).toBeVisible();
  await look(checker, "console-notices");
  const address = (await checker.getByRole("link", { name: "打开公示页" }).getAttribute("href")) ?? "";

  const anybody = await (
    await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "zh-CN" })
  ).newPage();
  await anybody.goto(address);
  await expect(anybody.getByRole("heading", { name: "直接发放名单公示" })).toBeVisible();
  await expect(anybody.getByText("*").first()).toBeVisible();
  await look(anybody, "notice-phone");

  await maker.goto(`/console/campaigns/${campaign}/bundles`);
  await maker.getByRole("button", { name: "生成审计包" }).click();
  await expect(maker.getByText("全部核对一致")).toBeVisible({ timeout: 60_000 });
  await look(maker, "console-bundles");
  const download = maker.waitForEvent("download");
  await maker.getByRole("link", { name: /^下载/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^audit-.*\.zip$/);
});
