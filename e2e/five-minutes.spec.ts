import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { demoCode, memberPhone, signInMember } from "./people.ts";
import { newcomerPort, urlOf } from "./ports.ts";
import { type Server, startServer } from "./servers.ts";
import { signInStaff } from "./staff.ts";

// Several hundred invented members enter too: for this kind there are more units than they are, for the other fewer.
const kind = "满100减50";
const scarce = "满200减100";

// A newcomer starts a server of one's own: its round opens two minutes later, whatever other journeys do meanwhile.
test.use({ baseURL: urlOf(newcomerPort) });

let server: Server;

test.beforeAll(async () => {
  server = await startServer(newcomerPort);
});
test.afterAll(() => server.stop());

test("a stranger enters, wins, redeems and watches within five minutes", async ({ browser }) => {
  test.setTimeout(420_000);
  const { page: member, scarceUrl } = await enterOnThePhone(browser);
  const console = await openTheMonitor(browser);
  const till = await openTheTill(browser);
  await winOnThePhone(member);
  await watchTheRelease(console);
  await seeThePlace(member, scarceUrl);
  await redeemAtTheTill(member, till);
  await undoBySecondClerk(member, till);
  await answerWhyNot(console);
});

async function enterOnThePhone(browser: Browser): Promise<{ page: Page; scarceUrl: string }> {
  const context = await browser.newContext({ viewport: phone, locale: "zh-CN", hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "工会会员登录" })).toBeVisible();
  await look(page, "member-sign-in");
  await page.getByLabel("手机号").fill("19900000001");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByLabel("6 位验证码")).toBeVisible();
  // Looking at the messages and coming back, even with the page thrown away, must not lose this step.
  await page.reload();
  await expect(page.getByText("验证码已发到")).toBeVisible();
  await look(page, "member-sign-in-code");
  await page.getByLabel("6 位验证码").fill(await demoCode(page));
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByText("已实名")).toBeVisible();
  await look(page, "member-home");
  const scarceUrl = await enter(page, scarce);
  await page.goto("/");
  await enter(page, kind);
  await page.reload();
  await expect(page.getByRole("button", { name: /已参加/ })).toBeVisible();
  await look(page, "member-release-entered");
  return { page, scarceUrl };
}

/** Gives the address of the release. */
async function enter(page: Page, title: string): Promise<string> {
  await page
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(page.getByRole("button", { name: "参加", exact: true })).toBeEnabled();
  await look(page, "member-release-entry");
  await page.getByRole("button", { name: "参加", exact: true }).click();
  await expect(page.getByRole("button", { name: /已参加/ })).toBeVisible();
  return page.url();
}

async function openTheMonitor(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/console");
  await expect(page.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
  await look(page, "console-sign-in");
  await signInStaff(page, "admin");
  await look(page, "console-home");
  await page.getByRole("link", { name: "放票日历" }).click();
  await expect(page.getByRole("heading", { name: "放票日历" })).toBeVisible();
  await look(page, "console-releases");
  await page
    .getByRole("link", { name: new RegExp(kind) })
    .first()
    .click();
  await expect(page.getByText("参加人数")).toBeVisible();
  await look(page, "console-monitor-before");
  return page;
}

async function openTheTill(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/partner");
  await expect(page.getByRole("heading", { name: "把这台设备设为收银台" })).toBeVisible();
  await look(page, "partner-pair-code");
  await page.getByRole("button", { name: "没有配对码,用店员手机号" }).click();
  await page.getByLabel("店员手机号").fill("19800000001");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("短信验证码(6 位)").fill(await demoCode(page));
  await look(page, "partner-pair-phone");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("heading", { name: "这台设备在哪家门店" })).toBeVisible();
  await look(page, "partner-pair-store");
  await page.getByRole("button", { name: /中央大街店/ }).click();
  await expect(page.getByRole("heading", { name: "谁在收银" })).toBeVisible();
  await look(page, "partner-clerks");
  await page.getByRole("button", { name: /孙丽/ }).click();
  await look(page, "partner-pin");
  await page.keyboard.type("246810");
  await expect(page.getByRole("button", { name: /扫会员的码/ })).toBeVisible();
  await look(page, "partner-till");
  return page;
}

async function winOnThePhone(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "领到了" })).toBeVisible({ timeout: 180_000 });
  await look(page, "member-release-won");
  await page.getByRole("button", { name: "看这次放票的详情" }).click();
  await look(page, "member-release-details");
  await page.getByRole("link", { name: "核对我的名次" }).click();
  await page.getByRole("button", { name: "开始核对" }).click();
  await expect(page.getByText(/与服务器所说一致/)).toBeVisible();
  await expect(page.getByText("随机数与开始前公布的指纹一致。")).toBeVisible();
  await look(page, "member-order-checked");
}

/** Of the scarce kind the newcomer wins or loses by the order; either way the page says where they stand. */
async function seeThePlace(page: Page, url: string): Promise<void> {
  await page.goto("/inbox");
  await expect(page.getByText(scarce).first()).toBeVisible();
  await look(page, "member-inbox-result");
  await page.goto(url);
  await expect(
    page.getByRole("heading", { name: "领到了" }).or(page.getByText(/你排在第 \d+ 位,前 200 位领到/)),
  ).toBeVisible();
  await look(page, "member-release-scarce");
}

async function watchTheRelease(page: Page): Promise<void> {
  await expect(page.getByText("正在放票")).toBeVisible();
  await look(page, "console-monitor");
}

/** What the QR holds, as the till's camera or scan gun would read it. */
async function scannedCode(member: Page): Promise<string> {
  await member.goto("/vouchers");
  await expect(member.getByRole("heading", { name: "我的券" })).toBeVisible();
  await look(member, "member-vouchers");
  await member
    .getByRole("link", { name: new RegExp(kind) })
    .first()
    .click();
  const square = member.getByRole("img", { name: "这张券的二维码" });
  await expect(square).toBeVisible();
  await look(member, "member-voucher");
  return (await square.getAttribute("data-code")) ?? "";
}

async function redeemAtTheTill(member: Page, till: Page): Promise<void> {
  const code = await scannedCode(member);
  expect(code).toMatch(/^GH1:[0-9A-Z $%*+\-./:]+$/);
  await till.getByLabel("或输入会员读出的号码").fill(code);
  await till.getByRole("button", { name: "查验" }).click();
  await expect(till.getByRole("heading", { name: kind })).toBeVisible();
  await till.keyboard.type("88");
  await expect(till.getByText(/要满/)).toBeVisible();
  await look(till, "partner-amount-below");
  for (const _ of "88") await till.keyboard.press("Backspace");
  await till.keyboard.type("168");
  await expect(till.getByText(/收 ¥118/)).toBeVisible();
  await look(till, "partner-amount");
  await till.getByRole("button", { name: "核销" }).click();
  await expect(till.getByRole("heading", { name: "已核销" })).toBeVisible();
  await look(till, "partner-redeemed");
  await expect(member.getByText(/在 .+ 用掉/).first()).toBeVisible({ timeout: 30_000 });
  await look(member, "member-voucher-used");

  await till.getByRole("button", { name: "下一位" }).click();
  await till.getByLabel("或输入会员读出的号码").fill(code);
  await till.getByRole("button", { name: "查验" }).click();
  await expect(till.getByRole("heading", { name: "没有核销" })).toBeVisible();
  await look(till, "partner-refused");
  await till.getByRole("button", { name: "下一位" }).click();
}

async function undoBySecondClerk(member: Page, till: Page): Promise<void> {
  await till.getByRole("link", { name: "今日" }).click();
  await expect(till.getByText(kind)).toBeVisible();
  await look(till, "partner-today");
  await till.getByRole("button", { name: "撤销" }).click();
  await till.getByLabel("原因").fill("金额输错");
  await till.getByLabel("由哪位店员撤销").selectOption({ label: "周强" });
  await look(till, "partner-undo");
  await till.getByRole("heading", { name: "撤销核销" }).click(); // away from the field, so that keys are the PIN's
  for (const digit of "246810") await till.getByRole("button", { name: digit, exact: true }).click();
  await expect(till.getByText("已撤销")).toBeVisible();
  await look(till, "partner-undone");
  await expect(member.getByRole("img", { name: "这张券的二维码" })).toBeVisible({ timeout: 30_000 });
}

async function answerWhyNot(page: Page): Promise<void> {
  await page.getByTitle("为什么没有我").click();
  await page.getByPlaceholder(/姓名/).last().fill("19900000001");
  await page.keyboard.press("Enter");
  await page.getByText("199****0001").click();
  await expect(page.getByText(/排定名次:第 \d+ 名/)).toBeVisible();
  await look(page, "console-why-not");
}

test("who comes too late sees what is left, and takes it", async ({ browser }) => {
  const page = await memberPhone(browser, "19900000009");
  await page
    .getByRole("link", { name: /满50减20/ })
    .first()
    .click();
  await page.getByRole("button", { name: "领取", exact: true }).click();
  await expect(page.getByRole("heading", { name: "领到了" })).toBeVisible();
  await page.getByRole("link", { name: "打开这张券" }).click();
  await page.getByRole("button", { name: "退回这张券" }).click();
  await look(page, "member-voucher-return");
  await page.getByRole("button", { name: "确定退回" }).click();
  await expect(page.getByText("已退回。谢谢你把机会留给别人。")).toBeVisible();
});

test("one browser holds a member and a staff account", async ({ browser }) => {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
  const member = await context.newPage();
  await member.goto("/");
  await signInMember(member, "19900000010", "zh-CN");
  const staff = await context.newPage();
  await staff.goto("/console");
  await signInStaff(staff, "auditor");
  await member.reload();
  await expect(member.getByText("已实名")).toBeVisible();
  await staff.reload();
  await expect(staff.getByRole("navigation", { name: "主菜单" })).toBeVisible();
});
