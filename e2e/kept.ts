import type { Page } from "@playwright/test";

type Kept = [key: string, value: string];

interface Seen {
  /** What is on the page as long as the server has not answered. */
  first(): Promise<void>;
  afterwards(): Promise<void>;
}

/** Reloads as another phone on a slow line would: what was kept before the entry is drawn first, and the server answers when that was seen. */
export async function reloadAsKept(page: Page, kept: Kept, see: Seen): Promise<void> {
  let answer = (): void => undefined;
  const seen = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/api\/releases\//, async (route) => {
    await seen;
    await route.continue();
  });
  // Before the page's own scripts, once: what was on its way when the page went would be kept anew otherwise.
  await page.addInitScript(([key, value]) => {
    if (sessionStorage.getItem("as-kept") !== null) return;
    sessionStorage.setItem("as-kept", "once");
    localStorage.setItem(key, value);
  }, kept);
  await page.reload();
  await see.first();
  answer();
  await see.afterwards();
  await page.unrouteAll({ behavior: "wait" });
}

/** What this phone keeps of releases for moments without network. */
export async function keptReleases(page: Page): Promise<Kept> {
  const kept = await page.evaluate(() =>
    Object.entries(localStorage).find(([key]) => key.endsWith("kept.releases.recent")),
  );
  if (!kept) throw new Error("this phone keeps no release");
  return kept;
}
