import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { stays, test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { answerOf } from "./people.ts";
import { demoPin, type Shop, shopsOf, spend, verifiedMembers } from "./settling.ts";
import { aHall, aShowing, chooseProgramme, pressSeats } from "./showings.ts";
import { signInStaff, staffRequests } from "./staff.ts";
import { scan } from "./tills.ts";

// One story of one campaign, told in order: what she writes in the morning is what the auditor gets in the end.
test.describe.configure({ mode: "serial" });

const own = Date.now().toString(36);
const title = `冬季消费券${own}`;
const month = `寒假${own}`;
const narrow = { width: 360, height: 740 } as const;
/** Eleven merchants' customers, and one voucher more than that: who comes thirteenth gets nothing. */
const stock = 12;
/** Members whom no other journey uses. */
const firstMember = 19_900_017_301;
const openDialog = (page: Page): Locator => page.getByRole("dialog").filter({ visible: true });

async function staffPage(browser: Browser, login: string, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, login);
  await page.setViewportSize(viewport);
  return page;
}

let maker: Page;
let campaign: string;
let shops: Shop[];
let settlement: string;

test.afterAll(() => maker.context().close());

test("she writes the campaign and a month of showings", async ({ browser }) => {
  maker = stays(await staffPage(browser, "maker", desktop));
  await writeCampaign(maker);
  await expect(maker.getByRole("heading", { name: title })).toBeVisible();
  campaign = new URL(maker.url()).pathname.split("/").at(-1) ?? "";
  await planMonth(maker);
});

/** The whole form. */
async function writeCampaign(page: Page): Promise<void> {
  await page.goto("/console/campaigns/new");
  await page.getByLabel("活动名称").fill(title);
  await page.getByLabel("开始日期").fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  await page.getByLabel("使用规则").fill("每人一张\n不找零");
  await page.getByLabel("券名").fill("满50减20");
  await page.getByLabel("满", { exact: true }).fill("50");
  await page.getByLabel("减", { exact: true }).fill("20");
  await page.getByLabel("每轮张数").fill(String(stock));
  await page.getByText("先到先得").click();
  // The form knows no seconds; until then two others must have passed it.
  const hour = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 120_000);
  const local = new Date(hour.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  await page.getByLabel("首次开放(北京时间)").fill(local);
  await page.getByRole("button", { name: /选上全部合作中的门店/ }).click();
  await page.getByLabel("资金来源").click();
  await page.getByTitle(/冰雪消费季专项经费/).click();
  await page.getByLabel("预算").fill(String(stock * 20));
  await page.getByLabel("预算").blur();
  await expect(page.getByText("草稿已保存")).toBeVisible();
  await expect(page.getByText(`¥${stock * 20}`).first()).toBeVisible();
  await look(page, "officer-campaign");
  await page.getByRole("button", { name: "提交核对" }).click();
}

async function planMonth(page: Page): Promise<void> {
  await page.goto("/console/showings?tab=series");
  await page.getByRole("button", { name: "新排片" }).click();
  const form = openDialog(page);
  await chooseProgramme(page, form);
  await form.getByLabel("排片名称").fill(month);
  await form.getByLabel("从", { exact: true }).fill("2027-07-01");
  await form.getByLabel("到", { exact: true }).fill("2027-07-31");
  await form.getByRole("button", { name: "生成场次" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(month);
  const films = page.getByRole("combobox", { name: /的影片$/ });
  await expect(films.first()).toBeVisible();
  for (let line = 0; line < (await films.count()); line++) {
    await films.nth(line).click();
    await page.keyboard.type(["长津湖", "流浪地球", "我和我的父辈"][line % 3] ?? "");
    await page.keyboard.press("Enter");
  }
  await look(page, "officer-month");
  await page.getByRole("button", { name: "交核对" }).click();
  await expect(page.getByText("已交核对")).toBeVisible();
}

test("two others pass both on their phones", async ({ browser }) => {
  for (const [login, name] of [
    ["checker", "officer-check-phone"],
    ["approver", "officer-approve-phone"],
  ] as const) {
    const page = await staffPage(browser, login, narrow);
    await page.getByRole("button", { name: "打开菜单" }).click();
    await page.getByRole("link", { name: "待我办理" }).click();
    await pass(page, title, name);
    await pass(page, month, `${name}-month`);
    await page.context().close();
  }
  await maker.goto(`/console/campaigns/${campaign}`);
  await expect(maker.getByText("已批准").or(maker.getByText("进行中")).first()).toBeVisible();
});

async function pass(page: Page, what: string, name: string): Promise<void> {
  const item = page.getByRole("listitem").filter({ hasText: what }).first();
  await expect(item).toBeVisible();
  await look(page, name);
  await item.getByRole("button", { name: "通过" }).click();
  await openDialog(page).getByLabel("说明").fill("相符,同意");
  await openDialog(page).getByRole("button", { name: "通过" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: what })).toHaveCount(0);
}

test("she checks tickets at the door from her phone", async ({ browser }) => {
  const showing = await aShowing(browser, {
    ...{ title: `雪豹${own}`, mode: "first_come", opensInSeconds: 2, startsInHours: 0.4 },
    hallId: await aHall(browser, `影剧院${own}`),
  });
  const [member] = (await verifiedMembers(browser, { first: firstMember + 100, count: 1 })) as [Page];
  await member.setViewportSize(phone);
  await member.goto(showing.path);
  await pressSeats(member, "3排10座");
  await member.getByRole("button", { name: "要 3排10座" }).click();
  await expect(member.getByRole("heading", { name: "订到座位了" })).toBeVisible();
  await member.goto("/tickets");
  await member.getByRole("link", { name: new RegExp(showing.title) }).click();
  const square = member.getByRole("img", { name: "入场二维码" });
  await expect(square).toBeVisible();

  const page = await staffPage(browser, "maker", narrow);
  await page.goto("/console/showings");
  await page
    .getByRole("link", { name: new RegExp(showing.title) })
    .first()
    .click();
  await page.getByRole("button", { name: "用这部手机检票" }).click();
  await expect(page.getByRole("button", { name: /扫会员的码/ })).toBeVisible();
  await scan(page, (await square.getAttribute("data-code")) ?? "");
  await expect(page.getByRole("heading", { name: "请进" })).toBeVisible();
  await expect(page.getByText("座位 3排10座")).toBeVisible();
  await look(page, "officer-door");
  await page.context().close();
  await member.context().close();
});

test("it opens, eleven members spend in eleven shops, and who got nothing hears why", async ({ browser }) => {
  const admin = await staffRequests(browser, "admin");
  shops = await shopsOf(browser, admin, { campaign: title, count: stock - 1 });
  expect(shops).toHaveLength(stock - 1);
  const members = await verifiedMembers(browser, { first: firstMember, count: stock + 1 });
  const { items } = await answerOf<{ items: { id: string; campaignId: string }[] }>(
    (members[0] as Page).request.get("/api/releases"),
  );
  const release = items.find(({ campaignId }) => campaignId === campaign)?.id ?? "";
  await expect
    .poll(async () => (await maker.request.get(`/api/staff/releases/${release}`)).json(), { timeout: 200_000 })
    .toMatchObject({ state: "open" });
  for (const [index, shop] of shops.entries()) await spend(members[index] as Page, release, shop, 6000 + index * 100);
  const [one, other] = members.slice(stock - 1) as [Page, Page];
  // Both press at the same moment, and one of them is the later one.
  await Promise.all([one, other].map(async (page) => (await takeOn(page, release)).click()));
  const nothing = (page: Page) => page.getByRole("heading", { name: "这次没有领到" });
  await expect(nothing(one).or(one.getByRole("heading", { name: "领到了" }))).toBeVisible();
  const late = (await nothing(one).isVisible()) ? one : other;
  await expect(nothing(late)).toBeVisible();
  await expect(late.getByText(/还剩/)).toHaveCount(0);
  await look(late, "officer-late");
  await explain(browser, late);
  for (const page of members) await page.context().close();
});

/** The button of a release on a member's phone. */
async function takeOn(page: Page, release: string): Promise<Locator> {
  await page.setViewportSize(phone);
  await page.goto(`/releases/${release}`);
  const button = page.getByRole("button", { name: "领取", exact: true });
  await expect(button).toBeEnabled();
  return button;
}

/** The desk on her phone: when it was received, and why nothing. */
async function explain(browser: Browser, member: Page): Promise<void> {
  const me = await answerOf<{ name: string; memberNumber: string }>(member.request.get("/api/member/me"));
  const page = await staffPage(browser, "maker", narrow);
  await page.goto("/console/desk");
  await page
    .getByLabel(/查姓名|姓名/)
    .first()
    .fill(me.memberNumber);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: new RegExp(me.name) }).click();
  await page.getByLabel("问的是哪一场(最近两周)").click();
  await page.locator(".ant-select-item-option").filter({ hasText: title }).first().click();
  await expect(page.getByText("以上时间以服务器收到的时刻为准", { exact: false })).toBeVisible();
  await look(page, "officer-why");
  await page.context().close();
}

test("she settles with eleven merchants: sent, confirmed, reviewed, approved, paid and closed, many at a time", async ({
  browser,
}) => {
  test.setTimeout(420_000);
  await maker.goto("/console/settlements");
  await maker.getByRole("button", { name: "开始结算" }).click();
  await openDialog(maker).getByLabel("活动").click();
  await maker.getByTitle(title, { exact: true }).click();
  await openDialog(maker).getByRole("button", { name: "生成结算单" }).click();
  await expect(maker.getByText("收银台、资金账、结算单三方一致")).toBeVisible({ timeout: 60_000 });
  await expect(maker.getByRole("link", { name: /^JS\d{4}-\d{4}$/ })).toHaveCount(11);
  settlement = new URL(maker.url()).pathname;
  await withAll(maker, "送商户确认", "officer-settlement-send");
  await expect(maker.getByText("待商户确认")).toHaveCount(11);

  for (const shop of shops) {
    const { items } = await answerOf<{ items: { id: string; state: string }[] }>(
      shop.requests.get("/api/till/statements"),
    );
    const { id = "" } = items.find(({ state }) => state === "sent") ?? {};
    const { digest } = await answerOf<{ digest: string }>(shop.requests.get(`/api/till/statements/${id}`));
    const data = { clerkId: shop.clerk.id, pin: demoPin, digest };
    await answerOf(shop.requests.post(`/api/till/statements/${id}/confirmation`, { data }));
  }
  await maker.reload();
  await withAll(maker, "登记发票", "officer-settlement-invoices");
  for (const [login, act] of [
    ["accountant", "复核"],
    ["approver", "审批"],
    ["cashier", "登记付款"],
    ["accountant", "归档"],
  ] as const) {
    const page = await staffPage(browser, login, desktop);
    await page.goto(settlement);
    await withAll(page, act, `officer-settlement-${login}`);
    await page.context().close();
  }
  await maker.reload();
  await expect(maker.getByText("已归档")).toHaveCount(11);
  await expect(maker.getByText("收银台、资金账、结算单三方一致")).toBeVisible();
  await look(maker, "officer-settled");
});

/** One step with all eleven statements. */
async function withAll(page: Page, act: string, name: string): Promise<void> {
  await page.getByRole("checkbox", { name: "全选" }).check();
  await page.getByRole("button", { name: `${act}(11 张)` }).click();
  const numbers = openDialog(page).getByPlaceholder(/银行流水号|发票号码/);
  for (let line = 0; line < (await numbers.count()); line++) await numbers.nth(line).fill(`20261122${line}`);
  await look(page, name);
  await openDialog(page).getByRole("button", { name: act, exact: true }).click();
  await expect(openDialog(page)).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText("没有办成")).toHaveCount(0);
}

test("the auditor gets one archive whose figures agree", async ({ browser }) => {
  const auditor = await staffPage(browser, "auditor", desktop);
  await maker.goto(`/console/campaigns/${campaign}/bundles`);
  await maker.getByRole("button", { name: "生成审计包" }).click();
  await expect(maker.getByText("全部核对一致")).toBeVisible({ timeout: 60_000 });
  await look(maker, "officer-archive");
  await auditor.goto(`/console/campaigns/${campaign}/bundles`);
  const download = auditor.waitForEvent("download");
  await auditor.getByRole("link", { name: /^下载/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^audit-.*\.zip$/);
  await auditor.context().close();
});
