import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { answerOf, demoCode, memberPhone } from "./people.ts";
import { signInStaff, staffRequests } from "./staff.ts";

let own = Date.now();
const openDialog = (page: Page) => page.getByRole("dialog").filter({ visible: true });

/** A member whom nobody else plays with, alone in a union of their own beside one of the demo; gives the phone and the name of that one. */
async function aMemberOfTheirOwn(browser: Browser) {
  const admin = await staffRequests(browser, "admin");
  const all = await answerOf<{ items: { id: string; name: string; kind: string; parentId: string | null }[] }>(
    admin.get("/api/organisations", { params: { q: "第一机械厂" } }),
  );
  const there = all.items.find(({ kind, parentId }) => kind === "base" && parentId !== null);
  const phone = `197${String(own++).slice(-8)}`;
  const union = { parentId: there?.parentId, kind: "base", name: `知秋驿站工会${phone.slice(-5)}` };
  const { id } = await answerOf<{ id: string }>(admin.post("/api/organisations", { data: union }));
  const given = { name: "闻人知秋", phone, organisationId: id };
  await answerOf(admin.post("/api/people", { data: given }));
  return { phone, name: given.name, unionId: id, there: there?.name ?? "" };
}

/** The console in a window of its own. */
async function office(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await page.goto("/console");
  await signInStaff(page, "admin");
  return page;
}

/** A union opens the year, the member confirms on the phone, and the union sees it and what is left. */
async function registers(officer: Page, page: Page, one: { unionId: string; name: string }): Promise<void> {
  await officer.goto(`/console/registrations?org=${one.unionId}`);
  await officer.getByRole("button", { name: "开放年度登记" }).click();
  await openDialog(officer).getByRole("button", { name: "开放年度登记" }).click();
  await expect(officer.getByRole("link", { name: one.name, exact: true })).toBeVisible();
  await look(officer, "registration-open");

  await page.goto("/");
  await page.getByRole("link", { name: /年度登记还没有确认/ }).click();
  await page.getByRole("radio", { name: "已退休" }).check();
  await expect(page.getByText(/核实后会为你保留会籍/)).toBeVisible();
  await look(page, "registration-ask");
  await page.getByRole("radio", { name: "在岗工作" }).check();
  await page.getByRole("button", { name: "确认登记" }).click();
  await expect(page.getByRole("heading", { name: /年度登记已完成/ })).toBeVisible();
  await look(page, "registration-done");

  await officer.goto(`${new URL(officer.url()).pathname}?org=${one.unionId}&list=registered`);
  await expect(officer.getByText(/在岗 · 本人/)).toBeVisible();
  await look(officer, "registration-registered");
  await officer.goto(`/console/registrations?org=${one.unionId}`);
  await expect(officer.getByText("登记中", { exact: true }).first()).toBeVisible();
  await look(officer, "registrations");
}

test("a member confirms the year and moves to another union, confirmed by both", async ({ browser }) => {
  const one = await aMemberOfTheirOwn(browser);
  const page = await memberPhone(browser, one.phone);
  const officer = await office(browser);
  await registers(officer, page, one);
  await page.goto("/me");
  await page.getByRole("link", { name: "换单位?办理会籍转接" }).click();
  await expect(page.getByLabel("新的工会或单位名称")).toBeVisible();
  await look(page, "transfer-ask");
  await page.getByLabel("新的工会或单位名称").fill(one.there);
  await page.getByRole("radio", { name: one.there, exact: true }).check();
  await page.getByLabel("转接原因").fill("换到新单位");
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText("还有 3 个工作日")).toBeVisible();
  await look(page, "transfer-waiting");

  await officer.goto("/console/transfers");
  await look(officer, "transfers");
  await officer.getByRole("link", { name: one.name, exact: true }).click();
  await expect(officer.getByText("换到新单位")).toBeVisible();
  await look(officer, "transfer-one");
  for (const answer of ["同意转出", "同意接收"]) {
    await officer.getByRole("button", { name: answer, exact: true }).click();
    await openDialog(officer).getByRole("button", { name: answer, exact: true }).click();
    await expect(openDialog(officer)).toHaveCount(0);
  }
  await expect(officer.getByText("已转入", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: `已转入“${one.there}”` })).toBeVisible();
  await look(page, "transfer-done");
});

test("a member reads what is kept, asks for a correction, takes a copy, and may close the account", async ({
  browser,
}) => {
  const one = await aMemberOfTheirOwn(browser);
  const page = await memberPhone(browser, one.phone);
  await page.goto("/me");
  await page.getByRole("link", { name: "我的信息和隐私" }).click();
  await expect(page.getByRole("heading", { name: "谁看过、谁改过" })).toBeVisible();
  await expect(page.getByText(/修改了信息/)).toBeVisible();
  await page.getByLabel("哪里不对").selectOption("employer_name");
  await page.getByLabel("应该是").fill("滨江配送站");
  await page.getByRole("button", { name: "提交更正" }).click();
  await expect(page.getByText(/滨江配送站 · 等工会答复/)).toBeVisible();
  await look(page, "data");

  const officer = await office(browser);
  await officer.goto("/console/waiting");
  const card = officer.locator(".ant-card").filter({ hasText: "滨江配送站" });
  await expect(card).toHaveCount(1);
  await look(officer, "waiting-correction");
  await card.getByRole("button", { name: /通\s?过/ }).click();
  await openDialog(officer)
    .getByRole("button", { name: /通\s?过/ })
    .click();
  await expect(card).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/滨江配送站 · 已更正/)).toBeVisible();

  await page.getByRole("link", { name: "带走一份" }).click();
  await prove(page, "生成我的信息");
  await expect(page.getByRole("button", { name: "存成 Excel" })).toBeVisible();
  await look(page, "data-copy");
  await page.goto("/data/close");
  await look(page, "data-close");
  await prove(page, "确认注销");
  await expect(page.getByRole("heading", { name: /账号将在/ })).toBeVisible();
  await page.getByRole("button", { name: "不注销了" }).click();
  await expect(page.getByRole("heading", { name: "到期销毁的" })).toBeVisible();
});

/** A code to one's own number, shown by the demo. */
async function prove(page: Page, submit: string): Promise<void> {
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("6 位验证码").fill(await demoCode(page));
  await page.getByRole("button", { name: submit, exact: true }).click();
}
