import { type APIRequestContext, type Browser, expect, type Page } from "@playwright/test";
import { readXlsx } from "hucre/xlsx";
import { demoCampaign, demoTitle } from "./demo.ts";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { answerOf } from "./people.ts";
import { demoPin, pairingCodeOf, type Shop, shopsOf, spend, verifiedMembers } from "./settling.ts";
import { signInStaff, staffRequests } from "./staff.ts";
import { enterClerk } from "./tills.ts";
import { openRound } from "./walk.ts";

test.describe.configure({ mode: "serial" });

/** A scan, as small as a picture can be. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** The shops of the demo, and members whom no other journey uses: who has taken one of this round gets no second. */
const shopsToSettle = 11;
const firstMember = 19_900_017_001;

let admin: APIRequestContext;
let maker: Page;
let shops: Shop[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(480_000);
  admin = await staffRequests(browser, "admin");
  shops = await shopsOf(browser, admin, { campaign: demoTitle, count: shopsToSettle });
  expect(shops).toHaveLength(shopsToSettle);
  const members = await verifiedMembers(browser, { first: firstMember, count: shops.length });
  const round = await openRound(members[0] as Page, "满50减20");
  for (const [index, shop] of shops.entries()) await spend(members[index] as Page, round.id, shop, 6000 + index * 100);
  for (const member of members) await member.context().close();
  maker = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await maker.goto("/console/settlements");
  await signInStaff(maker, "maker");
});

test.afterAll(() => maker.context().close());

test("she settles with eleven merchants, and every figure of the workbook is the one on the page", async () => {
  await maker.goto("/console/settlements");
  await maker.getByRole("button", { name: "开始结算" }).click();
  await expect(maker.getByText(/现在有 \d+ 家商户/)).toBeVisible();
  await look(maker, "console-settlement-open");
  await maker.getByRole("button", { name: "生成结算单" }).click();
  await expect(maker.getByText("收银台、资金账、结算单三方一致")).toBeVisible({ timeout: 30_000 });
  expect(await maker.getByRole("link", { name: /^JS\d{4}-\d{4}$/ }).count()).toBeGreaterThanOrEqual(11);
  await look(maker, "console-settlement");

  const id = maker.url().split("/").at(-1)?.split("?")[0];
  const settlement = (await answerOf(maker.request.get(`/api/staff/settlements/${id}`))) as {
    statements: { number: string; totalFen: number; amountFen: number; lines: number }[];
  };
  const answer = await maker.request.get(`/api/staff/settlements/${id}/workbook`);
  const book = await readXlsx(new Uint8Array(await answer.body()));
  expect(book.sheets).toHaveLength(settlement.statements.length + 1);
  for (const { number, totalFen, amountFen, lines } of settlement.statements) {
    const row = book.sheets[0]?.rows.find((cells) => cells[1] === number);
    expect(row?.slice(8, 11), number).toEqual([lines, amountFen / 100, totalFen / 100]);
    const sheet = book.sheets.find((one) => one.name.startsWith(number));
    const written = sheet?.rows.filter((cells) => typeof cells[0] === "number") ?? [];
    expect(
      written.reduce((sum, cells) => sum + Math.round(Number(cells[8]) * 100), 0),
      number,
    ).toBe(totalFen);
  }
});

test("a statement goes to its merchant, who objects to a line, hears why, and confirms on a phone", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const [first] = shops;
  if (first === undefined) throw new Error("no shop");
  await maker
    .getByRole("row", { name: new RegExp(first.merchant.name) })
    .getByRole("link")
    .click();
  await expect(maker.getByRole("cell", { name: /人民币/ }).first()).toBeVisible();
  await look(maker, "console-statement-draft");
  await maker.getByRole("button", { name: "送商户确认" }).click();
  await expect(maker.getByText("待商户确认").first()).toBeVisible();

  const till = await tillPage(browser, first);
  await till.getByRole("link", { name: "结算", exact: true }).click();
  await till
    .getByRole("button", { name: /等你确认/ })
    .first()
    .click();
  await look(till, "partner-statement");
  await till.getByRole("button", { name: "这行不对" }).first().click();
  await till.getByLabel(/哪里不对/).fill("小票号和我们的不一样");
  await till.getByRole("button", { name: "提出 1 条异议" }).click();
  await giveWord(till, first);
  await expect(till.getByText("小票号和我们的不一样")).toBeVisible();
  await look(till, "partner-statement-disputed");

  await maker.reload();
  await maker.getByRole("tab", { name: /异议与差异/ }).click();
  await maker.getByRole("button", { name: "答复" }).click();
  await maker.getByRole("dialog").getByLabel("答复").fill("已核对,是同一张小票");
  await look(maker, "console-statement-answer");
  await maker.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await maker.getByRole("button", { name: "重新生成" }).click();
  await maker.getByRole("button", { name: "送商户确认" }).click();
  await expect(maker.getByText("待商户确认").first()).toBeVisible();

  await till.reload();
  await till
    .getByRole("button", { name: /等你确认/ })
    .first()
    .click();
  await till.getByRole("button", { name: "全部没有问题,确认" }).click();
  await giveWord(till, first);
  await expect(till.getByText(/已确认/).first()).toBeVisible();
  await till.context().close();
});

test("another merchant's finance signs on paper: who, when, of which lines, and the scan", async () => {
  const [, second] = shops;
  if (second === undefined) throw new Error("no shop");
  const first = maker.url();
  await maker.getByRole("link", { name: /^\d{4}-\d\d-\d\d 至/ }).click();
  await maker
    .getByRole("row", { name: new RegExp(second.merchant.name) })
    .getByRole("link")
    .click();
  await maker.getByRole("button", { name: "送商户确认" }).click();
  await maker.getByRole("button", { name: "登记纸质确认" }).click();
  const form = maker.getByRole("dialog");
  await form.getByLabel("商户签字人").fill("王会计");
  const id = maker.url().split("/").at(-1)?.split("?")[0];
  const { digest } = (await answerOf(maker.request.get(`/api/staff/statements/${id}`))) as { digest: string };
  await form.getByLabel("纸上校验码的末 6 位").fill(digest.slice(-6));
  const scan = Buffer.from(pixel, "base64");
  await form.locator("input[type=file]").setInputFiles({ name: "签章.png", mimeType: "image/png", buffer: scan });
  await expect(form.getByText("签章.png")).toBeVisible();
  await look(maker, "console-statement-paper");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(maker.getByText(/^王会计 ·/)).toBeVisible();
  await maker.getByRole("tab", { name: "办理记录" }).click();
  await expect(maker.getByRole("link", { name: "签章的结算单" })).toBeVisible();
  await look(maker, "console-statement-paper-noted");
  await maker.goto(first);
});

test("the accountant reviews; history, paper, days, years and the ledger can be read", async ({ browser }) => {
  test.setTimeout(240_000);
  const url = new URL(maker.url()).pathname;
  const accountant = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await accountant.goto(url);
  await signInStaff(accountant, "accountant");
  await accountant.goto(url);
  await accountant.getByRole("button", { name: "复核", exact: true }).click();
  await accountant.getByRole("dialog").getByLabel("说明").fill("已逐行核对");
  await look(accountant, "console-statement-review");
  await accountant.getByRole("dialog").getByRole("button", { name: "复核", exact: true }).click();
  await expect(accountant.getByText("待审批").first()).toBeVisible();
  await accountant.getByRole("tab", { name: "办理记录" }).click();
  await accountant.getByRole("button", { name: "校验明细有没有被改动" }).click();
  await expect(accountant.getByText(/没有改动/)).toBeVisible();
  await look(accountant, "console-statement-history");

  for (const [path, text, name] of [
    [`${url}/print`, "消费券结算单", "console-statement-print"],
    ["/console/reconciliation", "每日对账", "console-reconciliation"],
    ["/console/leverage", "消费拉动", "console-leverage"],
    ["/console/ledger", "价值台账", "console-ledger"],
    ["/console/funds", "资金来源", "console-funds"],
  ] as const) {
    await accountant.goto(path);
    await expect(accountant.getByRole("heading", { name: text }).first()).toBeVisible();
    await look(accountant, name);
  }
  await accountant.context().close();
});

const narrow = { width: 1024, height: 768 } as const;

test("the auditor reads every page of money, in English and on a narrow screen", async ({ browser }) => {
  test.setTimeout(300_000);
  const auditor = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await auditor.goto("/console");
  await signInStaff(auditor, "auditor");
  // The same sign-in, in a browser of another language and size.
  const { cookies } = await auditor.context().storageState();
  const storageState = { cookies, origins: [] };
  const page = await (await browser.newContext({ viewport: narrow, locale: "en-US", storageState })).newPage();
  const campaign = `/console/campaigns/${(await demoCampaign(auditor)).id}`;
  const statement = new URL(maker.url()).pathname;
  const { settlementId } = (await answerOf(
    maker.request.get(`/api/staff/statements/${statement.split("/").at(-1)}`),
  )) as { settlementId: string };
  for (const [path, what] of [
    ["/console/settlements", "settlements"],
    [`/console/settlements/${settlementId}`, "settlement"],
    [statement, "statement"],
    ["/console/reconciliation", "reconciliation"],
    ["/console/leverage", "leverage"],
    ["/console/ledger", "ledger"],
    ["/console/funds", "funds"],
    [campaign, "campaign"],
    [`${campaign}/awards`, "awards"],
    [`${campaign}/notices`, "notices"],
    [`${campaign}/bundles`, "bundles"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, `console-${what}-1024-en`);
  }
  await page.context().close();
  await auditor.context().close();
});

/** The merchant's phone, as a till of its store with the manager at it. */
async function tillPage(browser: Browser, { storeId, clerk }: Shop): Promise<Page> {
  const page = await (await browser.newContext({ viewport: phone, locale: "zh-CN" })).newPage();
  await page.goto(`/partner/pair?code=${await pairingCodeOf(admin, storeId)}`);
  await page.getByRole("button", { name: "配对", exact: true }).click();
  await enterClerk(page, clerk.name);
  return page;
}

async function giveWord(till: Page, { clerk }: Shop): Promise<void> {
  await till.getByLabel("负责人", { exact: true }).selectOption({ label: clerk.name });
  await till.keyboard.type(demoPin);
}
