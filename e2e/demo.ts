import { expect, type Page } from "@playwright/test";
import { answerOf } from "./people.ts";

/** What the demo's campaign is called; its copies are called the same. */
export const demoTitle = "冰雪消费券";

/** The demo's running campaign, whatever other campaigns and copies journeys have made. `page` is signed in at the console. */
export async function demoCampaign(page: Page): Promise<{ id: string; title: string }> {
  const { items } = await answerOf<{ items: { id: string; title: string; state: string }[] }>(
    page.request.get("/api/staff/campaigns"),
  );
  const found = items.find(({ title, state }) => title === demoTitle && state === "running");
  expect(found, "the demo's campaign runs").toBeDefined();
  return found as { id: string; title: string };
}
