import { expect, type Page, type Route } from "@playwright/test";
import { decodeBase45 } from "../wire/member-code/index.ts";
import { test } from "./journey.ts";
import { look, phone } from "./look.ts";
import { demoCode, memberPhone, signInMember } from "./people.ts";
import { bareMember, barePhone, confirming, oneMore, openRound, type Round, take, won } from "./walk.ts";

const plenty = "满50减20";
const scarce = "满200减100";

const problem = (status: number, code: string, more: object = {}) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({ status, code, params: {}, ...more }),
});

test("one press is enough: a busy server, a lost answer, a gateway's page and a reload later it is answered, by one key", async ({
  browser,
}) => {
  const page = await bareMember(browser, "19900016001");
  const round = await openRound(page, plenty);
  const keys: (string | undefined)[] = [];
  const answers: ((route: Route) => Promise<unknown>)[] = [
    (route) => route.fulfill(problem(503, "release.busy", { retryAfter: 1 })),
    async (route) => {
      await route.fetch(); // the server has done it, and nobody hears of it
      await route.abort("connectionreset");
    },
    (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" }),
  ];
  await page.route("**/claims", (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    return (answers.shift() ?? ((last) => last.continue()))(route);
  });
  await take(page, round);
  await expect(confirming(page)).toBeVisible();
  await look(page, "walk-confirming");
  await page.reload();
  await expect(won(page)).toBeVisible({ timeout: 60_000 });
  // The third is only sent when the page has not read by then that the second was granted.
  expect(keys.length).toBeGreaterThanOrEqual(2);
  expect(new Set(keys).size).toBe(1);
});

test("without network a press waits and says so, also on a page opened anew, and goes out by itself", async ({
  browser,
}) => {
  const page = await memberPhone(browser, "19900016002");
  const round = await openRound(page, plenty);
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await page.goto(round.path);
  await expect(page.getByRole("button", { name: "领取", exact: true })).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "领取", exact: true }).click();
  await expect(page.getByText("没有网络。恢复后自动送出,不用再按。")).toBeVisible();
  await page.reload();
  await expect(confirming(page)).toBeVisible();
  await expect(page.getByText("没有网络。恢复后自动送出,不用再按。")).toBeVisible();
  await look(page, "walk-offline-press");
  await page.goto("/");
  await expect(page.getByText(plenty).first()).toBeVisible();
  await look(page, "walk-offline-home");
  await page.context().setOffline(false);
  await page.goto(round.path);
  await expect(won(page)).toBeVisible({ timeout: 60_000 });
});

test("a refusal says why, what is next, and how to be reminded", async ({ browser }) => {
  const page = await bareMember(browser, "19900016003");
  const round = await openRound(page, plenty);
  const nextOpensAt = new Date(Date.now() + 4 * 86_400_000).toISOString();
  await page.route("**/claims", (route) =>
    route.fulfill(problem(409, "release.sold_out", { params: { nextOpensAt } })),
  );
  await take(page, round);
  await expect(page.getByRole("heading", { name: "这次没有领到" })).toBeVisible();
  await expect(page.getByText(/放完了。下一批:.+,可设提醒。/)).toBeVisible();
  await page.getByRole("button", { name: "提醒我" }).click();
  await expect(page.getByText("手机不会响,不发短信")).toBeVisible();
  await look(page, "walk-refused");
  await page.getByRole("button", { name: "已设提醒" }).click();
  await expect(page.getByRole("button", { name: "提醒我" })).toBeVisible();
});

test("what is over stays at home for the day; a unit that comes free goes to the next in line, who may leave it", async ({
  browser,
}) => {
  const first = await memberPhone(browser, "19900016004");
  const round = await openRound(first, scarce);
  await joinTheLine(first, round);
  await first.goto("/");
  await expect(first.getByRole("heading", { name: "今天的结果" })).toBeVisible();
  await expect(first.getByText(/已抢完 · 候补第 \d+ 位/)).toBeVisible();
  await look(first, "walk-home-today");
  await first.goto(`${round.path}/why`);
  await expect(first.getByText("这次放票没有收到你的参加。")).toBeVisible();
  await expect(first.getByRole("heading", { name: "下一次机会" })).toBeVisible();
  await look(first, "walk-why");

  const second = await memberPhone(browser, "19900016005", "zh-CN");
  await joinTheLine(second, round);
  await first.goto("/");
  await oneMore(browser, round);
  await openOffer(first, round);
  await look(first, "walk-offered");
  await first.getByRole("button", { name: "我要这一张" }).click();
  await expect(won(first)).toBeVisible();

  await second.goto("/");
  await first.getByRole("link", { name: "打开这张券" }).click();
  await first.getByRole("button", { name: "退回这张券" }).click();
  await first.getByRole("button", { name: "确定退回" }).click();
  await expect(first.getByText("已退回。谢谢你把机会留给别人。")).toBeVisible();
  await look(first, "walk-returned");
  await first.goto("/vouchers?list=ended");
  await expect(first.getByText("已退回")).toBeVisible();
  await expect(first.locator("a[aria-current=page]")).toHaveText(["已结束"]);

  await openOffer(second, round);
  await second.getByRole("button", { name: "不要了,给下一位" }).click();
  await expect(second.getByRole("button", { name: "我要这一张" })).toHaveCount(0);
  await readTheInbox(second);
});

async function joinTheLine(page: Page, round: Round): Promise<void> {
  await page.goto(round.path);
  await page.getByRole("button", { name: "登记候补" }).click();
  await expect(page.getByText(/候补第 \d+ 位/)).toBeVisible();
}

/** The offer comes to the home page by itself. */
async function openOffer(page: Page, { path }: Round): Promise<void> {
  await expect(page.getByText("轮到你了").first()).toBeVisible({ timeout: 30_000 });
  await page.locator(`a[href="${path}"]`).first().click();
  await expect(page.getByRole("heading", { name: "轮到你了" })).toBeVisible();
}

async function readTheInbox(page: Page): Promise<void> {
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: `未读 轮到你了:${scarce}` })).toBeVisible();
  await look(page, "walk-inbox");
  await page.getByRole("link", { name: "去看看" }).click();
  await expect(page).toHaveURL(/releases/);
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: `轮到你了:${scarce}`, exact: true })).toBeVisible();
}

test("before signing in there are another language and large type, and every mistake is told", async ({ browser }) => {
  const page = await barePhone(browser);
  await page.goto("/inbox");
  await expect(page).toHaveURL(/sign-in/);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Union member sign-in" })).toBeVisible();
  await page.getByRole("button", { name: "Large version" }).click();
  await look(page, "walk-sign-in-en-large");
  await page.getByRole("button", { name: "Standard version" }).click();
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByLabel("手机号").fill("138");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByText("手机号是 11 位数字,请核对。")).toBeVisible();
  await page.getByLabel("手机号").fill("+86 199 0001 6006");
  await page.getByRole("button", { name: "获取验证码" }).click();
  const right = await demoCode(page);
  await page.getByLabel("6 位验证码").fill(right === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByText(/验证码不对,还可以试 \d 次。/)).toBeVisible();
  await look(page, "walk-sign-in-wrong-code");
  await page.getByLabel("6 位验证码").fill(right);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page).toHaveURL(/inbox$/);

  await expect(page.getByText("还没有消息。")).toBeVisible();
  await look(page, "walk-inbox-empty");

  await page.context().clearCookies();
  await page.goto("/vouchers?list=used");
  await expect(page.getByText("登录已过期。重新登录后回到刚才的页面。")).toBeVisible();
  await look(page, "walk-sign-in-again");
  // Another member of the same household: the number before must wait a minute for its next code.
  await page.getByLabel("手机号").fill("19900016012");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("6 位验证码").fill(await demoCode(page));
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page).toHaveURL(/vouchers\?list=used$/);
});

test("the phone number changes with a code to each number; then the member signs out and in with the new one", async ({
  browser,
}) => {
  const page = await bareMember(browser, "19900016007");
  await page.goto("/settings/phone");
  await page.getByLabel("新手机号").fill("13900016007");
  await page.getByRole("button", { name: "给两个号码发验证码" }).click();
  const notices = page.getByText(/演示验证码/);
  await expect(notices).toHaveCount(2);
  const [fresh = "", old = ""] = (await notices.allTextContents()).join(" ").match(/\d{6}/g) ?? [];
  await page.getByLabel("新号码收到的验证码").fill(fresh);
  await page.getByLabel("旧号码收到的验证码").fill(old === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "更换", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("旧号码收到的验证码");
  await look(page, "walk-phone-wrong-code");
  await page.getByLabel("旧号码收到的验证码").fill(old);
  await page.getByRole("button", { name: "更换", exact: true }).click();
  await expect(page.getByText("手机号已更换。下次请用新号码登录。")).toBeVisible();
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await signInMember(page, "13900016007", "zh-CN");
});

test("a phone whose clock is 47 minutes off shows a code of the server's time", async ({ browser }) => {
  const page = await barePhone(browser);
  await page.addInitScript(`{ const real = Date; const off = 47 * 60000;
    window.Date = class extends real { constructor(...a) { a.length ? super(...a) : super(real.now() + off); } static now() { return real.now() + off; } }; }`);
  await page.goto("/");
  await signInMember(page, "19900016008", "zh-CN");
  await page.goto("/code");
  const square = page.getByRole("img", { name: "会员码二维码" });
  await expect(square).toBeVisible();
  expect(madeAtIn((await square.getAttribute("data-code")) ?? "", Date.now())).toBe(true);
  await page.getByRole("button", { name: "扫不了?给店员报数字" }).click();
  await expect(page.getByText(/^\d{4} \d{4}$/)).toBeVisible();
  await look(page, "walk-code-number");
});

/** Whether some six bytes of a code are an instant within ten seconds of `now`; an hour off would not be found. */
function madeAtIn(code: string, now: number): boolean {
  const bytes = decodeBase45(code.replace("GH1:", "")) ?? new Uint8Array();
  const view = new DataView(bytes.buffer);
  return Array.from({ length: Math.max(0, bytes.length - 5) }).some((_, at) => {
    const instant = view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
    return Math.abs(instant - now) < 10_000;
  });
}

test("a server that is away is waited for, and what was seen stays", async ({ browser }) => {
  const page = await barePhone(browser);
  await page.route("**/api/**", (route) => route.fulfill(problem(503, "http.database_unreachable", { retryAfter: 2 })));
  await page.goto("/");
  await expect(page.getByText("系统正在恢复,几秒后再试,你的操作不会丢。")).toBeVisible({ timeout: 20_000 });
  await look(page, "walk-server-away");
  await page.unroute("**/api/**");
  await expect(page.getByRole("heading", { name: "工会会员登录" })).toBeVisible({ timeout: 30_000 });
  await signInMember(page, "19900016009", "zh-CN");
  await expect(page.getByText("接下来的放票")).toBeVisible();
  await page.route("**/api/**", (route) => route.abort());
  await page.goto("/");
  await expect(page.getByText("连不上服务器,显示的是上次看到的内容。")).toBeVisible({ timeout: 20_000 });
  await look(page, "walk-server-away-home");
});

test("long names, a narrow phone and type twice as large fit", async ({ browser }) => {
  const page = await bareMember(browser, "19900016010", { viewport: { width: 320, height: 640 } });
  const round = await openRound(page, plenty);
  await page.route("**/api/member/me", async (route) => {
    const response = await route.fetch();
    const me = (await response.json()) as { name: string; unions: { name: string }[] };
    for (const union of me.unions) union.name = "澄江市石湾区第一人民医院附属康复与职业病防治中心工会委员会";
    await route.fulfill({ response, json: { ...me, name: "阿卜杜热西提·阿卜杜拉合曼·买买提伊明江" } });
  });
  const visit = async (size: string, pages: Record<string, string>) => {
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await expect(page.getByRole("heading").first()).toBeVisible();
      await look(page, `walk-${size}-${name}`);
    }
  };
  await visit("narrow", { home: "/", release: round.path, code: "/code", me: "/me" });
  await page.setViewportSize(phone);
  const larger = "document.documentElement.style.fontSize = '200%'";
  await page.addInitScript(`document.addEventListener("DOMContentLoaded", () => { ${larger}; })`);
  await visit("large", { home: "/", release: round.path, settings: "/settings" });
});

test("the keyboard reaches everything in order, and the page says where it is", async ({ browser }) => {
  const page = await bareMember(browser, "19900016011");
  await page.goto("/settings");
  await page.getByRole("radio", { name: "关" }).focus();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("radio", { name: "中文" })).toBeFocused();
  await page.goto("/");
  await page.getByRole("link", { name: "我的", exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: "我的", exact: true })).toBeFocused();
  await expect(page).toHaveTitle("我的 · 工汇");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "我的券" })).toBeFocused();
  await page.goto("/releases/00000000-0000-7000-8000-000000000000");
  await expect(page.getByText("没有找到这次放票,可能已经撤下。请返回首页。")).toBeVisible();
  await page.goto("/no/such/page");
  await expect(page.getByText("地址可能抄错了,或者内容已经撤下。")).toBeVisible();
});
