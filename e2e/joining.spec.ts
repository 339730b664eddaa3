import { type Browser, expect, type Page } from "@playwright/test";
import { checkOf } from "../wire/resident-id.ts";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { answerOf, demoCode } from "./people.ts";
import { signInStaff } from "./staff.ts";
import { barePhone } from "./walk.ts";

const small = { width: 360, height: 740 } as const;
const own = Date.now();
const openDialog = (page: Page) => page.getByRole("dialog").filter({ visible: true });

/** A number of nobody, another one in each run. */
function idNumber(): string {
  const first = `61099719880215${String(own % 1000).padStart(3, "0")}`;
  return first + checkOf(first);
}

test("a rider joins by phone, step by step, and is taken in within the clock", async ({ browser }) => {
  const name = "尉迟小满";
  const number = `198${String(own).slice(-8)}`;
  const rider = await browser.newPage({ viewport: small, locale: "zh-CN", hasTouch: true, isMobile: true });
  await rider.goto("/sign-in");
  await rider.getByRole("link", { name: "还不是会员" }).click();
  await look(rider, "join-phone");
  await prove(rider, number);
  await expect(rider.getByLabel("姓名")).toBeVisible();
  await look(rider, "join-form-empty");

  await rider.getByRole("button", { name: "提交申请" }).click();
  await expect(rider.getByText("请填写姓名").first()).toBeVisible();
  await rider.getByLabel("姓名").fill(name);
  await rider.getByLabel("身份证号").fill(idNumber().slice(0, 17) + (idNumber().endsWith("1") ? "2" : "1"));
  await expect(rider.getByText("有一位输错了")).toBeVisible();
  await rider.getByLabel("身份证号").fill(idNumber());
  await rider.getByLabel("平台名称").fill("美团");
  await rider.getByLabel("在哪里居住或工作").selectOption({ index: 1 });
  await rider.getByLabel("区县、街道").first().selectOption({ index: 1 });
  await rider.getByLabel("区县、街道").nth(1).selectOption({ index: 1 });
  await expect(rider.getByText("已保存,离开也不会丢")).toBeVisible();
  // To look at a message, and back: nothing is lost.
  await rider.reload();
  await expect(rider.getByLabel("姓名")).toHaveValue(name);
  await expect(rider.getByPlaceholder(/已填 610/)).toBeVisible();
  await rider.getByRole("radio", { name: /由所在地的工会吸收入会/ }).check();
  await rider.getByRole("checkbox").check();
  await expect(rider.getByText("已保存,离开也不会丢")).toBeVisible();
  await rider.evaluate("document.querySelector('input[type=checkbox]').scrollIntoView({ block: 'center' })");
  await look(rider, "join-form-filled");
  await rider.getByRole("button", { name: "提交申请" }).click();
  await expect(rider.getByText("还有 3 个工作日")).toBeVisible();
  await look(rider, "join-waiting");
  await elder(rider);
  await look(rider, "join-waiting-elder");

  const officer = await staffPage(browser, "admin");
  await officer.goto("/console/joining");
  await expect(officer.getByRole("link", { name })).toBeVisible();
  await look(officer, "joining-list");
  await officer.getByRole("link", { name }).click();
  await expect(officer.getByText("单位没有工会,由所在地工会吸收")).toBeVisible();
  await officer.getByRole("button", { name: "核验", exact: true }).click();
  await expect(officer.getByRole("button", { name: "再核验一次" })).toBeVisible();
  await look(officer, "joining-one");
  await officer.getByRole("button", { name: "同意入会" }).click();
  await look(officer, "joining-approve");
  await openDialog(officer).getByRole("button", { name: "同意入会" }).click();
  await expect(officer.getByText("已入会").first()).toBeVisible();

  await rider.reload();
  await expect(rider.getByText("欢迎加入")).toBeVisible();
  await look(rider, "join-approved-elder");
  await officer.getByRole("link", { name: "打开会员档案" }).click();
  await officer.getByRole("button", { name: "会籍变动", exact: true }).click();
  await officer.getByRole("menuitem", { name: "变更会籍状态" }).click();
  await openDialog(officer)
    .getByRole("radio", { name: /开除会籍/ })
    .check();
  await look(officer, "member-state");
  await openDialog(officer).getByRole("button", { name: "取消" }).click();
  await expect(openDialog(officer)).toHaveCount(0);
  await officer.getByRole("button", { name: "会籍变动", exact: true }).click();
  await officer.getByRole("menuitem", { name: "增加服务归属" }).click();
  await look(officer, "member-affiliation");
  await openDialog(officer).getByRole("button", { name: "取消" }).click();
  await officer.goto("/console/joining");
  await officer.getByRole("link", { name: "入会码和海报" }).click();
  await expect(officer.getByRole("img", { name: /加入工会的海报/ })).toBeVisible();
  await look(officer, "joining-share");

  // A link of one's own for those who are asked.
  await officer.goto("/console/joining/invitations");
  await officer.getByRole("button", { name: "新的邀请" }).click();
  await openDialog(officer).getByLabel("备注").fill("三月进站的骑手");
  await openDialog(officer).getByRole("button", { name: "生成邀请" }).click();
  const link = await officer.getByText(/\/join\/.*\?i=/).textContent();
  await look(officer, "joining-invitation");
  await officer.keyboard.press("Escape");
  await expect(openDialog(officer)).toHaveCount(0);
  await expect(officer.getByRole("cell", { name: "三月进站的骑手" })).toBeVisible();

  await withoutMembership(officer);

  // Whoever opens it comes to the page of that union, which is named.
  const scanning = await browser.newPage({ viewport: small, locale: "zh-CN", hasTouch: true, isMobile: true });
  await scanning.goto(link ?? "");
  await expect(scanning.getByText("邀请你加入", { exact: true })).toBeVisible();
  await expect(scanning.getByLabel("手机号")).toBeVisible();
  await look(scanning, "join-scanned");
});

test("the calendar of worked days is entered by pasting the decree", async ({ browser }) => {
  const keeper = await staffPage(browser, "keeper");
  await keeper.goto("/console/settings/calendar");
  await expect(keeper.getByText(/来源:国务院办公厅/)).toBeVisible();
  await look(keeper, "calendar");
  await keeper
    .getByRole("radiogroup")
    .getByText(String(new Date().getFullYear() + 1), { exact: true })
    .click();
  await expect(keeper.getByText("这一年还没有登记")).toBeVisible();
  await keeper.getByRole("button", { name: /登\s?记/ }).click();
  await openDialog(keeper).getByLabel("粘贴通知原文").fill("一、元旦：1月1日至3日放假调休，共3天。1月4日上班。");
  await openDialog(keeper).getByRole("button", { name: "识别日期" }).click();
  await expect(openDialog(keeper).getByRole("row")).toHaveCount(5);
  await look(keeper, "calendar-pasted");
  await openDialog(keeper)
    .getByRole("button", { name: /保\s?存/ })
    .click();
  await expect(keeper.getByText("已按通知登记")).toBeVisible();
});

test("a number that nobody has used for long asks who one is; another's account stays shut", async ({ browser }) => {
  const page = await barePhone(browser, { viewport: small });
  const problem = { code: "sign_in.who_are_you", status: 409, title: "Conflict", params: { ticket: "ticket" } };
  await page.route("**/api/member/sign-in", (route) => route.fulfill({ status: 409, json: problem }));
  await page.route("**/api/member/sign-in/not-mine", (route) => route.fulfill({ status: 204 }));
  await page.goto("/sign-in");
  await prove(page, "19900000007", "登录");
  await expect(page.getByRole("heading", { name: "请确认是你本人" })).toBeVisible();
  await page.reload(); // after a look at something else the question is the same
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("请填四位")).toBeVisible();
  await look(page, "who-are-you");
  await page.getByRole("button", { name: "这不是我的账号" }).click();
  await expect(page.getByText("工会会核对并移除这个号码")).toBeVisible();
  await look(page, "not-mine");
});

/** Somebody who is no member is written down by form, found apart, and may have an application handed in. */
async function withoutMembership(officer: Page): Promise<void> {
  const dialog = openDialog(officer);
  const name = `安娜·${Date.now().toString(36)}`;
  await officer.goto("/console/people?standing=without");
  await officer.getByRole("button", { name: "登记非会员" }).click();
  await dialog.getByLabel("姓名").fill(name);
  await look(officer, "people-listed");
  await dialog.getByRole("button", { name: "取消" }).click();
  await expect(dialog).toHaveCount(0);
  const { duties } = await answerOf<{ duties: { nodeId: string }[] }>(officer.request.get("/api/staff/me"));
  const document = { kind: "passport", number: `E${String(Date.now()).slice(-8)}` };
  const { id } = await answerOf<{ id: string }>(
    officer.request.post("/api/people/listed", { data: { name, document, organisationId: duties[0]?.nodeId } }),
  );
  await officer.goto(`/console/people/${id}`);
  await expect(officer.getByRole("heading", { name, level: 1 })).toBeVisible();
  await officer.getByRole("button", { name: "申请入会" }).click();
  await look(officer, "person-apply-for");
  await dialog.getByRole("button", { name: "取消" }).click();
  await expect(dialog).toHaveCount(0);
  await officer.goto("/console/people?standing=without");
  await expect(officer.getByRole("link", { name })).toBeVisible();
  await look(officer, "people-without-membership");
}

async function staffPage(browser: Browser, login: string): Promise<Page> {
  const page = await browser.newPage({ viewport: desktop, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await page.goto("/console");
  await signInStaff(page, login);
  return page;
}

async function prove(page: Page, number: string, next = "下一步"): Promise<void> {
  await page.getByLabel("手机号").fill(number);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("6 位验证码").fill(await demoCode(page));
  await page.getByRole("button", { name: next, exact: true }).click();
}

/** Larger type, as it is chosen before anybody has signed in. */
async function elder(page: Page): Promise<void> {
  await page.evaluate("localStorage.setItem('gonghui.elder', '1')");
  await page.reload();
  await expect(page.getByText("还有 3 个工作日")).toBeVisible();
}
