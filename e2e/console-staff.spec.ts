import { createHmac } from "node:crypto";
import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { signInStaff } from "./staff.ts";

// Other journeys use the same server before and after: everything made here has a name of its own.
const own = Date.now().toString(36);
const ownPassword = `Fluss-und-Berg-${own}`;

const openDialog = (page: Page): Locator => page.getByRole("dialog").filter({ visible: true });

async function staffPage(browser: Browser, login?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  if (login !== undefined) await signInStaff(page, login);
  return page;
}

test("a maker adds an organisation and renames it", async ({ browser }) => {
  const page = await staffPage(browser, "maker");
  const [before, after] = [`松花江造船厂工会${own}`, `松花江船舶重工集团有限责任公司工会委员会${own}`];
  await page.goto("/console/organisations");
  await page.getByRole("button", { name: "添加下级组织" }).click();
  await openDialog(page).getByLabel("名称").fill(before);
  await openDialog(page).getByLabel("类型").click();
  await page.getByTitle("基层工会", { exact: true }).click();
  await look(page, "console-organisation-add");
  await openDialog(page).getByRole("button", { name: "保存" }).click();

  await page.getByRole("tree").getByText(before).click();
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await openDialog(page).getByLabel("名称").fill(after);
  await openDialog(page).getByLabel("简称").fill("");
  await openDialog(page).getByRole("button", { name: "保存" }).click();
  await expect(openDialog(page).getByText("请填写")).toBeVisible();
  await openDialog(page).getByLabel("简称").fill(`船厂${own}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tree").getByText(after)).toBeVisible();
  await expect(page.getByRole("tree").getByText(before)).toHaveCount(0);
  await expect(page.getByRole("navigation").getByText(`船厂${own}`)).toBeVisible();
  await look(page, "console-organisation-renamed");
});

test("a new account enrols, comes in with a recovery code, and is helped after a lost second factor", async ({
  browser,
}) => {
  const admin = await staffPage(browser, "admin");
  const name = `周新人${own}`;
  const login = `zhou.${own}`;
  const temporary = await addAccount(admin, { name, login });
  await grant(admin, name, "活动查看");

  const desk = await staffPage(browser);
  const codes = await enrol(desk, login, temporary);
  await changePassword(desk, temporary);
  await expect(desk.getByRole("link", { name: "活动", exact: true })).toBeVisible();

  const elsewhere = await staffPage(browser);
  await recover(elsewhere, login, codes[0] ?? "");
  await expect(elsewhere.getByRole("navigation", { name: "主菜单" })).toBeVisible();
  const again = await staffPage(browser);
  await recover(again, login, codes[0] ?? "");
  await expect(again.getByRole("alert")).toBeVisible();

  await resetSecondFactor(admin, name);
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
  await enrol(elsewhere, login, ownPassword);
  await expect(elsewhere.getByRole("navigation", { name: "主菜单" })).toBeVisible();
  await readTheAudit(admin, name);
});

async function addAccount(page: Page, { name, login }: { name: string; login: string }): Promise<string> {
  await page.getByRole("link", { name: "账号与职责" }).click();
  await page.getByRole("button", { name: "添加账号" }).click();
  const form = openDialog(page);
  await form.getByLabel("姓名").fill(name);
  await form.getByLabel("账号", { exact: true }).fill(login);
  await look(page, "console-account-add");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText(`已添加 ${name} 的账号`).last()).toBeVisible();
  await look(page, "console-account-password");
  const password = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  await page.getByRole("button", { name: "已经交给本人" }).click();
  return password.trim();
}

async function grant(page: Page, name: string, duty: string): Promise<void> {
  const row = page.getByRole("row", { name: new RegExp(name) });
  await row.getByRole("button", { name: "给职责" }).click();
  // The list is long: one types what one looks for.
  await openDialog(page).getByLabel("职责", { exact: true }).fill(duty);
  await page.locator(".ant-select-item-option").filter({ hasText: duty }).first().click();
  await openDialog(page).getByRole("button", { name: "给职责" }).click();
  await expect(row.getByText(duty)).toBeVisible();
}

/** Signs in with the password, brings the secret into an authenticator (here), and gives the recovery codes. */
async function enrol(page: Page, login: string, password: string): Promise<string[]> {
  await firstStep(page, login, password);
  await expect(page.getByRole("heading", { name: "设置第二道验证" })).toBeVisible();
  const secret = ((await page.locator("code").first().textContent()) ?? "").replace(/[^A-Z2-7]/g, "");
  await look(page, "console-enrol");
  await page.getByLabel("身份验证器上的 6 位数字").fill("000000");
  await page.getByRole("button", { name: "完成设置" }).click();
  await expect(page.getByText(/验证码不对/)).toBeVisible();
  await page.getByLabel("身份验证器上的 6 位数字").fill(totp(secret));
  await page.getByRole("button", { name: "完成设置" }).click();
  await expect(page.getByRole("heading", { name: "收好这些恢复码" })).toBeVisible();
  const codes = await page.getByRole("listitem").allTextContents();
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await expect(page.getByRole("button", { name: "进入工作台" })).toBeDisabled();
  await look(page, "console-recovery-codes");
  await page.getByLabel("我已经收好").check();
  await page.getByRole("button", { name: "进入工作台" }).click();
  return codes;
}

async function firstStep(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "下一步" }).click();
}

/** The password that an administrator has seen becomes one's own. */
async function changePassword(page: Page, temporary: string): Promise<void> {
  await expect(openDialog(page)).toBeVisible();
  await openDialog(page).getByLabel("现在的密码").fill(temporary);
  await openDialog(page).getByLabel("新密码").fill(ownPassword);
  await look(page, "console-first-password");
  await openDialog(page)
    .getByRole("button", { name: "修改密码" })
    .or(openDialog(page).getByRole("button", { name: "保存" }))
    .click();
  await expect(page.getByText("密码已修改")).toBeVisible();
}

async function recover(page: Page, login: string, code: string): Promise<void> {
  await firstStep(page, login, ownPassword);
  await page.getByRole("button", { name: "手机不在身边,用恢复码" }).click();
  await page.getByLabel(/恢复码/).fill(code);
  await page.getByRole("button", { name: "进入工作台" }).click();
}

async function resetSecondFactor(page: Page, name: string): Promise<void> {
  await page.reload();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row.getByText("已设置")).toBeVisible();
  await row.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "重设第二道验证" }).click();
  await openDialog(page).getByLabel("原因").fill("手机丢了,本人持工作证到场");
  await look(page, "console-second-factor-reset");
  await openDialog(page).getByRole("button", { name: "确定" }).click();
  await expect(row.getByText("未设置")).toBeVisible();
}

async function readTheAudit(page: Page, name: string): Promise<void> {
  await page.goto("/console/audit?action=staff.second_factor_reset");
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("钟管理 · admin");
  await expect(row).toContainText("原因:手机丢了,本人持工作证到场");
  await row.getByRole("button", { name: "只看这个对象的记录" }).click();
  await page.getByRole("button", { name: "清除筛选" }).click();
  await page.goto("/console/audit?action=staff.recovery_code_used");
  await expect(page.getByRole("row", { name: new RegExp(name) })).toBeVisible();
  await look(page, "console-audit-filtered");
}

/** RFC 6238 with its defaults, as an authenticator computes it. */
function totp(secret: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a campaign is written, sent back with a reason, corrected, checked by the second person and approved by the third", async ({
  browser,
}) => {
  const maker = await staffPage(browser, "maker");
  const title = `迎春购物券${own}`;
  await writeCampaign(maker, title);
  await maker.getByRole("button", { name: "提交核对" }).click();
  await expect(maker.getByRole("heading", { name: title })).toBeVisible();
  await expect(maker.getByText("待核对").first()).toBeVisible();
  await expect(maker.getByRole("button", { name: "批准" })).toHaveCount(0);
  const address = maker.url();

  const checker = await staffPage(browser, "checker");
  await checker.getByRole("link", { name: title }).click();
  await checker.getByRole("button", { name: "退回" }).click();
  await openDialog(checker).getByRole("button", { name: "退回" }).click();
  await expect(openDialog(checker).getByText("请写明原因")).toBeVisible();
  await openDialog(checker).getByLabel("原因").fill("每轮张数太多,先放 40 张");
  await look(checker, "console-campaign-reject");
  await openDialog(checker).getByRole("button", { name: "退回" }).click();
  await expect(checker.getByText("已退回修改:每轮张数太多,先放 40 张")).toBeVisible();

  await maker.goto(address);
  await expect(maker.getByText("已退回修改:每轮张数太多,先放 40 张")).toBeVisible();
  await look(maker, "console-campaign-sent-back");
  await keepUnitsForAUnion(maker);
  await maker.goto(address);
  await maker.getByRole("button", { name: "修改", exact: true }).click();
  await maker.getByLabel("每轮张数").fill("40");
  await expect(maker.getByText("草稿已保存")).toBeVisible();
  await look(maker, "console-campaign-edit");
  await maker.getByRole("button", { name: "提交核对" }).click();
  await expect(maker.getByText("待核对").first()).toBeVisible();

  await checker.goto(address);
  await checker.getByRole("button", { name: "复核通过" }).click();
  await openDialog(checker).getByLabel("说明").fill("张数已改,预算相符");
  await look(checker, "console-campaign-check");
  await openDialog(checker).getByRole("button", { name: "复核通过" }).click();
  await expect(checker.getByText("张数已改,预算相符")).toBeVisible();
  await expect(checker.getByRole("button", { name: "批准" })).toHaveCount(0);

  const approver = await staffPage(browser, "approver");
  await approver.goto(address);
  await approver.getByRole("button", { name: "批准" }).click();
  await expect(openDialog(approver).getByText(/预留 ¥800/)).toBeVisible();
  await look(approver, "console-campaign-approve");
  await openDialog(approver).getByRole("button", { name: "批准" }).click();
  await expect(approver.getByText("已批准").first()).toBeVisible();
  await expect(approver.getByRole("row").filter({ hasText: /满100减20.*40 \/ 40/ })).toBeVisible();
  await look(approver, "console-campaign-approved");
});

/** Ten of each round are one union's first; the others stay everybody's. */
async function keepUnitsForAUnion(page: Page): Promise<void> {
  await page.getByRole("link", { name: "工会名额" }).click();
  await expect(page.getByText("还没有分名额")).toBeVisible();
  await page.getByRole("combobox", { name: "加一个工会" }).click();
  // Behind one's own union, which is everybody, come those below it.
  await page.locator(".ant-select-item-option").nth(1).click();
  await page.getByRole("spinbutton", { name: /的名额$/ }).fill("10");
  await page.getByRole("spinbutton", { name: /的名额$/ }).blur();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已保存")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存" })).toBeDisabled();
  await look(page, "console-campaign-quotas");
}

/** The whole form, in the order of the page; the draft keeps itself. */
async function writeCampaign(page: Page, title: string): Promise<void> {
  await page.goto("/console/campaigns/new");
  await page.getByLabel("活动名称").fill(title);
  await page.getByLabel("主题").fill("迎春");
  await page.getByLabel("介绍").fill("给全市会员的迎春券。");
  await page.getByLabel("使用规则").fill("每人一张\n不找零");
  await page.getByLabel("券名").fill("满100减20");
  await page.getByLabel("满", { exact: true }).fill("100");
  await page.getByLabel("减", { exact: true }).fill("20");
  await page.getByLabel("每轮张数").fill("60");
  await page.getByLabel("可用门店").click();
  await page.keyboard.type("中央大街");
  await page.locator(".ant-select-item-option").first().click();
  await page.keyboard.press("Escape");
  await page.getByLabel("资金来源").click();
  await page.getByTitle(/冰雪消费季专项经费/).click();
  await page.getByLabel("预算").fill("1200");
  await page.getByLabel("预算").blur();
  await expect(page.getByText("草稿已保存")).toBeVisible();
  await expect(page.getByText("能参加的人")).toBeVisible();
  await expect(page.getByText("¥1,200").first()).toBeVisible();
  await look(page, "console-campaign-written");
}
