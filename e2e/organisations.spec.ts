import { expect, type Page } from "@playwright/test";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { signInStaff } from "./staff.ts";

const own = Date.now().toString(36);
const dialog = (page: Page) => page.getByRole("dialog").filter({ visible: true });
const save = (page: Page, name = "保存") => dialog(page).getByRole("button", { name, exact: true }).click();

async function choose(page: Page, field: string, typed: string): Promise<void> {
  await dialog(page).getByRole("combobox", { name: field }).fill(typed);
  await page.locator(".ant-select-item-option", { hasText: typed }).first().click();
}

test("an organisation is written down, linked, moved, and looked at as of a day", async ({ page }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console");
  await signInStaff(page, "admin");
  await page.goto("/console/organisations");
  const [industry, union] = [`快递行业工会${own}`, `飞驰快递工会${own}`];
  for (const [name, kind] of [
    [industry, "产业(行业)工会"],
    [union, "基层工会"],
  ] as const) {
    await page.getByRole("button", { name: "添加下级组织" }).click();
    await dialog(page).getByLabel("名称").fill(name);
    await dialog(page).getByLabel("类型").click();
    await page.getByTitle(kind, { exact: true }).click();
    if (name === union) {
      await dialog(page).getByRole("button", { name: "填写更多登记信息" }).click();
      await dialog(page).getByLabel("统一社会信用代码").fill("91320100MA1234567X");
      await expect(
        dialog(page).getByText("工会的代码应以 8 开头").or(dialog(page).getByText("校验位对不上")),
      ).toBeVisible();
      await dialog(page).getByLabel("仍要保存的原因").fill("证书如此");
      await dialog(page).getByLabel("行政区划代码").fill("320102");
      await expect(dialog(page).getByText("江苏省")).toBeVisible();
      await look(page, "organisation-add-more");
    }
    await save(page);
    await expect(page.getByRole("tree").getByText(name)).toBeVisible();
  }

  await page.getByRole("tree").getByText(union).click();
  await expect(page.getByText("保留原因:证书如此")).toBeVisible();
  await look(page, "organisation-facts");
  await page.getByRole("tab", { name: "关系" }).click();
  await page.getByRole("button", { name: "建立关系" }).click();
  await choose(page, "对方", industry);
  await dialog(page).getByText("对方可以查看人员和统计").click();
  await look(page, "organisation-link-add");
  await save(page);
  await expect(page.getByRole("cell", { name: industry })).toBeVisible();
  await look(page, "organisation-links");

  await page.getByRole("button", { name: "移动到…" }).click();
  await choose(page, "新的上级", "石湾县");
  await dialog(page).getByLabel("原因").fill("属地管理");
  await expect(dialog(page).getByText("涉及会员 0 人")).toBeVisible();
  await look(page, "organisation-move");
  await save(page, "移动");
  await expect(page.getByRole("navigation").getByText("石湾县")).toBeVisible();
  await page.getByRole("tab", { name: "历史" }).click();
  await expect(page.getByText(/隶属于/)).toHaveCount(2);
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "分立…" }).click();
  await look(page, "organisation-split");
  await dialog(page).getByRole("button", { name: "取消", exact: true }).click();
  await page.setViewportSize({ width: 1024, height: 768 });
  await look(page, "organisation-history-1024");
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, "organisation-phone");
  await page.setViewportSize(desktop);
  await page.getByRole("button", { name: "换届提醒" }).click();
  await look(page, "organisation-elections");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "撤销…" }).click();
  await dialog(page).getByLabel("原因").fill("登记错了");
  await look(page, "organisation-close");
  await save(page, "撤销组织");
  await expect(page.getByText("已撤销", { exact: true }).first()).toBeVisible();

  await page.goto("/console/statistics");
  await expect(page.getByRole("img", { name: /^近十二个月/ })).toBeVisible();
  await look(page, "statistics-members");
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole("button", { name: "平台就业", exact: true }).click();
  await expect(page.getByText("只计 平台就业")).toBeVisible();
  await look(page, "statistics-members-1024");
  await page.setViewportSize(desktop);
  await seeServices(page);
  await look(page, "statistics-services");
  await page.getByRole("tab", { name: "组织", exact: true }).click();
  await expect(page.getByText("按类型")).toBeVisible();
  await look(page, "statistics-organisations");
  await page.setViewportSize({ width: 360, height: 780 });
  await look(page, "statistics-organisations-phone");
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await page.goto(`/console/organisations?day=${day}`);
  await page.setViewportSize(desktop);
  await expect(page.getByText(/只能查看/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "当天的经办人" })).toBeVisible();
  await look(page, "organisation-as-of");
  await page.getByRole("link", { name: "看这一天的人员名单" }).click();
  await expect(page.getByText(/^共 [\d,]+ 人。只列今天归你管的人/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`day=${day}`));
  await look(page, "people-as-of");
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByText(/^这是 .* 的会籍/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/people/.*day=${day}`));
  await look(page, "person-as-of");
});

/** What was served on this server until now is other journeys' doing: the page shows what the server counted, or says that it was nothing. */
async function seeServices(page: Page): Promise<void> {
  const answer = page.waitForResponse((response) => response.url().includes("/api/statistics/services"));
  await page.getByRole("tab", { name: "服务", exact: true }).click();
  const { items } = (await (await answer).json()) as { items: object[] };
  const chart = page.getByRole("img", { name: /^每月各类服务的人次/ });
  await expect(items.length > 0 ? chart : page.getByText("这段时间没有服务记录。")).toBeVisible();
}
