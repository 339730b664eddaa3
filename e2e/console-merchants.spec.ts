import { randomUUID } from "node:crypto";
import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { signInStaff } from "./staff.ts";

/** Names of nobody else, so that it may run beside other journeys on the same server. */
const mark = randomUUID().slice(0, 6);
const merchant = `青禾超市${mark}`;
const store = `青禾超市南岗店${mark}`;
const clerk = `欧阳${mark}`;
const device = `前台平板${mark}`;

const phone = `137${String(Number.parseInt(mark, 16) % 1e8).padStart(8, "0")}`;

test.describe.configure({ mode: "serial" });

test("an officer keeps a merchant: adds, edits, shuts out, removes, closes and reopens", async ({ page, browser }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console/merchants");
  await signInStaff(page, "maker");
  await page.goto("/console/merchants");
  await addMerchant(page);
  await addStoreAndClerk(page);
  await editStore(page);
  const till = await pairTill(page, browser);
  await closeStore(page);
  await reopenStore(page);
  await shutOutTill(page, till);
  await editAndRemoveClerk(page);
});

/** Saves what is in a dialog and waits until it is gone: the next one may open while this one still closes. */
async function save(form: Locator): Promise<void> {
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form).toHaveCount(0);
}

async function addMerchant(page: Page): Promise<void> {
  await page.getByRole("button", { name: "添加商户" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill(merchant);
  await chooseOrganisation(page, form, "澄江市总工会");
  await save(form);
  await expect(page.getByRole("heading", { name: merchant })).toBeVisible();
  await look(page, "console-merchant-empty");
}

/** Types a name and picks it from the list, which may still move while the answer comes in: then once more, as a person would. */
async function chooseOrganisation(page: Page, form: Locator, name: string): Promise<void> {
  const chosen = form
    .locator(".ant-select-content-has-value")
    .getByText(name, { exact: true })
    .or(form.getByTitle(name));
  await expect(async () => {
    await form.getByRole("combobox").fill(name);
    await page.locator(".ant-select-item-option").getByText(name, { exact: true }).click({ timeout: 3000 });
    await expect(chosen.first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
}

async function addStoreAndClerk(page: Page): Promise<void> {
  await page.getByRole("button", { name: "添加门店" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("门店名称").fill(`${store}旧名`);
  await form.getByLabel("地址").fill("南岗区果戈里大街 1 号");
  await save(form);
  await expect(page.getByRole("cell", { name: `${store}旧名` }).first()).toBeVisible();
  await page.getByRole("button", { name: "添加店员" }).click();
  await form.getByLabel("姓名").fill(clerk);
  await form.getByLabel("手机号").fill("12");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form.getByText("请填写 11 位手机号")).toBeVisible();
  await form.getByLabel("手机号").fill(phone);
  await save(form);
  await expect(page.getByRole("cell", { name: clerk })).toBeVisible();
  await expect(page.getByText(phone)).toHaveCount(0);
}

async function editStore(page: Page): Promise<void> {
  await page.getByRole("row", { name: store }).getByRole("button", { name: "编辑" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("门店名称")).toHaveValue(`${store}旧名`);
  await form.getByLabel("门店名称").fill(store);
  await form.getByLabel("门店电话").fill("0451-8888 0000");
  await look(page, "console-store-edit");
  await save(form);
  await expect(page.getByText("0451-8888 0000")).toBeVisible();
  await expect(page.getByText(`${store}旧名`)).toHaveCount(0);
}

async function pairTill(page: Page, browser: Browser): Promise<Page> {
  await page.getByRole("row", { name: store }).getByRole("button", { name: "配对收银台" }).click();
  const code = page.getByText(/^[0-9A-Z]{8}$/);
  await expect(code).toBeVisible();
  const till = await (await browser.newContext()).newPage();
  await till.goto("/partner");
  const answer = await till.request.post("/api/till/pair", {
    data: { pairingCode: await code.textContent(), deviceName: device },
    headers: { origin: new URL(till.url()).origin },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  await expect(page.getByText(`“${device}”已配对`)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(device, { exact: true })).toBeVisible();
  return till;
}

async function closeStore(page: Page): Promise<void> {
  await page.getByRole("row", { name: store }).getByRole("button", { name: "停业" }).click();
  const sure = page.getByRole("dialog");
  await expect(sure.getByText("1 台收银台立刻不能收券")).toBeVisible();
  await look(page, "console-store-close");
  await sure.getByRole("button", { name: "取消" }).click();
  await expect(sure).toHaveCount(0);
  await expect(page.getByText("停业", { exact: true })).toHaveCount(1); // nothing happened
  await page.getByRole("row", { name: store }).getByRole("button", { name: "停业" }).click();
  await sure.getByRole("button", { name: "停业" }).click();
  await expect(page.getByRole("button", { name: "重新营业" })).toBeVisible();
  await expect(page.getByRole("button", { name: "配对收银台" })).toHaveCount(0);
  await look(page, "console-store-closed");
}

async function reopenStore(page: Page): Promise<void> {
  await page.getByRole("button", { name: "重新营业" }).click();
  await expect(page.getByRole("button", { name: "配对收银台" })).toBeVisible();
  await expect(page.getByText(device)).toBeVisible();
}

async function shutOutTill(page: Page, till: Page): Promise<void> {
  expect((await till.request.get("/api/till/me")).status()).toBe(200);
  await page.getByRole("button", { name: `停用收银台“${device}”` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await expect(page.getByText(device, { exact: true })).toHaveCount(0);
  await expect.poll(async () => (await till.request.get("/api/till/me")).status()).toBe(401);
}

async function editAndRemoveClerk(page: Page): Promise<void> {
  const named = `${clerk}清河`;
  await page.getByRole("row", { name: clerk }).getByRole("button", { name: "编辑" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("姓名").fill(named);
  await save(form);
  await page.getByRole("row", { name: named }).getByRole("button", { name: "移除" }).click();
  const sure = page.getByRole("dialog").filter({ hasText: named });
  await expect(sure.getByText("密码立刻失效")).toBeVisible();
  await sure.getByRole("button", { name: "移除" }).click();
  await expect(page.getByRole("cell", { name: named })).toHaveCount(0);
}

test("who only checks reads a merchant and changes nothing", async ({ page }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console/merchants");
  await signInStaff(page, "checker");
  await page.goto("/console/merchants");
  await expect(page.getByRole("button", { name: "添加商户" })).toHaveCount(0);
  await page.getByRole("link", { name: merchant }).click();
  await expect(page.getByRole("cell", { name: store })).toBeVisible();
  for (const act of ["编辑", "停业", "添加门店", "添加店员", "暂停商户"])
    await expect(page.getByRole("button", { name: act })).toHaveCount(0);
});

test("the keeper of the installation sends a test message; an officer finds no settings", async ({ page }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console");
  await signInStaff(page, "keeper");
  await page.getByRole("link", { name: "短信" }).click();
  await expect(page.getByText("演示站:短信不会真的发出")).toBeVisible();
  await look(page, "console-sms");
  await page.getByLabel("手机号", { exact: true }).fill(phone);
  await page.getByRole("button", { name: "发送" }).click();
  await expect(page.getByText("已放进发件箱")).toBeVisible();
  await page.context().clearCookies();
  await page.goto("/console");
  await signInStaff(page, "maker");
  await expect(page.getByRole("link", { name: "短信" })).toHaveCount(0);
});
