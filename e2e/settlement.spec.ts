import { randomUUID } from "node:crypto";
import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { readXlsx } from "hucre/xlsx";
import { desktop, look, phone } from "./look.ts";
import { signInStaff } from "./people.ts";
import { enterClerk } from "./tills.ts";

test.describe.configure({ mode: "serial" });

const password = "demo-gonghui-2026";
const demoPin = "246810";

interface Merchant {
  id: string;
  name: string;
  stores: { id: string }[];
  clerks: { id: string; name: string }[];
}

/** A till of a merchant, held by requests alone. */
interface Till {
  merchant: Merchant;
  requests: APIRequestContext;
  clerkId: string;
}

const answerOf = async <T>(call: ReturnType<APIRequestContext["get"]>): Promise<T> => {
  const answer = await call;
  const text = await answer.text();
  expect(answer.ok(), text).toBe(true);
  return (text === "" ? undefined : JSON.parse(text)) as T;
};

async function staffRequests(browser: Browser, login: string): Promise<APIRequestContext> {
  const { request } = await browser.newContext();
  const first = await answerOf<{ ticket: string; demoCode: string }>(
    request.post("/api/staff/sign-in", { data: { login, password } }),
  );
  await answerOf(request.post("/api/staff/sign-in/second", { data: { ticket: first.ticket, code: first.demoCode } }));
  return request;
}

async function tillOf(browser: Browser, admin: APIRequestContext, merchant: Merchant): Promise<Till> {
  const [clerk] = merchant.clerks;
  await answerOf(admin.patch(`/api/staff/clerks/${clerk?.id}`, { data: { manager: true } }));
  const { pairingCode } = await answerOf<{ pairingCode: string }>(
    admin.post(`/api/staff/stores/${merchant.stores[0]?.id}/pairing`),
  );
  const { request } = await browser.newContext();
  await answerOf(request.post("/api/till/pair", { data: { pairingCode, deviceName: "结算台" } }));
  await answerOf(request.post("/api/till/clerk", { data: { clerkId: clerk?.id, pin: demoPin } }));
  return { merchant, requests: request, clerkId: clerk?.id ?? "" };
}

/** A member takes a voucher of the running round and spends it at a till. */
async function spend(browser: Browser, till: Till, number: string, amountFen: number): Promise<void> {
  const { request } = await browser.newContext();
  const sent = await answerOf<{ demoCode: string }>(
    request.post("/api/member/sign-in/codes", { data: { phone: number } }),
  );
  await answerOf(request.post("/api/member/sign-in", { data: { phone: number, code: sent.demoCode } }));
  let release = "";
  await expect
    .poll(
      async () => {
        const { items } = await answerOf<{ items: { id: string; title: string; state: string }[] }>(
          request.get("/api/releases"),
        );
        release = items.find((one) => one.title === "满50减20" && one.state === "open")?.id ?? "";
        return release;
      },
      { timeout: 240_000, intervals: [1000] },
    )
    .not.toBe("");
  const key = { headers: { "idempotency-key": randomUUID() } };
  const claim = await answerOf<{ id?: string; claimId?: string }>(
    request.post(`/api/releases/${release}/claims`, { ...key, data: {} }),
  );
  const claimId = claim.claimId ?? claim.id;
  const { code } = await answerOf<{ code: string }>(
    request.post("/api/member/code", { data: { purpose: "redeem", claimId } }),
  );
  const bill = { headers: { "idempotency-key": randomUUID() }, data: { code, amountFen, receipt: `XS-${amountFen}` } };
  await answerOf(till.requests.post("/api/till/redemptions", bill));
}

let maker: Page;
let shops: Till[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(480_000);
  const admin = await staffRequests(browser, "admin");
  const { items } = await answerOf<{ items: { id: string }[] }>(admin.get("/api/staff/merchants?limit=100"));
  shops = [];
  for (const { id } of items) {
    const merchant = await answerOf<Merchant>(admin.get(`/api/staff/merchants/${id}`));
    if (merchant.stores.length > 0 && merchant.clerks.length > 0 && shops.length < 11)
      shops.push(await tillOf(browser, admin, merchant));
  }
  for (const [index, till] of shops.entries())
    await spend(browser, till, `199000${16_001 + index}`, 6000 + index * 100);
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
  const settlement = await answerOf<{
    statements: { number: string; totalFen: number; amountFen: number; lines: number }[];
  }>(maker.request.get(`/api/staff/settlements/${id}`));
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

test("the next person reviews; history, paper, days, years and the ledger can be read", async ({ browser }) => {
  test.setTimeout(240_000);
  const url = new URL(maker.url()).pathname;
  const checker = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await checker.goto(url);
  await signInStaff(checker, "checker");
  await checker.goto(url);
  await checker.getByRole("button", { name: "复核", exact: true }).click();
  await checker.getByRole("dialog").getByLabel("说明").fill("已逐行核对");
  await look(checker, "console-statement-review");
  await checker.getByRole("dialog").getByRole("button", { name: "复核", exact: true }).click();
  await expect(checker.getByText("待审批").first()).toBeVisible();
  await checker.getByRole("tab", { name: "办理记录" }).click();
  await checker.getByRole("button", { name: "校验明细有没有被改动" }).click();
  await expect(checker.getByText(/没有改动/)).toBeVisible();
  await look(checker, "console-statement-history");

  for (const [path, text, name] of [
    [`${url}/print`, "消费券结算单", "console-statement-print"],
    ["/console/reconciliation", "每日对账", "console-reconciliation"],
    ["/console/leverage", "消费拉动", "console-leverage"],
    ["/console/ledger", "价值台账", "console-ledger"],
    ["/console/funds", "资金来源", "console-funds"],
  ] as const) {
    await checker.goto(path);
    await expect(checker.getByRole("heading", { name: text }).first()).toBeVisible();
    await look(checker, name);
  }
  await checker.context().close();
});

/** The merchant's phone, as a till of its store with the manager at it. */
async function tillPage(browser: Browser, { merchant }: Till): Promise<Page> {
  const admin = await staffRequests(browser, "admin");
  const { pairingCode } = await answerOf<{ pairingCode: string }>(
    admin.post(`/api/staff/stores/${merchant.stores[0]?.id}/pairing`),
  );
  const page = await (await browser.newContext({ viewport: phone, locale: "zh-CN" })).newPage();
  await page.goto(`/partner/pair?code=${pairingCode}`);
  await page.getByRole("button", { name: "配对", exact: true }).click();
  await enterClerk(page, merchant.clerks[0]?.name ?? "");
  return page;
}

async function giveWord(till: Page, { merchant }: Till): Promise<void> {
  await till.getByLabel("负责人", { exact: true }).selectOption({ label: merchant.clerks[0]?.name ?? "" });
  await till.keyboard.type(demoPin);
}
