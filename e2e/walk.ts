import { randomUUID } from "node:crypto";
import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { demoTitle } from "./demo.ts";
import { phone } from "./look.ts";
import { answerOf, signInMember } from "./people.ts";
import { staffRequests } from "./staff.ts";

/** A release of the demo round, by the title that members see. */
export interface Round {
  id: string;
  path: string;
  title: string;
  campaignId: string;
  roundId: string;
}

/** A phone whose requests the journey may answer itself: without the service worker that would stand between. */
export async function bareMember(browser: Browser, number: string, more: BrowserContextOptions = {}): Promise<Page> {
  const page = await barePhone(browser, more);
  await page.goto("/");
  await signInMember(page, number, "zh-CN");
  return page;
}

/** The same before anybody has signed in. */
export async function barePhone(browser: Browser, more: BrowserContextOptions = {}): Promise<Page> {
  const one = { viewport: phone, locale: "zh-CN", hasTouch: true, isMobile: true, serviceWorkers: "block" } as const;
  return (await browser.newContext({ ...one, ...more })).newPage();
}

type Card = Omit<Round, "path"> & { subtitle: string; state: string };

/** The demo's release of a kind in the running round, once its window is over and what is left is open. `page` is signed in. */
export async function openRound(page: Page, title: string): Promise<Round> {
  let found: Card | undefined;
  const state = async () => {
    const answer = await page.request.get("/api/releases");
    const { items } = (await answer.json()) as { items: Card[] };
    found = items.find((one) => one.title === title && one.subtitle === demoTitle && one.state !== "closed");
    return found?.state;
  };
  await expect.poll(state, { timeout: 200_000, intervals: [500] }).toMatch(/^(open|sold_out)$/);
  const card = found as unknown as Card;
  return { ...card, path: `/releases/${card.id}` };
}

/** Presses "get it" in the page of a release. */
export async function take(page: Page, round: Round): Promise<void> {
  await page.goto(round.path);
  await page.getByRole("button", { name: "领取", exact: true }).click();
}

export const won = (page: Page) => page.getByRole("heading", { name: "领到了" });
export const confirming = (page: Page) => page.getByRole("button", { name: "正在确认,不用再按" });

/** The union adds one unit, one person asking and others agreeing; it goes to the first in line. */
export async function oneMore(browser: Browser, { campaignId, roundId, title }: Round): Promise<void> {
  const campaign = `/api/staff/campaigns/${campaignId}`;
  const maker = await staffRequests(browser, "maker");
  const { kinds } = (await answerOf(maker.get(campaign))) as { kinds: { id: string; title: string }[] };
  const kindId = kinds.find((kind) => kind.title === title)?.id;
  const asking = { data: { changes: { stock: [{ kindId, roundId, units: 1 }] }, reason: "临时加一张" } };
  const { id } = (await answerOf(maker.post(`${campaign}/changes`, asking))) as { id: string };
  const key = () => ({ headers: { "idempotency-key": randomUUID() }, data: {} });
  const checker = await staffRequests(browser, "checker");
  await answerOf(checker.post(`/api/staff/changes/${id}/check`, key()));
  const approver = await staffRequests(browser, "approver");
  await answerOf(approver.post(`/api/staff/changes/${id}/approve`, key()));
}
