import { randomUUID } from "node:crypto";
import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { answerOf } from "./people.ts";
import { signInStaff, staffRequests } from "./staff.ts";

/** A name of nobody else, so that it may run beside other journeys on the same server. */
const mark = randomUUID().slice(0, 6);
const place = `职工影院${mark}`;

test.describe.configure({ mode: "serial" });

test("an officer opens a cinema and draws a hall of 20 × 30 in well under two minutes", async ({ page }) => {
  await enter(page, "maker");
  await page.goto("/console/places");
  await look(page, "places-list");
  await page.getByRole("button", { name: "添加场所" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称").fill(place);
  await form.getByLabel("地址").fill("工人路 1 号");
  await form.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: `给“${place}”添加场地` }).click();
  await form.getByLabel("场地名称").fill("一号厅");
  await form.getByRole("button", { name: "保存" }).click();
  const began = Date.now();
  await drawHall(page);
  const description = `${Math.round((Date.now() - began) / 1000)} s`;
  test.info().annotations.push({ type: "drawn and looked at in", description });
});

/** Twenty rows of thirty seats in three blocks, by hand: size, aisles by their handles, a drag, and keys. */
async function drawHall(page: Page): Promise<void> {
  const board = page.getByRole("grid", { name: "座位图画板" });
  await page.getByLabel("排数").fill("20");
  await page.getByLabel("每排格数").fill("32");
  await expect(page.getByText("可用 640 座(其中轮椅位 0),不开放 0,共 20 排")).toBeVisible();
  await press(page, board, -0.7, 7);
  await press(page, board, -0.7, 24);
  await expect(page.getByText("可用 600 座(其中轮椅位 0),不开放 0,共 20 排")).toBeVisible();
  await page.getByText("3 不开放").click();
  await drag(page, board, [19, 15], [19, 16]);
  await page.keyboard.press("2");
  await press(page, board, 9, 6);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(page.getByText("可用 598 座(其中轮椅位 2),不开放 2,共 20 排")).toBeVisible();
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByText("(其中轮椅位 1)")).toBeVisible();
  await page.getByRole("button", { name: "重做" }).click();
  await look(page, "places-editor");
  await page.getByRole("button", { name: "保存为第 1 版" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "保存", exact: true }).click();
  // Several answers and 600 seats; a machine that is busy takes its time.
  await expect(page.getByRole("gridcell", { name: "10排7座,轮椅位,可选" })).toBeVisible({ timeout: 60_000 });
}

test("a change of the seats shows what differs before it is saved as the next version", async ({ page }) => {
  await enter(page, "maker");
  await openHall(page, "一号厅", place);
  await page.getByText("座位图", { exact: true }).click();
  await look(page, "places-seat-map");
  await page.getByRole("button", { name: "修改座位图" }).click();
  const board = page.getByRole("grid", { name: "座位图画板" });
  await page.getByText("3 不开放").click();
  await press(page, board, 0, 0);
  await page.setViewportSize({ width: 1024, height: 768 });
  await look(page, "places-editor-1024");
  await page.setViewportSize(desktop);
  await page.getByRole("button", { name: "保存为第 2 版" }).click();
  await expect(page.getByRole("dialog").getByText("改变用途 1 座")).toBeVisible();
  await look(page, "places-difference");
  await page.getByRole("dialog").getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("可用 597 座")).toBeVisible();
});

test("a hall is booked by dragging, a clash names the way out, and the phone reads the calendar", async ({ page }) => {
  await enter(page, "maker");
  await openHall(page, "一号厅", place);
  await page.getByRole("button", { name: "往后" }).click();
  const day = page.locator("[class*=drawable]").nth(2);
  const box = await boxOf(day);
  await page.mouse.move(box.x + box.width / 2, box.y + 46);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 132, { steps: 4 });
  await page.mouse.up();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("开始")).toHaveValue(/T09:00$/);
  await expect(form.getByLabel("结束")).toHaveValue(/T11:00$/);
  await form.getByLabel("名称").fill("劳模宣讲会");
  await form.getByRole("button", { name: "预订", exact: true }).click();
  await expect(page.getByRole("button", { name: /劳模宣讲会/ })).toBeVisible();
  await clash(page, form, await dayOf(page));
  await look(page, "places-week");
  await page.setViewportSize({ width: 1024, height: 768 });
  await look(page, "places-week-1024");
  await page.setViewportSize(phone);
  await expect(page.getByRole("button", { name: /劳模宣讲会/ })).toBeVisible();
  await look(page, "places-week-phone");
  await page.setViewportSize(desktop);
  await page.getByText("月", { exact: true }).click();
  await look(page, "places-month");
  await page.getByRole("button", { name: /劳模宣讲会/ }).click();
  await look(page, "places-booking");
});

/** The day on which the first booking of the week lies, as the form writes it. */
async function dayOf(page: Page): Promise<string> {
  await page.getByRole("button", { name: /劳模宣讲会/ }).click();
  await page.getByRole("button", { name: "改时间或内容" }).click();
  const from = await page.getByRole("dialog").getByLabel("开始").inputValue();
  await page.getByRole("dialog").getByRole("button", { name: "取消", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  return from.slice(0, 10);
}

async function clash(page: Page, form: Locator, day: string): Promise<void> {
  await page.getByRole("button", { name: "预订", exact: true }).click();
  await form.getByLabel("名称").fill("技能培训");
  await form.getByLabel("开始").fill(`${day}T10:00`);
  await form.getByLabel("结束").fill(`${day}T12:00`);
  await form.getByRole("button", { name: "预订", exact: true }).click();
  await expect(form.getByText(/已有“劳模宣讲会”,占用到 .*11:20\(含清场\)/)).toBeVisible();
  await expect(form.getByText(/已有“劳模宣讲会”/)).toBeInViewport();
  await look(page, "places-clash");
  await form.getByRole("button", { name: /^改到 .*11:20$/ }).click();
  await form.getByRole("button", { name: "预订", exact: true }).click();
  await expect(page.getByRole("button", { name: /技能培训/ })).toBeVisible();
}

test("a county asks for the city's hall; the city answers with a reason that the county reads", async ({
  page,
  browser,
}) => {
  const county = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await enter(county, "county");
  await openHall(county, "三楼会议厅", "工人文化宫");
  // Tomorrow in Beijing: on a Sunday that is in the week to come.
  const tomorrow = new Date(Date.now() + 32 * 3_600_000);
  const day = tomorrow.toISOString().slice(0, 10);
  await takeMorning(browser, new URL(county.url()).pathname.split("/").at(-1) ?? "", day);
  if (tomorrow.getUTCDay() === 1) await county.getByRole("button", { name: "往后" }).click();
  await county.getByRole("button", { name: "申请使用" }).click();
  const form = county.getByRole("dialog");
  const title = `县工会培训${mark}`;
  await form.getByLabel("名称").fill(title);
  await form.getByLabel("开始").fill(`${day}T09:00`);
  await form.getByLabel("结束").fill(`${day}T11:00`);
  await look(county, "places-ask");
  await form.getByRole("button", { name: "申请使用", exact: true }).click();
  // The county reads when, and not what.
  await expect(form.getByText(/三楼会议厅 这段时间已被占用/)).toBeVisible();
  await form.getByRole("button", { name: /^改到/ }).click();
  await form.getByRole("button", { name: "申请使用", exact: true }).click();
  await expect(county.getByRole("button", { name: new RegExp(title) })).toBeVisible();
  await enter(page, "maker");
  await page.goto("/console/places?tab=inbox");
  await look(page, "places-inbox");
  await page.getByRole("button", { name: `不同意“${title}”` }).click();
  await page.getByRole("dialog").getByLabel("原因").fill("当天检修空调");
  await page.getByRole("dialog").getByRole("button", { name: "不同意", exact: true }).click();
  await expect(page.getByRole("button", { name: `不同意“${title}”` })).toHaveCount(0);
  await county.goto("/console/places?tab=mine");
  await expect(county.getByRole("row", { name: new RegExp(title) })).toContainText("当天检修空调");
  await look(county, "places-mine");
  await county.context().close();
});

/** Somebody has the hall from nine to eleven: a meeting of the demo, or, when that is on another day by now, one of ours. */
async function takeMorning(browser: Browser, hallId: string, day: string): Promise<void> {
  const maker = await staffRequests(browser, "maker");
  const { items } = await answerOf<{ items: { organisationId: string }[] }>(maker.get("/api/staff/places"));
  const data = {
    ...{ organisationId: items[0]?.organisationId, purpose: "meeting", title: `例会${mark}` },
    ...{ from: `${day}T09:00:00+08:00`, to: `${day}T11:00:00+08:00` },
  };
  const answer = await maker.post(`/api/staff/halls/${hallId}/bookings`, { data });
  expect([201, 409]).toContain(answer.status());
}

async function enter(page: Page, login: string): Promise<void> {
  await page.setViewportSize(desktop);
  await page.goto("/console");
  await signInStaff(page, login);
}

async function openHall(page: Page, hall: string, of: string): Promise<void> {
  await page.goto("/console/places");
  await page.locator(".ant-card", { hasText: of }).getByRole("link", { name: hall, exact: true }).click();
  await expect(page.getByRole("heading", { name: hall })).toBeVisible();
}

async function boxOf(thing: Locator) {
  const box = await thing.boundingBox();
  if (box === null) throw new Error("it is not on the page");
  return box;
}

/** The middle of a square of the board; row -0.7 is the handle of a column. */
async function squareAt(board: Locator, row: number, col: number): Promise<{ x: number; y: number }> {
  const first = await boxOf(board.getByRole("gridcell").first());
  return { x: first.x + (col + 0.5) * first.width, y: first.y + (row + 0.5) * first.height };
}

async function press(page: Page, board: Locator, row: number, col: number): Promise<void> {
  await board.getByRole("gridcell").first().scrollIntoViewIfNeeded();
  const { x, y } = await squareAt(board, row, col);
  await page.mouse.click(x, y);
}

async function drag(page: Page, board: Locator, from: [number, number], to: [number, number]): Promise<void> {
  await board.getByRole("gridcell").last().scrollIntoViewIfNeeded();
  const [start, end] = [await squareAt(board, ...from), await squareAt(board, ...to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up();
}
