import type { Page } from "@playwright/test";

/** As on another phone and a slow line: what was kept before the entry is drawn first, the server's answer comes two seconds later. */
export async function reloadAsKept(page: Page, kept: Kept, see: () => Promise<void>): Promise<void> {
  const answers = /\/api\/releases\//;
  await page.route(answers, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue();
  });
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), kept);
  await page.reload();
  await see();
  await page.unrouteAll({ behavior: "wait" });
}

type Kept = [key: string, value: string];

/** What this phone keeps of releases for moments without network. */
export async function keptReleases(page: Page): Promise<Kept> {
  const kept = await page.evaluate(() =>
    Object.entries(localStorage).find(([key]) => key.endsWith("kept.releases.recent")),
  );
  if (!kept) throw new Error("this phone keeps no release");
  return kept;
}
