import { type APIRequestContext, type Browser, expect, type Page } from "@playwright/test";
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

/** The JSON of an answer that must be a good one. */
export async function answerOf<T = unknown>(call: ReturnType<APIRequestContext["get"]>): Promise<T> {
  const answer = await call;
  const text = await answer.text();
  expect(answer.ok(), text).toBe(true);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
