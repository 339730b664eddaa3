import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aCode, aDuty, aKey, aTestCity, someVoucherHolders } from "../benefits.builders.ts";

const { world, city, post, get } = await aTestCity();

/** A shop whose till has been paired for an hour, and members with a voucher that it takes. */
async function aRunningShop(holders = 1) {
  const given = { holders, offlineAllowed: true, offlineLimit: 5 };
  const made = await someVoucherHolders(world, city, given);
  await transact(world.database.ctx(), (tx) =>
    sql`update benefits.till set paired_at = paired_at - interval '1 hour' where store_id = ${made.shop.store.id}`.execute(
      tx.db,
    ),
  );
  const code = (index: number) => aCode(world, made.people[index] ?? "", made.claims[index] ?? "");
  return { ...made, code, url: `/api/staff/campaigns/${made.campaignId}` };
}
type Shop = Awaited<ReturnType<typeof aRunningShop>>;

const redeem = (made: Shop, code: string) =>
  post(made.shop.cookie, "/api/till/redemptions", { code, amountFen: 25_000 });
const look = (made: Shop, code: string) => post(made.shop.cookie, "/api/till/check", { code });
const bringIn = async (made: Shop, code: string, acceptedAt: Date) => {
  const taken = { code, amountFen: 25_000, clerkId: made.shop.first.id, localId: aKey() };
  const answer = await post(made.shop.cookie, "/api/till/offline", {
    accepted: [{ ...taken, acceptedAt: acceptedAt.toISOString() }],
  });
  return answer.json().results[0];
};

async function withdrawStore({ maker, shop, url }: Shop): Promise<void> {
  const changes = { withdrawStoreIds: [shop.store.id] };
  const asked = await post(maker.cookie, `${url}/changes`, { changes, reason: "协议到期" });
  const approver = await aDuty(world, city, "benefits.approver");
  const made = await post(approver.cookie, `/api/staff/changes/${asked.json().id}/approve`, {});
  expect(made.statusCode, made.body).toBe(200);
}

describe("a paused campaign", () => {
  test("whose vouchers rest is refused at the till with what becomes of them, and taken again when it goes on", async () => {
    const made = await aRunningShop();
    const { maker, url } = made;
    const code = await made.code(0);
    const paused = await post(maker.cookie, `${url}/pause`, { reason: "核对门店", vouchersStopped: true });
    expect(paused.statusCode, paused.body).toBe(200);
    const looked = (await look(made, code)).json();
    expect(looked).toMatchObject({ ok: false, offFen: 0, problem: { code: "benefits.campaign_paused" } });
    const refused = await redeem(made, code);
    expect([refused.statusCode, refused.json().code]).toEqual([409, "benefits.campaign_paused"]);
    const [voucher] = (await get(made.cookie, "/api/vouchers")).json().items;
    expect(voucher).toMatchObject({ claimId: made.claim });
    expect((await post(maker.cookie, `${url}/resume`, {})).statusCode).toBe(200);
    expect((await look(made, code)).json()).toMatchObject({ ok: true });
    expect((await redeem(made, code)).json()).toMatchObject({ offFen: 10_000 });
  });

  test("whose vouchers do not rest gives none out, and takes those in hand", async () => {
    const made = await aRunningShop();
    await post(made.maker.cookie, `${made.url}/pause`, { reason: "核对名单", vouchersStopped: false });
    expect((await redeem(made, await made.code(0))).statusCode).toBe(201);
  });
});

describe("a store that was withdrawn a minute ago", () => {
  test("is told so at its till; the voucher stays whole, and what it took without network before then stands", async () => {
    const made = await aRunningShop(3);
    const codes = [await made.code(0), await made.code(1), await made.code(2)] as const;
    const before = new Date();
    await withdrawStore(made);
    const refused = await redeem(made, codes[0]);
    expect([refused.statusCode, refused.json().code]).toEqual([409, "benefits.store_not_listed"]);
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{ state: string }>`select state from stock.claim where id = ${made.claim}`.execute(tx.db),
    );
    expect(rows).toEqual([{ state: "active" }]);

    expect(await bringIn(made, codes[1], before)).toMatchObject({ outcome: "redeemed" });
    expect(await bringIn(made, codes[2], new Date())).toMatchObject({
      ...{ outcome: "refused", problem: "benefits.store_not_listed" },
    });
    const { items } = (await get(made.maker.cookie, "/api/staff/discrepancies")).json();
    expect(items).toContainEqual(expect.objectContaining({ claimId: made.claims[2], outcome: "refused" }));
  });
});
