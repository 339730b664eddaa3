import { expect, type Page, test } from "@playwright/test";
import { desktop, look } from "./look.ts";
import { signInStaff } from "./staff.ts";

const small = { width: 360, height: 780 };

test("an officer plans a month of showings in the time of a tea break", async ({ page }) => {
  await enter(page, "maker");
  await page.goto("/console/showings?tab=series");
  await look(page, "showings-series");
  await page.getByRole("button", { name: "新排片" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("排片名称").fill("三月");
  await form.getByLabel("从", { exact: true }).fill("2027-03-01");
  await form.getByLabel("到", { exact: true }).fill("2027-03-31");
  await form.getByRole("button", { name: "生成场次" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("三月");
  await expect(page.getByRole("row")).toHaveCount(10); // nine showings and the head
  await look(page, "showings-plan");
});

test("one showing on her phone: live state, doors, and a change that says first whom it touches", async ({ page }) => {
  await enter(page, "maker");
  await page.setViewportSize(small);
  await page.goto("/console/showings");
  await look(page, "showings-phone");
  await page
    .getByRole("link", { name: /长津湖/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: "用这部手机检票" })).toBeVisible();
  await page.getByRole("button", { name: "给志愿者配对码" }).click();
  await expect(page.getByText("10 部手机可用")).toBeVisible();
  await look(page, "showings-session-phone");
  await page.getByRole("button", { name: "变更", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("变更什么").click();
  await page.getByTitle("取消", { exact: true }).click();
  await dialog.getByRole("button", { name: "先看影响谁" }).click();
  await expect(dialog.getByText(/影响 \d+ 张票/)).toBeVisible();
  await look(page, "showings-change-phone");
});

async function enter(page: Page, login: string): Promise<void> {
  await page.setViewportSize(desktop); // its menu tells that one is in
  await page.goto("/console/");
  await signInStaff(page, login);
}
