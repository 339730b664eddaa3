import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { giveUpAll, listOpenOf } from "./give-up.ts";
import {
  aClaim,
  aPaidQuota,
  aQuota,
  aWindow,
  endWindow,
  enterAll,
  entriesOf,
  factsOf,
  moneyOf,
  persons,
  serveNow,
} from "./stock.builders.ts";
import { findClaim, listClaims } from "./stock.store.ts";
import { joinWaitingList } from "./waiting-list.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const giveUp = (personId: string) => transact(database.ctx(), (tx) => giveUpAll(tx, personId, { reason: "member" }));
const openOf = (personId: string) => transact(database.ctx(), (tx) => listOpenOf(tx.db, personId));
const one = (): string => persons(1)[0] ?? "";

test("what somebody had goes back with its money, who waits is offered it, and an entry wins nothing", async () => {
  const [gone, next] = [one(), one()];
  const paid = await aPaidQuota(database, { capacity: 1, waitingList: true });
  const claim = await aClaim(database, paid.id, gone);
  const waiting = await transact(database.ctx(), (tx) => joinWaitingList(tx, { quotaId: paid.id, personId: next }));
  const full = await aQuota(database, { capacity: 1, waitingList: true });
  await aClaim(database, full);
  await transact(database.ctx(), (tx) => joinWaitingList(tx, { quotaId: full, personId: gone }));
  const draw = await aWindow(database, { capacity: 2 });
  await enterAll(database, draw, [gone, next]);
  expect(await openOf(gone)).toMatchObject({ entries: [draw], claims: [{}, {}] });

  expect(await giveUp(gone)).toEqual({ entries: 1, waiting: 1, held: 0, active: 1 });
  const after = (id: string) => transact(database.ctx(), (tx) => findClaim(tx.db, id));
  expect(await after(claim)).toMatchObject({ state: "returned", reason: "member" });
  expect(await after(waiting.id)).toMatchObject({ state: "held" });
  expect(await factsOf(database, paid.id)).toMatchObject({ taken: 0, held: 1 });
  expect(await moneyOf(database, paid.sourceId, paid.id)).toMatchObject({ issued: 0, held: 100 });
  expect(await openOf(gone)).toEqual({ entries: [], claims: [] });
  expect(await giveUp(gone)).toEqual({ entries: 0, waiting: 0, held: 0, active: 0 });

  // The other wins; the order keeps both numbers, so that everybody can recompute it.
  await endWindow(database, draw);
  expect(await serveNow(database, draw)).toBe(1);
  const entries = await entriesOf(database, draw);
  expect(new Map(entries.map(({ person_id, outcome }) => [person_id, outcome]))).toEqual(
    new Map([
      [gone, "left"],
      [next, "won"],
    ]),
  );
  expect(entries.every(({ place }) => place !== null)).toBe(true);
});

test("a draw that is served at that moment leaves nothing in hand, whoever comes first, and its units are never lost", async () => {
  const gone = one();
  const others = persons(3);
  const draws = await Promise.all(
    Array.from({ length: 8 }, (_, at) => aWindow(database, { capacity: 4, waitingList: at % 2 === 0 })),
  );
  for (const draw of draws) {
    await enterAll(database, draw, [gone, ...others]);
    await endWindow(database, draw);
  }
  await Promise.all([...draws.map((draw) => serveNow(database, draw)), giveUp(gone)]);
  expect(await openOf(gone)).toEqual({ entries: [], claims: [] });
  for (const draw of draws) {
    expect(await factsOf(database, draw)).toMatchObject({ taken: 3, held: 0 });
    for (const other of others) {
      const claims = await transact(database.ctx(), (tx) => listClaims(tx.db, other, ["active"], undefined, 20));
      expect(claims.some(({ quotaId }) => quotaId === draw)).toBe(true);
    }
  }
});
