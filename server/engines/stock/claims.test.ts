import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import {
  confirmHold,
  holdUnit,
  leaveWaitingList,
  redeemClaim,
  releaseHold,
  returnClaim,
  undoRedemption,
} from "./claims.ts";
import { closeQuota, pauseQuota, resumeQuota } from "./quotas.ts";
import {
  aCap,
  aClaim,
  act,
  aPaidQuota,
  aQuota,
  asOwner,
  asOwnerRows,
  factsOf,
  minutes,
  moneyOf,
  persons,
  refused,
  topicsOf,
} from "./stock.builders.ts";
import { type Claim, findClaim } from "./stock.store.ts";
import { expireHolds, lapseClaims } from "./sweeps.ts";
import { joinWaitingList } from "./waiting-list.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const granted = (quotaId: string, personId?: string) => aClaim(database, quotaId, personId);
const claimOf = (id: string): Promise<Claim | undefined> => act(database, (tx) => findClaim(tx.db, id));
const wait = (quotaId: string, personId: string) => act(database, (tx) => joinWaitingList(tx, { quotaId, personId }));
const giveBack = (id: string) => act(database, (tx) => returnClaim(tx, id, { reason: "member" }));
const usedOf = async (cap: string, personId: string) =>
  (
    await asOwnerRows<{ used: number }>(
      database,
      "select used from stock.cap_use where cap_id = $1 and person_id = $2",
      [cap, personId],
    )
  )[0]?.used ?? 0;

describe("redeeming", () => {
  test("uses the claim up once, with its money, and can be undone", async () => {
    const { id, sourceId } = await aPaidQuota(database);
    const claim = await granted(id);
    await act(database, (tx) => redeemClaim(tx, claim));
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ set_aside: 900, issued: 0, redeemed: 100 });
    expect(await refused(act(database, (tx) => redeemClaim(tx, claim)))).toBe("stock.claim_not_active");
    await act(database, (tx) => undoRedemption(tx, claim));
    expect(await claimOf(claim)).toMatchObject({ state: "active", endedAt: null });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ issued: 100, redeemed: 0 });
    expect(await topicsOf(database, claim)).toEqual(["stock.redeemed", "stock.redemption_undone"]);
    expect(await refused(act(database, (tx) => undoRedemption(tx, claim)))).toBe("stock.claim_not_active");
  });

  test("is refused before and after the valid days, and for nobody's claim", async () => {
    const early = await granted(await aQuota(database, { validFrom: minutes(5) }));
    const late = await granted(await aQuota(database));
    await asOwner(database, "update stock.claim set valid_until = clock_timestamp() where id = $1", [late]);
    expect(await refused(act(database, (tx) => redeemClaim(tx, early)))).toBe("stock.claim_not_yet_valid");
    expect(await refused(act(database, (tx) => redeemClaim(tx, late)))).toBe("stock.claim_lapsed");
    expect(await refused(act(database, (tx) => redeemClaim(tx, uuidv7())))).toBe("stock.no_such_claim");
  });

  test("twenty at once redeem it once", async () => {
    const claim = await granted(await aQuota(database));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refused(act(database, (tx) => redeemClaim(tx, claim)))),
    );
    expect(answers.filter((answer) => answer === "done").length).toBe(1);
  });
});

describe("lapsing", () => {
  test("ends what was not used; the unit stays taken, the cap counted, and nobody is offered anything", async () => {
    const cap = await aCap(database);
    const { id, sourceId } = await aPaidQuota(database, { capacity: 1, caps: [cap] });
    const [ann = "", bo = ""] = persons(2);
    const claim = await granted(id, ann);
    await wait(id, bo);
    await asOwner(database, "update stock.claim set valid_until = clock_timestamp() where id = $1", [claim]);
    expect(await lapseClaims(database.ctx())).toBeGreaterThanOrEqual(1);
    expect(await claimOf(claim)).toMatchObject({ state: "lapsed" });
    expect(await factsOf(database, id)).toMatchObject({ taken: 1, held: 0, lapsed: 1, waiting: 1 });
    expect(await usedOf(cap, ann)).toBe(1);
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ issued: 0, lapsed: 100 });
    expect(await lapseClaims(database.ctx())).toBe(0);
    expect(await refused(giveBack(claim))).toBe("stock.claim_not_active");
  });
});

describe("a returned unit", () => {
  test("is offered to the first who waits in the same transaction, with cap and money, and can be accepted", async () => {
    const cap = await aCap(database);
    const { id, sourceId } = await aPaidQuota(database, { capacity: 1, caps: [cap] });
    const [ann = "", bo = "", cy = ""] = persons(3);
    const claim = await granted(id, ann);
    const first = await wait(id, bo);
    const second = await wait(id, cy);
    expect((await wait(id, bo)).id).toBe(first.id);
    await giveBack(claim);
    expect([await usedOf(cap, ann), await usedOf(cap, bo), await usedOf(cap, cy)]).toEqual([0, 1, 0]);
    expect([(await claimOf(first.id))?.state, (await claimOf(second.id))?.state]).toEqual(["held", "waiting"]);
    expect(await factsOf(database, id)).toMatchObject({ taken: 0, held: 1 });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({
      set_aside: -100,
      held: 100,
      returned: 100,
      issued: 0,
    });
    const key = uuidv7();
    const mine = await act(database, (tx) => confirmHold(tx, first.id, key));
    expect(mine).toMatchObject({ state: "active", number: 2, holdUntil: null });
    expect(await act(database, (tx) => confirmHold(tx, first.id, key))).toEqual(mine);
    expect(await refused(act(database, (tx) => confirmHold(tx, first.id, uuidv7())))).toBe("stock.claim_not_active");
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ held: 0, issued: 100 });
  });

  test("goes on to the next when declined and when it ran out, and is free when nobody waits any more", async () => {
    const id = await aQuota(database, { capacity: 1 });
    const [bo = "", cy = ""] = persons(2);
    const claim = await granted(id);
    const [first, second] = [await wait(id, bo), await wait(id, cy)];
    await giveBack(claim);
    await act(database, (tx) => leaveWaitingList(tx, { quotaId: id, personId: bo }));
    expect([(await claimOf(first.id))?.reason, (await claimOf(second.id))?.state]).toEqual(["declined", "held"]);
    await act(database, (tx) => releaseHold(tx, second.id, "ran_out"));
    expect((await claimOf(second.id))?.state).toBe("held"); // not before its time
    await asOwner(database, "update stock.claim set hold_until = clock_timestamp() where id = $1", [second.id]);
    expect(await refused(act(database, (tx) => confirmHold(tx, second.id)))).toBe("stock.claim_not_active");
    await expireHolds(database.ctx());
    expect(await claimOf(second.id)).toMatchObject({ state: "expired", reason: "ran_out" });
    expect(await factsOf(database, id)).toMatchObject({ taken: 0, held: 0, expired: 2 });
    expect((await claimOf(await granted(id)))?.number).toBe(2);
  });

  test("passes over who has reached the cap meanwhile, and tells why", async () => {
    const cap = await aCap(database);
    const [id, other] = [await aQuota(database, { capacity: 1, caps: [cap] }), await aQuota(database, { caps: [cap] })];
    const [bo = "", cy = ""] = persons(2);
    const claim = await granted(id);
    const [first, second] = [await wait(id, bo), await wait(id, cy)];
    await granted(other, bo);
    await giveBack(claim);
    expect(await claimOf(first.id)).toMatchObject({ state: "expired", reason: "capped" });
    expect((await claimOf(second.id))?.state).toBe("held");
    expect(await topicsOf(database, first.id)).toEqual(["stock.waiting", "stock.left_waiting"]);
    expect(await refused(wait(id, bo))).toBe("stock.cap_reached");
  });

  test("while paused waits for the resuming", async () => {
    const id = await aQuota(database, { capacity: 1 });
    const claim = await granted(id);
    const waiting = await wait(id, uuidv7());
    await act(database, (tx) => pauseQuota(tx, id));
    await giveBack(claim);
    expect((await claimOf(waiting.id))?.state).toBe("waiting");
    await act(database, (tx) => resumeQuota(tx, id));
    expect((await claimOf(waiting.id))?.state).toBe("held");
  });

  test("of a closed quota is offered to nobody and its money goes back to the budget", async () => {
    const { id, sourceId } = await aPaidQuota(database, { capacity: 1 });
    const claim = await granted(id);
    const waiting = await wait(id, uuidv7());
    await act(database, (tx) => closeQuota(tx, id));
    expect(await claimOf(waiting.id)).toMatchObject({ state: "expired", reason: "closed" });
    await giveBack(claim);
    const money = await moneyOf(database, sourceId, id);
    expect((money?.set_aside ?? 0) + (money?.returned ?? 0)).toBe(0);
    expect(money).toMatchObject({ issued: 0, held: 0, budget: 0 });
  });

  test("with a number gives its number to the next", async () => {
    const id = await aQuota(database, { capacity: 2, units: ["1排1座", "1排2座"] });
    const [first, second] = [await granted(id), await granted(id)];
    expect([(await claimOf(first))?.unitLabel, (await claimOf(second))?.unitLabel]).toEqual(["1排1座", "1排2座"]);
    const waiting = await wait(id, uuidv7());
    await giveBack(first);
    expect((await claimOf(waiting.id))?.unitLabel).toBe("1排1座");
  });

  test("returned twice at once is returned once", async () => {
    const id = await aQuota(database, { capacity: 2 });
    const claim = await granted(id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => refused(giveBack(claim))));
    expect(answers.filter((answer) => answer === "done").length).toBe(1);
    expect(await factsOf(database, id)).toMatchObject({ taken: 0, returned: 1 });
  });

  test("leaving the list while being offered loses no unit", async () => {
    for (let round = 0; round < 15; round++) {
      const id = await aQuota(database, { capacity: 1 });
      const claim = await granted(id);
      const [bo = ""] = persons(1);
      await wait(id, bo);
      await Promise.all([giveBack(claim), act(database, (tx) => leaveWaitingList(tx, { quotaId: id, personId: bo }))]);
      await act(database, (tx) => leaveWaitingList(tx, { quotaId: id, personId: bo }));
      expect(await factsOf(database, id)).toMatchObject({ taken: 0, held: 0, waiting: 0, expired: 1 });
    }
  });

  test("returns and offers beside claims of other quotas under the same cap never wait in a circle", async () => {
    const cap = await aCap(database, { maxUnits: 50 });
    const quotas = await Promise.all([1, 2, 3].map(() => aQuota(database, { capacity: 8, caps: [cap] })));
    const people = persons(8);
    for (let round = 0; round < 3; round++) {
      const held = await Promise.all(
        quotas.flatMap((id) => people.map(async (who) => [id, await granted(id, who)] as const)),
      );
      for (const id of quotas) for (const who of [...people].reverse()) await wait(id, who);
      await Promise.all(held.map(([, claim]) => giveBack(claim)));
      await Promise.all(
        quotas.flatMap((id) =>
          people.map((personId) => act(database, (tx) => leaveWaitingList(tx, { quotaId: id, personId }))),
        ),
      );
      for (const id of quotas)
        for (const personId of people) await act(database, (tx) => leaveWaitingList(tx, { quotaId: id, personId }));
      for (const id of quotas) expect(await factsOf(database, id)).toMatchObject({ taken: 0, held: 0, waiting: 0 });
    }
    for (const who of people) expect(await usedOf(cap, who)).toBe(0);
  });
});

describe("a hold", () => {
  test("keeps a unit with cap and money, becomes a claim, and the same key is the same hold for ever", async () => {
    const cap = await aCap(database);
    const { id, sourceId } = await aPaidQuota(database, { capacity: 1, caps: [cap] });
    const [ann = ""] = persons(1);
    const key = uuidv7();
    const hold = await act(database, (tx) => holdUnit(tx, { quotaId: id, personId: ann, key }));
    expect(hold).toMatchObject({ state: "held", number: null });
    expect((await act(database, (tx) => holdUnit(tx, { quotaId: id, personId: ann, key }))).id).toBe(hold.id);
    expect(await refused(act(database, (tx) => holdUnit(tx, { quotaId: id, personId: uuidv7() })))).toBe(
      "stock.sold_out",
    );
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ set_aside: 0, held: 100 });
    await act(database, (tx) => confirmHold(tx, hold.id));
    expect(await factsOf(database, id)).toMatchObject({ taken: 1, held: 0, active: 1 });
    const other = await aQuota(database);
    expect(await refused(act(database, (tx) => holdUnit(tx, { quotaId: other, personId: ann, key })))).toBe(
      "idempotency.key_reused",
    );
  });

  test("is refused to who holds or waits already, over the cap, when paused and when closed", async () => {
    const cap = await aCap(database);
    const id = await aQuota(database, { caps: [cap] });
    const [ann = "", bo = ""] = persons(2);
    const hold = (personId: string) => refused(act(database, (tx) => holdUnit(tx, { quotaId: id, personId })));
    expect([await hold(ann), await hold(ann)]).toEqual(["done", "stock.claim_not_active"]);
    await granted(id, bo);
    expect(await hold(bo)).toBe("stock.cap_reached");
    await act(database, (tx) => pauseQuota(tx, id));
    expect(await hold(uuidv7())).toBe("stock.quota_closed");
  });

  test("never lasts beyond the closing of its quota", async () => {
    const closesAt = minutes(5);
    const id = await aQuota(database, { closesAt });
    const hold = await act(database, (tx) => holdUnit(tx, { quotaId: id, personId: uuidv7() }));
    expect(hold.holdUntil).toEqual(closesAt);
  });
});

describe("the waiting list", () => {
  test("takes nobody while there is something left, after closing, or where there is none", async () => {
    expect(await refused(wait(await aQuota(database), uuidv7()))).toBe("stock.not_sold_out");
    expect(await refused(wait(await aQuota(database, { waitingList: false, capacity: 0 }), uuidv7()))).toBe(
      "stock.no_waiting_list",
    );
    const closed = await aQuota(database, { capacity: 0 });
    await act(database, (tx) => closeQuota(tx, closed));
    expect(await refused(wait(closed, uuidv7()))).toBe("stock.quota_closed");
  });
});
