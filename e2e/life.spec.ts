import { type Browser, expect, type Page, test } from "@playwright/test";
import { desktop, look } from "./look.ts";
import { answerOf, memberPhone } from "./people.ts";
import { signInStaff, staffRequests } from "./staff.ts";

const own = Date.now();
const openDialog = (page: Page) => page.getByRole("dialog").filter({ visible: true });

/** A member whom nobody else plays with, of the first union that has another beside it; gives the phone and the other union's name. */
async function aMemberOfTheirOwn(browser: Browser) {
  const admin = await staffRequests(browser, "admin");
  const all = await answerOf<{ items: { id: string; name: string; kind: string }[] }>(
    admin.get("/api/organisations", { params: { q: "工会" } }),
  );
  const [here, there] = all.items.filter(({ kind }) => kind === "base");
  const phone = `197${String(own).slice(-8)}`;
  const given = { name: "闻人知秋", phone, organisationId: here?.id };
  await answerOf(admin.post("/api/people", { data: given }));
  return { phone, name: given.name, here: here?.name ?? "", there: there?.name ?? "" };
}

test("a member moves to another union, confirmed by both", async ({ browser }) => {
  const one = await aMemberOfTheirOwn(browser);
  const page = await memberPhone(browser, one.phone);
  await page.goto("/me");
  await page.getByRole("link", { name: "换单位?转接组织关系" }).click();
  await expect(page.getByLabel("新的工会或单位名称")).toBeVisible();
  await look(page, "transfer-ask");
  await page.getByLabel("新的工会或单位名称").fill(one.there);
  await page.getByRole("radio", { name: one.there, exact: true }).check();
  await page.getByLabel("转接原因").fill("换到新单位");
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText("还有 3 个工作日")).toBeVisible();
  await look(page, "transfer-waiting");

  const officer = await browser.newPage({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await officer.goto("/console");
  await signInStaff(officer, "admin");
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
