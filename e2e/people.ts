import { type Browser, expect, type Page } from "@playwright/test";
import { phone } from "./look.ts";

/** Words that a person looks for on the pages, by language. */
const words = {
  "zh-CN": { phone: "手机号", send: "获取验证码", code: "6 位验证码", signIn: "登录", home: "首页" },
  "en-US": { phone: "Phone number", send: "Get a code", code: "6-digit code", signIn: "Sign in", home: "Home" },
} as const;
export type Locale = keyof typeof words;

/** A phone-sized browser of its own, signed in as a member. */
export async function memberPhone(browser: Browser, number: string, locale: Locale = "zh-CN"): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto("/");
  await signInMember(page, number, locale);
  return page;
}

export async function signInMember(page: Page, number: string, locale: Locale): Promise<void> {
  const say = words[locale];
  await page.getByLabel(say.phone).fill(number);
  await page.getByRole("button", { name: say.send }).click();
  await page.getByLabel(say.code).fill(await demoCode(page));
  await page.getByRole("button", { name: say.signIn, exact: true }).click();
  await expect(page.getByRole("link", { name: say.home })).toBeVisible();
}

/** The code of a demo notice such as "演示验证码:123456". */
export async function demoCode(page: Page): Promise<string> {
  const notice = page.getByText(/(演示|demo|Demo)[^\d]*\d{6}/).first();
  await expect(notice).toBeVisible();
  return /\d{6}/.exec((await notice.textContent()) ?? "")?.[0] ?? "";
}

/** Signs staff in on the console's page, with the second factor that the demo shows. */
export async function signInStaff(page: Page, login: string): Promise<void> {
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill("demo-gonghui-2026");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByLabel("身份验证器上的 6 位数字").fill(await demoCode(page));
  await page.getByRole("button", { name: "进入工作台" }).click();
  const menu = page.getByRole("navigation", { name: "主菜单" });
  const refused = page.getByText(/验证码不对|已经用过/);
  await expect(menu.or(refused).first()).toBeVisible();
  if (!(await refused.isVisible())) return;
  // One account came in three times within half a minute, as no person does; the next code is good in the next one.
  await page.waitForTimeout(31_000);
  await page.reload();
  return signInStaff(page, login);
}
