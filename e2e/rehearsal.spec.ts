import { type Browser, expect, type Page } from "@playwright/test";
import { demoCampaign } from "./demo.ts";
import { test } from "./journey.ts";
import { desktop, look, phone } from "./look.ts";
import { answerOf, memberPhone } from "./people.ts";
import { signInStaff } from "./staff.ts";
import { enterClerk, scan } from "./tills.ts";

interface Rehearsal {
  id: string;
  releases: { id: string; title: string }[];
  links: { name: string; url: string }[];
  till: { clerks: { name: string; pin: string }[] };
}

const banner = (page: Page) => page.getByRole("complementary", { name: "演练" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("a campaign is rehearsed with two phones and a till, and nothing of it is real", async ({ browser }) => {
  const desk = await officerDesk(browser);
  const rehearsal = await begin(desk);
  const [release] = rehearsal.releases;
  const [one, two] = rehearsal.links;
  if (release === undefined || one === undefined || two === undefined) throw new Error("no release or no links");

  // The first phone belongs to a member, who stays signed in beside it.
  const first = await memberPhone(browser, "19900000033");
  await scanned(first, one, "play-enter");
  const second = await newPhone(browser);
  await scanned(second, two);
  for (const page of [first, second]) await enter(page, release.title);
  await look(first, "play-entered");
  await desk.bringToFront();
  await expect(desk.getByText("已进入")).toHaveCount(2);
  await look(desk, "console-rehearsal");
  const monitor = await watch(desk, release.title);

  const [winner, loser] = await decided(first, second);
  await look(winner, "play-won");
  await look(loser, "play-lost");
  await look(monitor, "play-monitor");
  const till = await openPlayTill(browser, desk, rehearsal);
  await redeem(winner, till);
  await undo(till, rehearsal);
  await end(desk, { phones: [first, second], till });
  await first.goto("/");
  await expect(first.getByText("已实名")).toBeVisible();
  await expect(banner(first)).toHaveCount(0);
});

async function officerDesk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "maker");
  await page.goto(`/console/campaigns/${(await demoCampaign(page)).id}`);
  return page;
}

async function begin(desk: Page): Promise<Rehearsal> {
  await button(desk, "演练").click();
  await desk.getByLabel("几部手机(1–20)").fill("2");
  await desk.getByLabel("几分钟后开抢").fill("1");
  await desk.getByLabel("参加时间几分钟").fill("1");
  await look(desk, "console-rehearsal-start");
  await button(desk, "开始演练").click();
  await expect(desk).toHaveURL(/\/console\/rehearsals\//);
  await expect(desk.getByRole("heading", { name: /演练 ·/ })).toBeVisible();
  await look(desk, "console-rehearsal-codes");
  const id = desk.url().split("/").at(-1) ?? "";
  return answerOf<Rehearsal>(desk.request.get(`/api/staff/rehearsals/${id.split("?")[0]}`));
}

async function newPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale: "zh-CN", hasTouch: true, isMobile: true });
  return context.newPage();
}

/** Opens the address of a code, as a camera does, and goes in. */
async function scanned(page: Page, link: { name: string; url: string }, picture?: string): Promise<void> {
  await page.goto(link.url);
  await expect(button(page, "进入演练")).toBeVisible();
  if (picture !== undefined) await look(page, picture);
  await button(page, "进入演练").click();
  await expect(page.getByText(link.name).first()).toBeVisible();
  await expect(banner(page)).toBeVisible();
  if (picture !== undefined) await look(page, "play-home");
}

async function enter(page: Page, title: string): Promise<void> {
  await page
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await button(page, "参加").click();
  await expect(page.getByRole("button", { name: /已参加/ })).toBeVisible();
}

/** The monitor of the play space, in a window of its own. */
async function watch(desk: Page, title: string): Promise<Page> {
  const opened = desk.context().waitForEvent("page");
  await desk.getByRole("link", { name: `实时监看:${title}` }).click();
  const monitor = await opened;
  await expect(banner(monitor)).toBeVisible();
  await expect(monitor.getByText("参加人数")).toBeVisible();
  return monitor;
}

/** Who has won comes first; there is one voucher for two phones. */
async function decided(first: Page, second: Page): Promise<[Page, Page]> {
  const isWon = (page: Page) => page.getByRole("heading", { name: "领到了" });
  await expect
    .poll(async () => (await isWon(first).count()) + (await isWon(second).count()), { timeout: 120_000 })
    .toBe(1);
  return (await isWon(first).count()) === 1 ? [first, second] : [second, first];
}

async function openPlayTill(browser: Browser, desk: Page, { till }: Rehearsal): Promise<Page> {
  await button(desk, "显示配对码").click();
  const code = desk.getByText(/^[0-9A-Z]{8}$/);
  await code.scrollIntoViewIfNeeded();
  await look(desk, "console-rehearsal-till");
  const page = await newPhone(browser);
  await page.goto(`/play/partner/pair?code=${await code.textContent()}`);
  await look(page, "play-till-pair");
  await button(page, "配对").click();
  const [clerk] = till.clerks;
  await enterClerk(page, clerk?.name ?? "", clerk?.pin);
  await expect(banner(page)).toBeVisible();
  await look(page, "play-till");
  return page;
}

async function redeem(winner: Page, till: Page): Promise<void> {
  await winner.getByRole("link", { name: "打开这张券" }).click();
  const square = winner.getByRole("img", { name: "这张券的二维码" });
  await expect(square).toBeVisible();
  await look(winner, "play-voucher");
  await scan(till, (await square.getAttribute("data-code")) ?? "");
  await expect(till.getByLabel("消费金额")).toBeVisible();
  await till.keyboard.type("300");
  await button(till, "核销").click();
  await expect(till.getByRole("heading", { name: "已核销" })).toBeVisible();
  await look(till, "play-till-redeemed");
  await button(till, "下一位").click();
}

async function undo(till: Page, { till: { clerks } }: Rehearsal): Promise<void> {
  await till.getByRole("link", { name: "今日" }).click();
  await button(till, "撤销").click();
  await till.getByLabel("原因").fill("演练撤销");
  await till.getByLabel("由哪位店员撤销").selectOption({ label: clerks[1]?.name ?? "" });
  await till.getByRole("heading", { name: "撤销核销" }).click(); // away from the field, so that keys are the PIN's
  for (const digit of clerks[1]?.pin ?? "") await button(till, digit).click();
  await expect(till.getByText("已撤销")).toBeVisible();
}

/** Ends it: the report stays, phones and till are out within seconds. */
async function end(desk: Page, { phones, till }: { phones: Page[]; till: Page }): Promise<void> {
  await button(desk, "结束演练").click();
  await desk.getByRole("dialog").getByRole("button", { name: "结束演练" }).click();
  await expect(desk.getByText(/结束了演练/)).toBeVisible();
  await look(desk, "console-rehearsal-over");
  for (const page of phones)
    await expect(page.getByText("请扫主持人屏幕上的二维码进入演练")).toBeVisible({ timeout: 30_000 });
  await expect(till.getByRole("heading", { name: "把这台设备设为收银台" })).toBeVisible({ timeout: 90_000 });
  await desk
    .getByRole("link", { name: /冰雪消费券/ })
    .first()
    .click();
  await expect(desk.getByText(/演练过 1 次/)).toBeVisible();
  await look(desk, "console-rehearsals-past");
}
