import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { answerOf } from "./people.ts";
import { aHall, aShowing } from "./showings.ts";
import { signInStaff, staffRequests } from "./staff.ts";

const small = { width: 360, height: 780 };
const title = "包场专场";

test("a county is told that it has a whole house, and hands in on the phone who comes", async ({ browser }) => {
  const county = await staffRequests(browser, "county");
  const me = await answerOf<{ duties: { nodeId: string }[] }>(county.get("/api/staff/me"));
  const hallId = await aHall(browser, `包场放映厅 ${Date.now() % 1_000_000}`);
  const house = { charterOf: me.duties[0]?.nodeId ?? "", hallId, startsInHours: 50 };
  const { sessionId } = await aShowing(browser, { title, mode: "first_come", opensInSeconds: 600, ...house });
  const { items } = await answerOf<{ items: { memberNumber: string }[] }>(county.get("/api/people?limit=2"));

  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/console/");
  await signInStaff(page, "county");
  await page.setViewportSize(small);
  await page.goto("/console/waiting");
  const told = page.getByRole("listitem").filter({ hasText: "整场 72 座留给本工会" }).first();
  await expect(told).toContainText(title);
  await look(page, "charters-told");
  await page.goto("/console/charters");
  const card = page.locator(`a[href$="${sessionId}"]`);
  await expect(card).toContainText("还没有名单");
  await look(page, "charters-list");
  await card.click();
  await expect(page.getByText("还没有人有座位。")).toBeVisible();
  await look(page, "charter-empty");

  await handIn(page, ["会员编号\t座位", `${items[0]?.memberNumber}\t3排6座`, `${items[1]?.memberNumber}\t`]);
  await page.getByRole("link", { name: "看座位和名单" }).click();
  await expect(page.getByText("来看的人(2)")).toBeVisible();
  await expect(page.getByText(/^3排6座 · .\*/)).toBeVisible();
  await look(page, "charter-listed");
  await page.setViewportSize(desktop);
  await look(page, "charter-listed-desk");
  await context.close();
});

/** Pastes a table and has it written once every row was checked. */
async function handIn(page: Page, rows: readonly string[]): Promise<void> {
  await page.getByRole("link", { name: "导入表格" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("包场名单")).toBeVisible();
  await drawer.getByText("粘贴文字", { exact: true }).click();
  await drawer.getByLabel("从微信接龙或表格里复制的文字").fill(rows.join("\n"));
  await drawer.getByRole("button", { name: "读取" }).click();
  await expect(page.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await look(page, "charter-checked");
  await page.getByRole("button", { name: "写入 2 行" }).click();
  await expect(page.getByText("已经写好")).toBeVisible({ timeout: 60_000 });
}
