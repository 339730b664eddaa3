import { type Browser, expect, type Page } from "@playwright/test";
import { readXlsx } from "hucre/xlsx";
import { makeRoster, sampleBytes } from "../db/samples/index.ts";
import { correctRoster } from "./correct-roster.ts";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { answerOf } from "./people.ts";
import { signInStaff } from "./staff.ts";

const roster = makeRoster({ rows: 120, seed: 20_261_122 });
const good = 120 - roster.defects.length;

async function officer(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "admin");
  return page;
}

test("a roster comes in from Excel: checked, wrong rows back in their own workbook, the others written, and taken back", async ({
  browser,
}) => {
  const page = await officer(browser);
  await page.getByRole("link", { name: "用 Excel 导入花名册" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("会员花名册", { exact: true })).toBeVisible();
  await look(page, "imports-start");
  const buffer = Buffer.concat(await Array.fromAsync(sampleBytes(roster)));
  await drawer.locator("input[type=file]").setInputFiles({ name: "会员花名册.xlsx", mimeType: "", buffer });

  await expect(page.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/个工会名称不在组织树里/)).toBeVisible();
  await look(page, "imports-review");
  await page.getByRole("button", { name: /就这样,新设/ }).click();
  await expect(page.getByText(/会新设 \d+ 个工会/)).toBeVisible();

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载标好的表格" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("会员花名册-待改.xlsx");
  const stream = await download.createReadStream();
  const returned = Buffer.concat((await Array.fromAsync(stream)) as Buffer[]);
  expect((await readXlsx(returned)).sheets[0]?.rows[0]?.[0]).toBe(roster.title);

  const write = page.getByRole("button", { name: `写入 ${good} 行` });
  await expect(write).toBeDisabled();
  await page.getByLabel("先写入其余的行").check();
  await write.click();
  await expect(page.getByText("已经写好")).toBeVisible({ timeout: 60_000 });
  // What could not be taken is still there to be fetched, and the way to the people is short.
  await expect(page.getByRole("link", { name: "下载标好的表格" })).toBeVisible();
  await look(page, "imports-applied");
  await page.getByRole("link", { name: "去看名册里的人员" }).click();
  await expect(page.getByRole("heading", { name: "人员", exact: true })).toBeVisible();
  await page.goBack();

  const written = page.url();
  await bringCorrected(page, returned);
  await takeBack(page);
  await page.goto(written);
  await takeBack(page);
  await expect(page.getByText(/个没有人用过,已撤销/)).toBeVisible();
  await look(page, "imports-undone");
  await page.getByRole("navigation").getByRole("link", { name: "导入", exact: true }).first().click();
  // The newest is first, whatever else came in here before.
  await expect(page.getByRole("row", { name: /会员花名册\.xlsx/ }).first()).toContainText("已撤回");
  await look(page, "imports-list");
  await mergeAndBack(page);
});

/** The wrong rows are corrected in the workbook that came back, and that alone is sent again: nothing is refused, nobody comes twice. */
async function bringCorrected(page: Page, returned: Uint8Array): Promise<void> {
  const buffer = await correctRoster(
    returned,
    roster.defects.map(({ row }) => row),
  );
  await page.getByRole("link", { name: "上传改好的表格" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.locator("input[type=file]").setInputFiles({ name: "会员花名册-已改.xlsx", mimeType: "", buffer });
  await expect(page.getByRole("heading", { name: "会员花名册-已改.xlsx" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await look(page, "imports-corrected");
  await page.getByRole("button", { name: `写入 ${roster.defects.length} 行` }).click();
  await expect(page.getByText("已经写好")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("link", { name: "下载标好的表格" })).toBeHidden();
  const { counts } = await answerOf<{ counts: Record<string, number> }>(
    page.request.get(`/api/staff/imports/${page.url().split("/").at(-1)}`),
  );
  const corrected = roster.defects.length;
  expect(counts).toMatchObject({ unchanged: good, applied: corrected, refused: 0, conflict: 0 });
}

async function takeBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "撤回这次导入" }).click();
  const asking = page.getByRole("dialog");
  await asking.getByLabel("原因").fill("选错了文件");
  await asking.getByRole("button", { name: "撤回这次导入" }).click();
  await expect(page.getByText("写入的内容已经撤回")).toBeVisible({ timeout: 60_000 });
}

/** Two files of one person, found as soon as the second is written down; made one, and two again. */
async function mergeAndBack(page: Page): Promise<void> {
  const { items } = await answerOf<{ items: { id: string }[] }>(page.request.get("/api/organisations?q=第一机械厂"));
  for (const [detail, phone] of [["电工", "19812340001"] as const, ["焊工", "19812340002"] as const]) {
    const given = { name: "甄重名", birthDate: "1985-03-12", workType: detail, phone };
    const data = { ...given, organisationId: items[0]?.id, employmentForm: "standard" };
    expect((await page.request.post("/api/people", { data })).status()).toBe(201);
  }
  await page.getByRole("navigation").getByRole("link", { name: "疑似重复", exact: true }).click();
  await expect(page.getByRole("heading", { name: "疑似重复人员" })).toBeVisible();
  const pair = page.getByRole("group", { name: "两份档案:甄重名、甄重名" });
  await expect(pair.getByText("姓名相同 +35")).toBeVisible();
  await look(page, "duplicates");
  await pair.getByRole("button", { name: "合并", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("radio", { name: "焊工" }).check();
  await drawer.getByLabel("原因").fill("核对过身份证");
  await look(page, "duplicates-merge");
  await drawer.getByRole("button", { name: "合并", exact: true }).click();
  await expect(drawer).toBeHidden();
  await expect(pair).toHaveCount(0);
  await page.goto("/console/people/duplicates?list=merges");
  const row = page.getByRole("row", { name: /甄重名/ });
  await row.getByRole("button", { name: "撤回合并" }).click();
  const asking = page.getByRole("dialog");
  await asking.getByLabel("原因").fill("其实是两个人");
  await asking.getByRole("button", { name: "撤回合并" }).click();
  await expect(asking).toBeHidden();
  await expect(row.getByRole("button", { name: "撤回合并" })).toHaveCount(0);
  await expect(row).toContainText("撤回");
  await look(page, "duplicates-merged");
}

test("columns that nobody can guess are asked for, on a phone too, and a pasted list is read", async ({ browser }) => {
  const page = await officer(browser);
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto("/console/people/imports");
  await page.getByRole("button", { name: "导入表格" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("粘贴文字").click();
  await drawer.getByLabel("从微信接龙或表格里复制的文字").fill("姓名\t代号\t号\n张小花\tA1\t7\n李大山\tA2\t8\n");
  await drawer.getByRole("button", { name: "读取" }).click();
  await expect(page.getByText("必填的还没有对上")).toBeVisible({ timeout: 60_000 });
  await look(page, "imports-mapping-phone");
  await page.getByRole("button", { name: "作废" }).click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /^确\s?定$/ })
    .click();
  await expect(page.getByText("这次导入已作废")).toBeVisible();
});

test("a list of organisations comes in from the page of the union above them, and is taken back", async ({
  browser,
}) => {
  const page = await officer(browser);
  const own = Date.now().toString(36);
  await page.goto("/console/organisations");
  await page.getByRole("link", { name: "导入表格" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("工会组织名册")).toBeVisible();
  const rows = [
    "组织名称,组织类型,上级组织,信用代码",
    `青石机械厂工会${own},基层工会,,81610924MC0000000X`,
    "无根工会,,查无此会",
  ];
  const file = { name: "组织名册.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) };
  await drawer.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByText("检查完了,还什么也没有写入")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("没有找到这个上级组织")).toBeVisible();
  await look(page, "imports-organisations");
  await page.getByLabel("先写入其余的行").check();
  await page.getByRole("button", { name: "写入 1 行" }).click();
  await expect(page.getByText("已经写好")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "撤回这次导入" }).click();
  const asking = page.getByRole("dialog");
  await asking.getByLabel("原因").fill("选错了文件");
  await asking.getByRole("button", { name: "撤回这次导入" }).click();
  await expect(page.getByText("写入的内容已经撤回")).toBeVisible({ timeout: 60_000 });
});
