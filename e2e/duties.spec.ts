import { expect } from "@playwright/test";
import { identityProvider } from "../server/kernel/sign-in/oidc/identity-provider.builders.ts";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { answerOf } from "./people.ts";
import { signInStaff, staffRequests } from "./staff.ts";

test("a parent app is set up, and somebody of it comes in and finds no bars of ours", async ({ browser, baseURL }) => {
  const app = await identityProvider([`${baseURL}/sign-in`]);
  // A number that no other journey signs in with, under the name that the register knows.
  const number = "19900019321";
  const officer = await staffRequests(browser, "admin");
  const { items } = await answerOf<{ items: { name: string }[] }>(officer.get(`/api/people?q=${number}`));
  app.people.set("somebody", { phone_number: number, phone_number_verified: true, name: items[0]?.name ?? "" });
  app.sign("somebody");
  const locale = { locale: "zh-CN", timezoneId: "Asia/Shanghai" };
  const keeper = await (await browser.newContext({ viewport: desktop, ...locale })).newPage();
  try {
    await keeper.goto("/console");
    await signInStaff(keeper, "keeper");
    await keeper.goto("/console/settings/sign-in");
    const form = keeper.locator("form").first();
    await form.getByLabel("名称").fill("职工之家");
    await form.getByLabel("身份服务地址").fill(app.issuer);
    await form.getByLabel("应用编号").fill(app.clientId);
    await form.getByLabel("密钥").fill(app.secret);
    await form.getByRole("checkbox").check();
    await form.getByRole("button", { name: "保存" }).click();
    await expect(keeper.getByText("已保存").first()).toBeVisible();
    await look(keeper, "console-ways-to-sign-in");

    const member = await (await browser.newContext({ viewport: phone, ...locale })).newPage();
    await member.goto("/?embed=1&from=zgzj");
    await expect(member.getByRole("link", { name: "会员码" })).toBeVisible();
    await expect(member.locator("nav").filter({ hasText: "首页" })).toHaveCount(0);
    await look(member, "member-embedded");
  } finally {
    // Other journeys sign in as they always do.
    await keeper.request.put("/api/settings/sign-in/member", {
      data: { enabled: false, name: "职工之家", issuer: app.issuer, clientId: app.clientId, trusted: false },
    });
    await app.close();
  }
});

test("a post is given for a term, and handed over", async ({ browser }) => {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "admin");
  await page.goto("/console/duties");
  const auditor = page.getByRole("row", { name: /沈审计/ });
  const dialog = page.getByRole("dialog").filter({ visible: true });
  await auditor.getByRole("button", { name: "给职责" }).click();
  await dialog.getByLabel("职责", { exact: true }).fill("安全管理员");
  await page.locator(".ant-select-item-option").filter({ hasText: "安全管理员" }).first().click();
  await dialog.getByRole("button", { name: "给职责" }).click();
  await expect(dialog.getByRole("alert")).toContainText("不能由一个人担任");
  await look(page, "console-duties-apart");
  await page.keyboard.press("Escape");
  await auditor.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "交接职责" }).click();
  await expect(dialog.getByText("沈审计 的 1 项职责")).toBeVisible();
  // Whoever takes over; whatever waits is shown before it goes over.
  await dialog.getByLabel("接任人").fill("maker");
  await page.locator(".ant-select-item-option").first().click();
  await expect(dialog.getByRole("heading", { name: "交接时一并过去的" })).toBeVisible();
  await look(page, "console-duties-hand-over");
});

test("a quarter's duties are confirmed line by line", async ({ browser }) => {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "keeper");
  // Unless the morning has begun it already.
  expect([201, 409]).toContain((await page.request.post("/api/staff/duty-reviews")).status());
  await page.goto("/console/duties");
  await page.getByRole("link", { name: /年第 \d 季度/ }).click();
  const auditor = page.getByRole("row", { name: /沈审计/ });
  await expect(auditor).toBeVisible();
  await look(page, "console-duty-review");
  await auditor.getByRole("button", { name: "继续" }).click();
  await expect(auditor).toHaveCount(0);
  await page.locator(".ant-segmented").getByText("全部", { exact: true }).click();
  await expect(auditor).toContainText("罗平台");
  await look(page, "console-duty-review-answered");

  await page.goto("/console/organisations?tab=settings");
  await expect(page.getByRole("switch", { name: "导入要第二人看过" })).toBeEnabled();
  await expect(page.getByRole("switch", { name: "接受入会申请" })).toBeDisabled();
  await look(page, "console-register-settings");
});
