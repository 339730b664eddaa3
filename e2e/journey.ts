import { type BrowserContext, test as base, type Page } from "@playwright/test";

const staying = new WeakSet<BrowserContext>();

/** Leaves a page open for the journeys of its file that follow; the file closes it. */
export function stays(page: Page): Page {
  staying.add(page.context());
  return page;
}

/**
 * A journey, which closes the pages that it has opened: left open, their clocks, streams and cameras would take the machine from
 * every journey that follows. What was open before it stays open, and so do requests without a page.
 */
export const test = base.extend<{ closing: undefined }>({
  closing: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use(undefined);
      for (const context of browser.contexts()) {
        if (before.has(context) || staying.has(context) || context.pages().length === 0) continue;
        await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
        await context.close();
      }
    },
    { auto: true },
  ],
});
