import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { closeQuota, orderSecret, orderSecretHash, pauseQuota, resumeQuota } from "./quotas.ts";
import {
  aCap,
  act,
  aDesk,
  aQuota,
  asOwner,
  asOwnerRows,
  aWindow,
  endWindow,
  enterAll,
  entriesOf,
  persons,
  quotaRow,
  secretsOfTest,
  serveNow,
} from "./stock.builders.ts";
import { servingOrder } from "./stock.rules.ts";
import { joinWaitingList } from "./waiting-list.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const winnersOf = async (quotaId: string): Promise<string[]> =>
  (
    await asOwnerRows<{ person_id: string }>(
      database,
      "select person_id from stock.claim where quota_id = $1 and source = 'entry' order by number",
      [quotaId],
    )
  ).map((row) => row.person_id);
const orderOf = async (quotaId: string): Promise<string[]> => {
  const entries = await entriesOf(database, quotaId);
  const byNumber = new Map(entries.map((entry) => [Number(entry.number), entry.person_id]));
  const order = servingOrder(
    orderSecret(await secretsOfTest(), quotaId),
    entries.map((e) => ({ number: Number(e.number), weight: e.weight })),
  );
  return order.map((number) => byNumber.get(number) ?? "");
};

describe("a window at its end", () => {
  test("is served in the order that the secret gives, weights included; everybody gets the place that anybody can recompute", async () => {
    const id = await aWindow(database, { capacity: 40 });
    const people = persons(300);
    await enterAll(database, id, people, { weights: people.map((_, index) => [1, 2, 5, 100][index % 4] ?? 1) });
    await endWindow(database, id);
    expect(await serveNow(database, id)).toBe(40);
    const order = await orderOf(id);
    expect(await winnersOf(id)).toEqual(order.slice(0, 40));
    const entries = await entriesOf(database, id);
    for (const entry of entries) {
      expect(entry.place).toBe(order.indexOf(entry.person_id) + 1);
      expect(entry.outcome).toBe((entry.place ?? 0) <= 40 ? "won" : "lost");
    }
  });

  test("shows its secret only afterwards, and it is the one whose hash was shown before", async () => {
    const id = await aWindow(database);
    const secrets = await secretsOfTest();
    expect(await quotaRow(database, id)).toMatchObject({
      secretHash: orderSecretHash(secrets, id),
      secretPublished: null,
    });
    await endWindow(database, id);
    await serveNow(database, id);
    expect((await quotaRow(database, id)).secretPublished).toEqual(orderSecret(secrets, id));
  });

  test("is not served with another secret, before its end, while paused, when closed, or twice", async () => {
    const id = await aWindow(database, { capacity: 1 });
    await enterAll(database, id, persons(2));
    expect(await serveNow(database, id)).toBeNull();
    await endWindow(database, id);
    const wrong = await database.pool.query("select stock.serve($1, $2, 'x') as won", [id, Buffer.alloc(32)]);
    expect(wrong.rows[0].won).toBeNull();
    await act(database, (tx) => pauseQuota(tx, id));
    expect(await serveNow(database, id)).toBeNull();
    await act(database, (tx) => resumeQuota(tx, id));
    expect(await serveNow(database, id)).toBe(1);
    expect(await serveNow(database, id)).toBeNull();
    const closed = await aWindow(database);
    await enterAll(database, closed, persons(2));
    await endWindow(database, closed);
    await act(database, (tx) => closeQuota(tx, closed));
    expect(await serveNow(database, closed)).toBeNull();
    expect((await entriesOf(database, closed)).map((entry) => entry.outcome)).toEqual(["lost", "lost"]);
  });

  test("weights win in proportion", async () => {
    const heavy = persons(400);
    const light = persons(400);
    const id = await aWindow(database, { capacity: 100 });
    await enterAll(database, id, [...heavy, ...light], { weights: [...heavy.map(() => 4), ...light.map(() => 1)] });
    await endWindow(database, id);
    await serveNow(database, id);
    const winners = new Set(await winnersOf(id));
    const won = heavy.filter((who) => winners.has(who)).length;
    // Expectation near 78 of 100 (a little less than 80: they are not put back), standard deviation 4; six of them are allowed.
    expect(won).toBeGreaterThan(54);
    expect(won).toBeLessThan(100);
  });

  test("whoever is capped at their turn is passed over, and the next one wins", async () => {
    const cap = await aCap(database);
    const [first, id] = [
      await aQuota(database, { caps: [cap], capacity: 500 }),
      await aWindow(database, { caps: [cap], capacity: 20 }),
    ];
    const people = persons(300);
    await enterAll(database, id, people);
    const full = people.filter((_, index) => index % 3 !== 0);
    const desk = await aDesk(database);
    await Promise.all(full.map((personId) => desk.claim({ quotaId: first, personId, key: personId })));
    await desk.stop();
    await endWindow(database, id);
    expect(await serveNow(database, id)).toBe(20);
    const free = (await orderOf(id)).filter((who) => !full.includes(who));
    expect(await winnersOf(id)).toEqual(free.slice(0, 20));
    const last = (await orderOf(id)).indexOf(free[19] ?? "");
    for (const entry of await entriesOf(database, id)) {
      const passed = full.includes(entry.person_id) && (entry.place ?? 0) <= last;
      expect(entry.outcome).toBe(passed ? "capped" : free.slice(0, 20).includes(entry.person_id) ? "won" : "lost");
    }
    expect(await asOwnerRows(database, "select 1 from stock.cap_use where cap_id = $1 and used > 1", [cap])).toEqual(
      [],
    );
  });

  test("when nearly everybody is capped the few others still win", async () => {
    const cap = await aCap(database);
    const id = await aWindow(database, { caps: [cap], capacity: 3 });
    const people = persons(5000);
    await enterAll(database, id, people);
    await asOwner(
      database,
      "insert into stock.cap_use (cap_id, person_id, node, used) select $1, p, '1', 1 from unnest($2::uuid[]) p",
      [cap, people.slice(2)],
    );
    await endWindow(database, id);
    expect(await serveNow(database, id)).toBe(2);
    expect(new Set(await winnersOf(id))).toEqual(new Set(people.slice(0, 2)));
  });

  test("shares serve their own people first, the rest is for everybody who has not won", async () => {
    const id = await aWindow(database, { capacity: 10 });
    const share = await aWindow(database, { parentId: id, capacity: 4, waitingList: false });
    const [own, others] = [persons(20), persons(50)];
    await enterAll(database, id, own, { shares: own.map(() => share) });
    await enterAll(database, id, others);
    await endWindow(database, id);
    expect(await serveNow(database, id)).toBe(14);
    const order = await orderOf(id);
    const ofShare = order.filter((who) => own.includes(who)).slice(0, 4);
    expect(await winnersOf(share)).toEqual(ofShare);
    expect(await winnersOf(id)).toEqual(order.filter((who) => !ofShare.includes(who)).slice(0, 10));
  });

  test("numbered units go out in the order of winning", async () => {
    const id = await aWindow(database, { capacity: 3, units: ["A1", "A2", "A3"] });
    await enterAll(database, id, persons(5));
    await endWindow(database, id);
    await serveNow(database, id);
    const rows = await asOwnerRows<{ unit_label: string }>(
      database,
      "select unit_label from stock.claim where quota_id = $1 order by number",
      [id],
    );
    expect(rows.map((row) => row.unit_label)).toEqual(["A1", "A2", "A3"]);
  });

  test("places given late put those who wait already into their order", async () => {
    const id = await aWindow(database, { capacity: 1 });
    await enterAll(database, id, persons(30));
    await endWindow(database, id);
    const secret = orderSecret(await secretsOfTest(), id);
    await database.pool.query("select stock.serve($1, $2, 'system:test')", [id, secret]);
    const losers = (await orderOf(id)).slice(1, 6);
    for (const personId of [...losers].reverse())
      await act(database, (tx) => joinWaitingList(tx, { quotaId: id, personId }));
    await database.pool.query("select stock.place($1, $2)", [id, secret]);
    const waiting = await asOwnerRows<{ person_id: string }>(
      database,
      "select person_id from stock.claim where quota_id = $1 and state = 'waiting' order by waiting_rank, id",
      [id],
    );
    expect(waiting.map((row) => row.person_id)).toEqual(losers);
  });
});
