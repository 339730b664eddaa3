import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { demoCode } from "./people.ts";
import { signInStaff } from "./staff.ts";

/** Names and a phone of nobody else, so that it may run beside other journeys on the same server. */
const mark = randomUUID().slice(0, 6);
const merchant = `智付科技${mark}`;
const store = `智付营业厅${mark}`;
const number = `136${String(Number.parseInt(mark, 16) % 1e8).padStart(8, "0")}`;

test.describe.configure({ mode: "serial" });

test("a company applies by phone, warned of an odd credit code and not held up by it", async ({ browser }) => {
  const page = await phonePage(browser);
  await page.goto("/partner/pair");
  await page.getByRole("link", { name: "还不是合作商户?在这里申请" }).click();
  await page.getByLabel("联系人手机号").fill(number);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("短信验证码(6 位)").fill(await demoCode(page));
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByLabel("向哪个工会申请").selectOption({ label: "澄江市总工会" });
  await page.getByLabel("营业执照上的名称").fill(`${merchant}有限公司`);
  await page.getByLabel("商户名称(会员看到的)").fill(merchant);
  await page.getByLabel("统一社会信用代码").fill("91350100M000100Y44");
  await expect(page.getByText("信用代码的校验位不对")).toBeVisible();
  await page.getByLabel("联系人姓名").fill("何经理");
  await page.getByLabel("行业,例如家电、支付、电商").fill("支付");
  await page.getByLabel("门店名称").fill(store);
  await page.getByLabel("门店地址").fill("江北路 8 号");
  await sayWhere(page);
  await look(page, "partner-apply");
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText("等工会答复")).toBeVisible();
  await look(page, "partner-applied");
});

test("the union takes it in and drafts its agreement; another person reads what is still missing", async ({ page }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console/merchants/applications");
  await signInStaff(page, "maker");
  await page.goto("/console/merchants/applications");
  const card = page.locator(".ant-card").filter({ hasText: merchant });
  await card.getByRole("button", { name: "显示完整号码" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "联系本人" }).click();
  await expect(page.getByRole("link", { name: number })).toBeVisible();
  await look(page, "console-applications");
  await card.getByRole("button", { name: "接受" }).click();
  await card.getByRole("link", { name: "打开商户" }).click();
  await expect(page.getByText("还没有生效的协议")).toBeVisible();
  await page.getByRole("button", { name: "起草协议" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("协议编号").fill("友好-2026-018");
  await form.getByLabel("开始日期").fill("2026-01-01");
  await form.getByLabel("结束日期").fill("2027-12-31");
  await form.getByLabel("营业执照上的名称").fill(`${merchant}有限公司`);
  await form.getByLabel("统一社会信用代码").fill("91350100M000100Y43");
  await form.getByLabel("开户银行").fill("澄江银行");
  await form.getByLabel("户名").fill(`${merchant}有限公司`);
  await form.getByLabel("账号").fill("6200 0011 2233");
  await look(page, "console-agreement-form");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("**** 2233").first()).toBeVisible();
  await expect(page.getByText("620000112233")).toHaveCount(0);
  await page.getByRole("button", { name: "提交批准" }).click();
  await expect(page.getByText("协议还缺内容")).toBeVisible();
  await look(page, "console-merchant-papers");
});

test("a store is withdrawn with whom it touches, and its plaque says so to anybody", async ({ page, browser }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console/merchants");
  await signInStaff(page, "maker");
  await page.goto("/console/merchants");
  await page.getByRole("link", { name: "北岸家电" }).click();
  await page.getByRole("button", { name: "颁发牌匾" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await page.getByRole("link", { name: "打印" }).first().click();
  await expect(page.getByRole("heading", { name: "工会友好合作商家" })).toBeVisible();
  await look(page, "console-plaque");
  const plaque = /编号 (\w{10})/.exec((await page.getByText(/^编号 \w{10}$/).textContent()) ?? "")?.[1] ?? "";
  const passerBy = await phonePage(browser);
  await passerBy.goto(`/plaque/${plaque}`);
  await expect(passerBy.getByText("协议有效", { exact: true })).toBeVisible();
  await look(passerBy, "plaque");
  await page.goBack();
  await page.getByRole("row", { name: "北岸家电中央大街店" }).getByRole("button", { name: "暂停收券" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByText(/涉及 \d+ 个活动/)).toBeVisible();
  await form.getByLabel("原因").fill("卫生整改");
  await look(page, "console-store-hold");
  await form.getByRole("button", { name: "暂停收券" }).click();
  await expect(page.getByText("卫生整改")).toBeVisible();
  await page.getByRole("button", { name: "恢复收券" }).click();
  await expect(page.getByText("卫生整改")).toHaveCount(0);
  await passerBy.goto("/plaque/AAAAAAAAAA");
  await expect(passerBy.getByRole("heading", { name: "查不到这块牌匾" })).toBeVisible();
  await look(passerBy, "plaque-unknown");
});

/** The phone refuses first, then tells. */
async function sayWhere(page: Page): Promise<void> {
  const use = page.getByRole("button", { name: "用我现在的位置" });
  await page.context().clearPermissions();
  await use.click();
  await expect(page.getByText("手机没有允许这个网页知道位置")).toBeVisible();
  await look(page, "partner-apply-no-position");
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ latitude: 30.571234, longitude: 104.066123, accuracy: 12 });
  await use.click();
  await expect(page.getByText("误差约 12 米")).toBeVisible();
  await expect(page.getByLabel("位置(选填)")).toHaveValue("30.57123,104.06612");
}

async function phonePage(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: phone, locale: "zh-CN", hasTouch: true, isMobile: true })).newPage();
}
