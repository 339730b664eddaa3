import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { writeXlsx } from "hucre/xlsx";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { chooseProgramme } from "./showings.ts";
import { signInStaff } from "./staff.ts";

const small = { width: 360, height: 780 };

test("an officer plans a month of showings in the time of a tea break", async ({ page }) => {
  await enter(page, "maker");
  await page.goto("/console/showings?tab=series");
  await look(page, "showings-series");
  await newPlan(page, { title: "三月", from: "2027-03-01", to: "2027-03-31" });
  await expect(page.getByRole("row")).toHaveCount(10); // nine showings and the head
  await look(page, "showings-plan");
  await page.getByText("月历", { exact: true }).click();
  const month = page.getByRole("region", { name: "2027年3月" });
  await expect(month.getByRole("button", { name: /影片未定/ })).toHaveCount(9);
  await look(page, "showings-plan-month");
  await month.getByRole("button", { name: "在 3月6日周六 添加一场" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("开场")).toHaveValue("2027-03-06T18:30");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(month.getByRole("button", { name: /影片未定/ })).toHaveCount(10);
  await month
    .getByRole("button", { name: /影片未定/ })
    .nth(1)
    .click();
  await look(page, "showings-planned-form");
  await form.getByRole("button", { name: "删去" }).click();
  await expect(month.getByRole("button", { name: /影片未定/ })).toHaveCount(9);
  await page.setViewportSize(small);
  await look(page, "showings-plan-month-phone");
});

test("a plan goes through three people's hands; its seats are then paused and let go on", async ({ page, browser }) => {
  await enter(page, "maker");
  const path = await newPlan(page, { title: "四月第一周", from: "2027-04-05", to: "2027-04-09" });
  const films = page.getByRole("combobox", { name: /的影片$/ });
  await expect(films).toHaveCount(2);
  for (const at of [0, 1]) {
    await films.nth(at).click();
    // By its name: the list of the line before may still be closing.
    await page.keyboard.type("长津湖");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row").nth(at + 1)).toContainText("长津湖");
  }
  await page.getByRole("button", { name: "更改《长津湖》的资料" }).click();
  const form = page.getByRole("dialog");
  await form.locator("input[type=file]").setInputFiles(join(import.meta.dirname, "../web/public/till-512.png"));
  await expect(form.getByRole("img", { name: "《长津湖》的海报" })).toBeVisible();
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("img", { name: "《长津湖》的海报" })).toBeVisible();
  await look(page, "showings-plan-films");
  await page.getByRole("button", { name: "交核对" }).click();
  await expect(page.getByText("待核对")).toBeVisible();

  await decide(browser, { login: "checker", path, button: "核对通过", becomes: "待批准" });
  await decide(browser, { login: "admin", path, button: "批准", becomes: "已批准" });

  await page.goto("/console/releases?from=2027-04-05");
  await page
    .getByRole("link", { name: /长津湖/ })
    .first()
    .click();
  await page.getByRole("button", { name: "暂停", exact: true }).click();
  await form.getByLabel("原因").fill("放映机检修");
  await form.getByRole("button", { name: "暂停", exact: true }).click();
  await expect(page.getByText("已暂停").first()).toBeVisible();
  await look(page, "showings-release-paused");
  await page.getByRole("button", { name: "恢复" }).click();
  await expect(page.getByRole("button", { name: "暂停", exact: true })).toBeVisible();
});

test("a sheet of showings says of each row what is wrong before anything is written; a door list is pasted", async ({
  page,
}) => {
  await enter(page, "maker");
  const plan = await newPlan(page, { title: "五月", from: "2027-05-10", to: "2027-05-14" });
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByRole("link", { name: "导入表格" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("排片表")).toBeVisible();
  await drawer.locator("input[type=file]").setInputFiles(await sheet("九号厅"));
  await expect(page.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("row", { name: /九号厅/ })).toContainText(/没有叫“九号厅”的影厅。现有的影厅:.*一号厅/);
  await look(page, "showings-import");
  await page.getByLabel("先写入其余的行").check();
  await page.getByRole("button", { name: "写入 1 行" }).click();
  await expect(page.getByText("已经写好")).toBeVisible({ timeout: 60_000 });
  await page.goto(plan);
  await expect(page.getByRole("row")).toHaveCount(4);

  await page.goto("/console/showings");
  await page
    .getByRole("link", { name: /长津湖/ })
    .first()
    .click();
  await page.getByRole("link", { name: "导入表格" }).click();
  await drawer.getByText("粘贴文字", { exact: true }).click();
  await drawer
    .getByLabel("从微信接龙或表格里复制的文字")
    .fill("#接龙\n1. 查无此人 19800000001\n2. 查无此人 19800000002");
  await drawer.getByRole("button", { name: "读取" }).click();
  await expect(page.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("在你管理的会员里没有找到这个人").first()).toBeVisible();
  await look(page, "showings-door-list");
  await page.getByRole("button", { name: "作废" }).click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /^确\s?定$/ })
    .click();
  await expect(page.getByText("这次导入已作废")).toBeVisible();
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
  await expect(dialog.getByText(/影响 \d+ 张票、\d+ 位等候者/)).toBeVisible();
  await look(page, "showings-change-phone");
  // As wide as 1,280 px are at four times their size; a small desk; and in the other language.
  for (const [name, width] of [
    ["400", 320],
    ["1024", 1024],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await expect(page.getByRole("button", { name: "用这部手机检票" })).toBeVisible();
    await look(page, `showings-session-${name}`);
  }
  await page.evaluate("localStorage.setItem('gonghui.language', 'en')");
  await page.reload();
  await expect(page.getByRole("button", { name: "Change", exact: true })).toBeVisible();
  await look(page, "showings-session-en");
  await page.setViewportSize(small);
  await look(page, "showings-session-phone-en");
});

interface Wanted {
  title: string;
  from: string;
  to: string;
}

/** Opens a plan of the demo's programme; gives its address. */
async function newPlan(page: Page, { title, from, to }: Wanted): Promise<string> {
  await page.goto("/console/showings?tab=plans");
  await page.getByRole("button", { name: "新排片" }).click();
  const form = page.getByRole("dialog");
  await chooseProgramme(page, form);
  await form.getByLabel("排片名称").fill(title);
  await form.getByLabel("从", { exact: true }).fill(from);
  await form.getByLabel("到", { exact: true }).fill(to);
  await form.getByRole("button", { name: "生成场次" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  return new URL(page.url()).pathname;
}

interface Step {
  login: string;
  path: string;
  button: string;
  becomes: string;
}

/** Another person's browser: one reads the plan and passes it. */
async function decide(browser: Browser, { login, path, button, becomes }: Step): Promise<void> {
  const page = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await enter(page, login);
  await page.goto(path);
  await page.getByRole("button", { name: button, exact: true }).click();
  await look(page, `showings-plan-${login}`);
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
  await expect(page.getByText(becomes, { exact: true })).toBeVisible();
  await page.context().close();
}

/** Two showings as an office would write them, the second in a hall of this name. */
async function sheet(hall: string) {
  const rows = [
    ["日期", "时间", "影厅", "影片"],
    ["5月11日", "晚上7点", "一号厅", "《上甘岭》"],
    ["2027-05-13", "19:00", hall, "英雄儿女"],
  ];
  const bytes = await writeXlsx({ sheets: [{ name: "排片", rows }] });
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: "五月排片.xlsx", mimeType, buffer: Buffer.from(bytes) };
}

async function enter(page: Page, login: string): Promise<void> {
  await page.setViewportSize(desktop); // its menu tells that one is in
  await page.goto("/console/");
  await signInStaff(page, login);
}
