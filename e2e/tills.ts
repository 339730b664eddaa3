import { type Browser, expect, type Page } from "@playwright/test";
import { demoTitle } from "./demo.ts";
import { desktop, phone } from "./look.ts";
import { memberPhone } from "./people.ts";
import { signInStaff } from "./staff.ts";

/** A voucher in a member's hands: the page that shows its code. */
export interface Holder {
  page: Page;
  /** The code that the page shows now, as camera or scan gun would read it. */
  code: () => Promise<string>;
}

const square = (page: Page) => page.getByRole("img", { name: "这张券的二维码" });

/** A member takes a voucher that is left over, and opens it. Waits for the round that opens two minutes after the start. */
export async function holderOf(browser: Browser, kind: string, number: string): Promise<Holder> {
  const page = await memberPhone(browser, number);
  // Asked by the page itself: only the browser knows the host's name when a proxy is tried.
  const { items } = await page.evaluate<{ items: { id: string; title: string; subtitle: string; state: string }[] }>(
    `fetch("/api/releases").then((answer) => answer.json())`,
  );
  const ofDemo = items.find((one) => one.title === kind && one.subtitle === demoTitle && one.state !== "closed");
  await page.goto(`/releases/${ofDemo?.id}`);
  const take = page.getByRole("button", { name: "领取", exact: true });
  await expect(take).toBeVisible({ timeout: 180_000 });
  await take.click();
  await expect(page.getByRole("heading", { name: "领到了" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("link", { name: "打开这张券" }).click();
  await expect(square(page)).toBeVisible();
  return { page, code: async () => (await square(page).getAttribute("data-code")) ?? "" };
}

/** An administrator's browser, signed in at the console. */
export async function adminDesk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto("/console");
  await signInStaff(page, "admin");
  return page;
}

/** A pairing code for a merchant's store, as the console shows it. */
async function pairingCode(desk: Page, merchant: string, store: string): Promise<string> {
  // By the page itself here too.
  const ask = <T>(path: string, method = "GET") =>
    desk.evaluate<T>(`fetch(${JSON.stringify(path)}, { method: "${method}" }).then((answer) => answer.json())`);
  const { items } = await ask<{ items: { id: string; name: string }[] }>(`/api/staff/merchants?q=${merchant}`);
  const { stores } = await ask<{ stores: { id: string; name: string }[] }>(`/api/staff/merchants/${items[0]?.id}`);
  const found = stores.find(({ name }) => name.endsWith(store));
  return (await ask<{ pairingCode: string }>(`/api/staff/stores/${found?.id}/pairing`, "POST")).pairingCode;
}

/** A browser that is paired as a till, with a clerk who has given the PIN. */
export async function openTill(
  browser: Browser,
  desk: Page,
  {
    merchant = "松雪百货",
    store,
    clerk = "孙丽",
    view = phone,
  }: { merchant?: string; store: string; clerk?: string; view?: { width: number; height: number } },
): Promise<Page> {
  const context = await browser.newContext({ viewport: view, locale: "zh-CN" });
  const page = await context.newPage();
  await hearSounds(page);
  await page.goto(`/partner/pair?code=${await pairingCode(desk, merchant, store)}`);
  await page.getByRole("button", { name: "配对", exact: true }).click();
  await enterClerk(page, clerk);
  return page;
}

export async function enterClerk(page: Page, clerk: string, pin = "246810"): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${clerk}`) }).click();
  await expect(page.getByRole("heading", { name: `${clerk},你好` })).toBeVisible();
  await page.keyboard.type(pin);
  await expect(page.getByRole("button", { name: /扫会员的码/ })).toBeVisible();
}

/** Scans as a keyboard-type scan gun does: keys into whatever has the focus, within milliseconds, then Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  // In one go: a busy machine would take so long over several hundred keys that the code grows old meanwhile.
  await page.evaluate<void>(`for (const key of [...${JSON.stringify(code)}, "Enter"])
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );`);
}

/** The same by the keys of a real keyboard, with all that they do besides. */
export async function scanByKeys(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code, { delay: 1 });
  await page.keyboard.press("Enter");
}

/** The till's worker has charge of the page, and what is needed without network is kept. */
export async function readyForNoNetwork(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate<string>("navigator.serviceWorker.controller?.scriptURL ?? ''"))
    .toContain("/partner/sw.js");
  await expect.poll(() => page.evaluate<number>(kindsKept), { timeout: 30_000 }).toBeGreaterThan(0);
}

/** How many kinds the kept kit knows. */
const kindsKept = `new Promise((resolve) => {
  const opening = indexedDB.open("gonghui-till");
  opening.onerror = () => resolve(0);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("kit").objectStore("kit").get("kit");
    asked.onsuccess = () => resolve(asked.result?.kinds.length ?? 0);
  };
})`;

/** Writes down every tone that the page plays: a test has no ears. */
async function hearSounds(page: Page): Promise<void> {
  await page.addInitScript(`
    window.tones = [];
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      const tone = make.call(this);
      const start = tone.start.bind(tone);
      tone.start = (at) => { window.tones.push(tone.frequency.value); start(at); };
      return tone;
    };
  `);
}

/** The tones played since the last question, by their frequency. */
export const tones = (page: Page): Promise<number[]> => page.evaluate<number[]>("window.tones.splice(0)");
