import { expect } from "@playwright/test";
import { demoCampaign } from "./demo.ts";
import { test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { memberPhone } from "./people.ts";
import { signInStaff } from "./staff.ts";

test("an officer takes poster, text and link of a campaign, at the desk and on her phone", async ({ browser }) => {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN", acceptDownloads: true });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "maker");
  const { id, title } = await demoCampaign(page);

  await page.goto(`/console/campaigns/${id}`);
  await page.getByRole("link", { name: "分享" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  const poster = page.getByRole("img", { name: `${title}的海报` });
  await expect.poll(() => poster.evaluate((image) => (image as { naturalHeight?: number }).naturalHeight)).toBe(1920);
  await look(page, "console-share");

  await page.getByRole("button", { name: "复制文字" }).click();
  await expect(page.getByText("已复制")).toBeVisible();
  const copied = await page.evaluate<string>("navigator.clipboard.readText()");
  expect(copied).toContain(title);
  expect(copied).toMatch(new RegExp(`http://.*/campaigns/${id}$`));

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载海报" }).click();
  expect((await download).suggestedFilename()).toBe(`${title}.png`);

  await page.getByRole("main").getByText("English", { exact: true }).click();
  await expect(page.getByLabel("可以直接粘贴的文字")).toHaveValue(/For whom: /);

  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, "console-share-phone");
});

test("whoever gets the link in a chat sees what it is before opening it", async ({ page }) => {
  await page.goto("/console");
  await signInStaff(page, "maker");
  const { id, title } = await demoCampaign(page);
  const html = await (await page.request.get(`/campaigns/${id}`)).text();
  expect(html).toContain(`<meta property="og:title" content="${title}" />`);
  const image = /property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? "";
  const picture = await page.request.get(image);
  expect(picture.headers()["content-type"]).toBe("image/png");
});

test("a showing is shared from its page; the link opens what a member sees", async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: desktop, locale: "zh-CN" })).newPage();
  await page.goto("/console");
  await signInStaff(page, "maker");
  await page.goto("/console/showings");
  // The demo's: one of another journey may have begun by now.
  await page
    .getByRole("main")
    .getByRole("link", { name: /长津湖/ })
    .first()
    .click();
  await page.getByRole("link", { name: "分享" }).click();
  const poster = page.getByRole("main").getByRole("img").first();
  await expect.poll(() => poster.evaluate((image) => (image as { naturalHeight?: number }).naturalHeight)).toBe(1920);
  await look(page, "console-share-showing");
  const link = await page.getByLabel("链接", { exact: true }).inputValue();
  const { pathname } = new URL(link);
  const html = await (await page.request.get(pathname)).text();
  expect(html).toContain('<meta property="og:title"');

  const member = await memberPhone(browser, "19900016110");
  await member.goto(pathname);
  await expect(member.getByRole("button", { name: "去选座、参加" })).toBeVisible();
  await look(member, "member-showing");
});
