import { appendFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { lookedFile } from "../tools/web-looked.ts";

const folder = join(import.meta.dirname, "screenshots");

export const phone = { width: 390, height: 844 } as const;
export const desktop = { width: 1280, height: 800 } as const;

/** Keeps a picture of the page at its real size, and makes sure that nothing sticks out and axe finds nothing serious. */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await expectNothingSticksOut(page, name);
  // In the page itself: no page is embedded in another here, which the slower way is for.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  expect(serious, `axe on ${name}`).toEqual([]);
  // Kept for the count of pages that nobody has looked at; the play space has the same pages.
  const address = new URL(page.url()).pathname.replace(/^\/play(?=\/|$)/, "") || "/";
  const kept = join(import.meta.dirname, "..", lookedFile);
  await mkdir(dirname(kept), { recursive: true });
  await appendFile(kept, `${address}\n`);
}

/** Fonts are there, nothing says that it is loading, and movements have come to rest. */
async function settled(page: Page): Promise<void> {
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  await expect(page.locator("[aria-busy=true], .ant-spin-spinning, .ant-skeleton-active")).toHaveCount(0);
  await page.evaluate(atRest);
}

/** In the page: nothing has moved or changed for a moment. What never rests, such as a spinner or a clock's hand, is not waited for. */
const atRest = `new Promise((resolve) => {
  const giveUp = performance.now() + 2000;
  let changed = performance.now();
  const changes = new MutationObserver(() => { changed = performance.now(); });
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const isMoving = (one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity;
  const look = () => {
    const now = performance.now();
    if (document.getAnimations().some(isMoving)) changed = now;
    if (now - changed < 120 && now < giveUp) return setTimeout(look, 20);
    changes.disconnect();
    resolve();
  };
  look();
})`;

async function expectNothingSticksOut(page: Page, name: string): Promise<void> {
  const over = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(over, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}
