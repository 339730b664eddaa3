import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { answerOf } from "./people.ts";

export const demoPin = "246810";

interface Merchant {
  id: string;
  name: string;
  agreement: { state: string };
  stores: { id: string; state: string; suspension: object | null; campaigns?: { title: string }[] }[];
  clerks: { id: string; name: string }[];
}

/** A merchant's store with its manager at a till that is held by requests alone. */
export interface Shop {
  merchant: Merchant;
  storeId: string;
  clerk: { id: string; name: string };
  requests: APIRequestContext;
}

/** Merchants that can take a campaign's vouchers now, whatever other journeys have added or withdrawn. */
export async function shopsOf(
  browser: Browser,
  admin: APIRequestContext,
  { campaign, count }: { campaign: string; count: number },
): Promise<Shop[]> {
  const { items } = await answerOf<{ items: { id: string }[] }>(admin.get("/api/staff/merchants?limit=100"));
  const shops: Shop[] = [];
  for (const { id } of items) {
    const merchant = await answerOf<Merchant>(admin.get(`/api/staff/merchants/${id}`));
    const store = merchant.stores.find(
      ({ state, suspension, campaigns }) =>
        state === "open" && suspension === null && campaigns?.some(({ title }) => title === campaign),
    );
    const [clerk] = merchant.clerks;
    if (store === undefined || clerk === undefined || merchant.agreement.state !== "in_force") continue;
    shops.push(await shopOf(browser, admin, { merchant, storeId: store.id, clerk }));
    if (shops.length === count) break;
  }
  return shops;
}

async function shopOf(browser: Browser, admin: APIRequestContext, shop: Omit<Shop, "requests">): Promise<Shop> {
  const { clerk, storeId } = shop;
  await answerOf(admin.patch(`/api/staff/clerks/${clerk.id}`, { data: { manager: true } }));
  const { request } = await browser.newContext();
  const pairingCode = await pairingCodeOf(admin, storeId);
  await answerOf(request.post("/api/till/pair", { data: { pairingCode, deviceName: "结算台" } }));
  await answerOf(request.post("/api/till/clerk", { data: { clerkId: clerk.id, pin: demoPin } }));
  return { ...shop, requests: request };
}

export async function pairingCodeOf(admin: APIRequestContext, storeId: string): Promise<string> {
  const given = await answerOf<{ pairingCode: string }>(admin.post(`/api/staff/stores/${storeId}/pairing`));
  return given.pairingCode;
}

/** Phones of verified members, in the order of their numbers: some members of the demo have not been verified yet. */
export async function verifiedMembers(
  browser: Browser,
  { first, count }: { first: number; count: number },
): Promise<Page[]> {
  const found: Page[] = [];
  for (let number = first; found.length < count; number++) {
    const page = await (await browser.newContext()).newPage();
    const asked = { data: { phone: String(number) } };
    const sent = await answerOf<{ demoCode: string }>(page.request.post("/api/member/sign-in/codes", asked));
    const data = { phone: String(number), code: sent.demoCode };
    await answerOf(page.request.post("/api/member/sign-in", { data }));
    const me = await answerOf<{ verified: boolean }>(page.request.get("/api/member/me"));
    if (me.verified) found.push(page);
    else await page.context().close();
  }
  return found;
}

const once = () => ({ "idempotency-key": randomUUID() });

/** A member takes a voucher of a release and spends it in a shop. */
export async function spend(member: Page, releaseId: string, shop: Shop, amountFen: number): Promise<void> {
  const claim = await answerOf<{ id: string }>(
    member.request.post(`/api/releases/${releaseId}/claims`, { headers: once(), data: {} }),
  );
  const { code } = await answerOf<{ code: string }>(
    member.request.post("/api/member/code", { data: { purpose: "redeem", claimId: claim.id } }),
  );
  const bill = { headers: once(), data: { code, amountFen, receipt: `XS-${amountFen}` } };
  await answerOf(shop.requests.post("/api/till/redemptions", bill));
}
