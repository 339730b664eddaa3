import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type APIRequestContext, type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { answerOf, demoCode } from "./people.ts";

type Cookies = Parameters<BrowserContext["addCookies"]>[0];

const password = "demo-gonghui-2026";
/** The demo shows a code of this half minute or the next, and each is good once: a third sign-in waits. */
const nextCodeMs = 31_000;

/**
 * Brings staff in on the console's page: by the session of an earlier journey while it lives, as somebody who has the page
 * open all day, and otherwise by password and the second factor that the demo shows.
 */
export async function signInStaff(page: Page, login: string): Promise<void> {
  const menu = page.getByRole("navigation", { name: "主菜单" });
  if (await bringBack(page.context(), login, page.url())) {
    await page.reload();
    await expect(menu.or(page.getByLabel("账号")).first()).toBeVisible();
    if (await menu.isVisible()) return;
  }
  await fillSignIn(page, login);
  await keep(page.context(), login, page.url());
}

async function fillSignIn(page: Page, login: string): Promise<void> {
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByLabel("身份验证器上的 6 位数字").fill(await demoCode(page));
  await page.getByRole("button", { name: "进入工作台" }).click();
  const menu = page.getByRole("navigation", { name: "主菜单" });
  const refused = page.getByText(/验证码不对|已经用过/);
  await expect(menu.or(refused).first()).toBeVisible();
  if (!(await refused.isVisible())) return;
  await page.waitForTimeout(nextCodeMs);
  await page.reload();
  return fillSignIn(page, login);
}

/** Requests of a member of staff who has signed in, beside the browser's pages. */
export async function staffRequests(browser: Browser, login: string): Promise<APIRequestContext> {
  const context = await browser.newContext();
  const { baseURL = "" } = test.info().project.use;
  const known = await bringBack(context, login, baseURL);
  if (known && (await context.request.get("/api/staff/me")).ok()) return context.request;
  await requestSignIn(context.request, login);
  await keep(context, login, baseURL);
  return context.request;
}

async function requestSignIn(request: APIRequestContext, login: string, mayWait = true): Promise<void> {
  const first = await answerOf(request.post("/api/staff/sign-in", { data: { login, password } }));
  const { ticket, demoCode: code } = first as { ticket: string; demoCode: string };
  const second = request.post("/api/staff/sign-in/second", { data: { ticket, code } });
  if (mayWait && (await second).status() === 409) {
    await new Promise((resolve) => setTimeout(resolve, nextCodeMs));
    return requestSignIn(request, login, false);
  }
  await answerOf(second);
}

/** A failed journey ends its process, so sessions lie in files; each server of a run has its own. */
const fileOf = (login: string, url: string) =>
  join(test.info().project.outputDir, `.staff-${new URL(url).port}`, `${login}.json`);

async function bringBack(context: BrowserContext, login: string, url: string): Promise<boolean> {
  const kept = await readFile(fileOf(login, url), "utf8").catch(() => undefined);
  if (kept !== undefined) await context.addCookies(JSON.parse(kept) as Cookies);
  return kept !== undefined;
}

async function keep(context: BrowserContext, login: string, url: string): Promise<void> {
  const own = (await context.cookies()).filter(({ name }) => name.endsWith("gh_staff"));
  await mkdir(dirname(fileOf(login, url)), { recursive: true });
  await writeFile(fileOf(login, url), JSON.stringify(own));
}
