import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { Problem } from "#kernel/problem";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { aSource } from "../funds/funds.builders.ts";
import { holdUnit, releaseHold, returnClaim, validUntil } from "./claims.ts";
import { closeQuota, pauseQuota, resumeQuota, spill, topUp } from "./quotas.ts";
import {
  aCap,
  act,
  aPaidQuota,
  aQuota,
  asOwner,
  asOwnerRows,
  aWindow,
  endWindow,
  enterAll,
  factsOf,
  minutes,
  moneyOf,
  outcomeOn,
  persons,
  quotaRow,
  refused,
  serveNow,
} from "./stock.builders.ts";
import { findClaim } from "./stock.store.ts";
import { spillDue } from "./sweeps.ts";
import { joinWaitingList } from "./waiting-list.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const claimOn = (quotaId: string) => outcomeOn(database, quotaId);
const source = (sourceId: string) => transact(database.ctx(), (tx) => balances(tx, sourceId));

/** A release with one share, both with money of one source. */
async function aShared(given: { root?: number; share?: number; window?: boolean } = {}) {
  const sourceId = await aSource(database.ctx(), { budgetFen: 100_000 });
  const fund = { sourceId, unitFen: 100 };
  const make = given.window ? aWindow : aQuota;
  const root = await make(database, { capacity: given.root ?? 1, fund });
  const share = await make(database, {
    capacity: given.share ?? 3,
    parentId: root,
    waitingList: false,
    spillAt: minutes(-1),
    fund,
  });
  return { sourceId, root, share };
}

describe("a quota's money", () => {
  test("is set aside when it is made, when it is topped up, and goes back when it is closed", async () => {
    const { id, sourceId } = await aPaidQuota(database, { capacity: 5 });
    expect(await source(sourceId)).toMatchObject({ budget: 999_500, set_aside: 500 });
    await claimOn(id);
    expect(await act(database, (tx) => topUp(tx, id, 3))).toBe(8);
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ set_aside: 700, issued: 100 });
    await act(database, (tx) => closeQuota(tx, id));
    await act(database, (tx) => closeQuota(tx, id)); // once is enough
    expect(await source(sourceId)).toMatchObject({ budget: 999_900, set_aside: 0, issued: 100 });
    expect(await refused(act(database, (tx) => topUp(tx, id, 1)))).toBe("stock.quota_closed");
  });

  test("that is not there stops the top-up whole", async () => {
    const sourceId = await aSource(database.ctx(), { budgetFen: 1000 });
    const id = await aQuota(database, { capacity: 5, fund: { sourceId, unitFen: 100 } });
    expect(await refused(act(database, (tx) => topUp(tx, id, 6)))).toBe("funds.budget_exceeded");
    expect((await quotaRow(database, id)).capacity).toBe(5);
  });
});

describe("a top-up", () => {
  test("offers its units to those who wait, in their order", async () => {
    const id = await aQuota(database, { capacity: 0 });
    const waiting = [];
    for (const personId of persons(3))
      waiting.push(await act(database, (tx) => joinWaitingList(tx, { quotaId: id, personId })));
    await act(database, (tx) => topUp(tx, id, 2));
    const states = await Promise.all(
      waiting.map(async ({ id: claim }) => (await act(database, (tx) => findClaim(tx.db, claim)))?.state),
    );
    expect(states).toEqual(["held", "held", "waiting"]);
  });

  test("for many who wait is one act: the capped leave, the next in line move up, who stands behind the last unit stays", async () => {
    const cap = await aCap(database);
    const { id, sourceId } = await aPaidQuota(database, { capacity: 0, caps: [cap] });
    const people = persons(300);
    await asOwner(
      database,
      `insert into stock.claim (id, quota_id, node, person_id, key, state, source, created_at, waiting_rank)
        select gen_random_uuid(), $1, '1', person, gen_random_uuid(), 'waiting', 'offer', now(), rank
        from unnest($2::uuid[]) with ordinality as w (person, rank)`,
      [id, people],
    );
    // Many have had theirs elsewhere meanwhile, at one place more in a row than are looked at beyond the units.
    const capped = people.filter((_, rank) => rank % 3 === 0 || (rank > 30 && rank < 90));
    await asOwner(
      database,
      "insert into stock.cap_use (cap_id, person_id, node, used) select $1, person, '1', 1 from unnest($2::uuid[]) person",
      [cap, capped],
    );

    await act(database, (tx) => topUp(tx, id, 100));

    const rows = await asOwnerRows<{ state: string; reason: string | null; person_id: string }>(
      database,
      "select state, reason, person_id from stock.claim where quota_id = $1 order by waiting_rank",
      [id],
    );
    const free = people.filter((personId) => !capped.includes(personId));
    const last = people.indexOf(free[99] ?? "");
    for (const [rank, row] of rows.entries()) {
      const expected = rank > last ? "waiting" : capped.includes(row.person_id) ? "expired" : "held";
      expect(`${rank} ${row.state}`).toBe(`${rank} ${expected}`);
      expect(row.reason).toBe(expected === "expired" ? "capped" : null);
    }
    expect(await factsOf(database, id)).toMatchObject({ capacity: 100, held: 100, taken: 0 });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ set_aside: 0, held: 10_000 });
    const told = await asOwnerRows<{ topic: string; count: number }>(
      database,
      "select topic, count(*)::int from kernel.outbox where payload->>'quotaId' = $1 and topic = 'stock.offered' group by 1",
      [id],
    );
    expect(told).toEqual([{ topic: "stock.offered", count: 100 }]);
  });

  test("is refused for numbered units, which need labels, and for less than one", async () => {
    const numbered = await aQuota(database, { capacity: 1, units: ["A"] });
    expect(await refused(act(database, (tx) => topUp(tx, numbered, 1)))).toBe("stock.wrong_units");
    expect(await refused(act(database, async (tx) => topUp(tx, await aQuota(database), -1)))).toBe("stock.wrong_units");
    expect(await refused(aQuota(database, { capacity: 2, units: ["A"] }))).toBe("stock.wrong_units");
    expect(await refused(aQuota(database, { capacity: 1, units: ["A"], parentId: numbered }))).toBe(
      "stock.wrong_units",
    );
  });
});

describe("pausing", () => {
  test("stops the shares too and leaves what members have; resuming starts all again", async () => {
    const { root, share } = await aShared();
    const claim = await claimOn(share);
    await act(database, (tx) => pauseQuota(tx, root));
    expect([await claimOn(root), await claimOn(share)]).toEqual(["paused", "paused"]);
    expect(await act(database, (tx) => findClaim(tx.db, claim))).toMatchObject({ state: "active" });
    await act(database, (tx) => resumeQuota(tx, root));
    expect((await quotaRow(database, share)).state).toBe("open");
    await act(database, (tx) => closeQuota(tx, root));
    expect(await refused(act(database, (tx) => resumeQuota(tx, root)))).toBe("stock.quota_closed");
    expect((await quotaRow(database, share)).state).toBe("closed");
  });
});

describe("a share", () => {
  test("spills what it has left once, with its money, to those who wait above", async () => {
    const { sourceId, root, share } = await aShared();
    await claimOn(share);
    await claimOn(root);
    const waiting = await act(database, (tx) => joinWaitingList(tx, { quotaId: root, personId: uuidv7() }));
    expect(await act(database, (tx) => spill(tx, share))).toBe(2);
    expect(await act(database, (tx) => spill(tx, share))).toBe(0);
    expect([await quotaRow(database, root), await quotaRow(database, share)]).toMatchObject([
      { capacity: 3, taken: 1, held: 1 },
      { capacity: 1, taken: 1 },
    ]);
    expect((await act(database, (tx) => findClaim(tx.db, waiting.id)))?.state).toBe("held");
    expect(await moneyOf(database, sourceId, share)).toMatchObject({ set_aside: 0, issued: 100 });
    expect(await moneyOf(database, sourceId, root)).toMatchObject({ set_aside: 100, held: 100, issued: 100 });
    expect(await source(sourceId)).toMatchObject({ budget: 99_600 });
  });

  test("that has spilled passes on what comes back to it later", async () => {
    const { sourceId, root, share } = await aShared({ root: 0, share: 2 });
    const claim = await claimOn(share);
    const hold = await act(database, (tx) => holdUnit(tx, { quotaId: share, personId: uuidv7() }));
    expect(await act(database, (tx) => spill(tx, share))).toBe(0);
    const waiting = await act(database, (tx) => joinWaitingList(tx, { quotaId: root, personId: uuidv7() }));
    await act(database, (tx) => returnClaim(tx, claim, { reason: "member" }));
    expect((await act(database, (tx) => findClaim(tx.db, waiting.id)))?.state).toBe("held");
    await act(database, (tx) => releaseHold(tx, hold.id, "declined"));
    expect([await quotaRow(database, root), await quotaRow(database, share)]).toMatchObject([
      { capacity: 2, taken: 0, held: 1 },
      { capacity: 0, taken: 0, held: 0 },
    ]);
    expect((await claimOn(root)).length).toBe(36);
    const money = await moneyOf(database, sourceId, share);
    expect((money?.set_aside ?? 0) + (money?.returned ?? 0) + (money?.held ?? 0) + (money?.issued ?? 0)).toBe(0);
  });

  test("spills at its time by the sweep, not before serving, and never when closed", async () => {
    const windowed = await aShared({ window: true });
    const plain = await aShared();
    const closed = await aShared();
    await act(database, (tx) => closeQuota(tx, closed.root));
    await enterAll(database, windowed.root, persons(1));
    await spillDue(database.ctx());
    expect((await quotaRow(database, windowed.share)).spilledAt).toBeNull();
    expect((await quotaRow(database, plain.share)).spilledAt).not.toBeNull();
    expect((await quotaRow(database, closed.share)).spilledAt).toBeNull();
    await endWindow(database, windowed.root);
    await serveNow(database, windowed.root);
    await spillDue(database.ctx());
    expect(await quotaRow(database, windowed.root)).toMatchObject({ capacity: 4, taken: 1 });
  });

  test("meets pauses, spills, returns and closings of its whole in one order", async () => {
    for (let round = 0; round < 8; round++) {
      const { root, share, sourceId } = await aShared({ root: 5, share: 5 });
      const claims = await Promise.all([claimOn(share), claimOn(root), claimOn(share)]);
      const gives = claims.map((claim) => act(database, (tx) => returnClaim(tx, claim, { reason: "staff" })));
      await Promise.all(
        [
          ...gives,
          act(database, (tx) => spill(tx, share)),
          act(database, (tx) => pauseQuota(tx, root)),
          act(database, (tx) => closeQuota(tx, root)),
        ].map((work) => work.catch((error) => expect(error).toBeInstanceOf(Problem))),
      );
      await act(database, (tx) => closeQuota(tx, root));
      expect(await source(sourceId)).toMatchObject({ budget: 100_000, issued: 0, held: 0 });
    }
  });
});

test("the valid days of a claim count from the grant and never go beyond the quota's end", async () => {
  const id = await aQuota(database, { validDays: 1, validUntil: minutes(60 * 24 * 3) });
  const short = await aQuota(database, { validDays: 30 });
  const claim = await act(database, async (tx) => findClaim(tx.db, await claimOn(id)));
  expect((claim?.validUntil?.getTime() ?? 0) - (claim?.grantedAt?.getTime() ?? 0)).toBe(86_400_000);
  const cut = await act(database, async (tx) => findClaim(tx.db, await claimOn(short)));
  expect(cut?.validUntil).toEqual((await quotaRow(database, short)).validUntil);
});

test("a valid day is 24 hours whatever the time zone of a session, as the pages reckon", async () => {
  const id = await aQuota(database, {
    validFrom: new Date("2026-10-20T00:00:00Z"),
    validUntil: new Date("2027-10-20T00:00:00Z"),
    validDays: 14,
  });
  // In Berlin the clocks go back on 25 October 2026: that day has 25 hours.
  const untilIn = async (zone: string) => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(`set app.scope = '*'; set timezone = '${zone}'`);
    const { rows } = await client.query(
      "select stock.valid_until(q, '2026-10-20T00:00:00Z') as until from stock.quota q where id = $1",
      [id],
    );
    await client.end();
    return rows[0].until;
  };
  const expected = validUntil(await quotaRow(database, id), new Date("2026-10-20T00:00:00Z"));
  for (const zone of ["UTC", "Asia/Shanghai", "Europe/Berlin"]) expect(await untilIn(zone), zone).toEqual(expected);
});

test("nobody without the sight of the node sees or changes anything", async () => {
  const id = await aQuota(database, { node: "1.9" });
  const claim = await claimOn(id);
  const staff = (path: string) =>
    database.ctx({ kind: "staff", sessionId: "", accountId: "", name: "", duties: [{ duty: "x", path }] });
  expect(await refused(transact(staff("1.8"), (tx) => returnClaim(tx, claim, { reason: "staff" })))).toBe(
    "stock.no_such_claim",
  );
  expect(await refused(transact(staff("1.8"), (tx) => pauseQuota(tx, id)))).toBe("stock.no_such_quota");
  const member = database.ctx({ kind: "member", sessionId: "", personId: uuidv7(), reach: ["1.9.1"] });
  expect(await transact(member, (tx) => findClaim(tx.db, claim))).toBeUndefined();
  await asOwner(database, "select 1");
  expect((await asOwnerRows(database, "select 1 from stock.claim where id = $1", [claim])).length).toBe(1);
  expect(await factsOf(database, id)).toMatchObject({ taken: 1 });
});
