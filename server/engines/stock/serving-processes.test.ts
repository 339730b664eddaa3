import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import {
  aDesk,
  asOwnerRows,
  aWindow,
  endWindow,
  enterAll,
  entriesOf,
  factsOf,
  persons,
  serveNow,
  without,
} from "./stock.builders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

describe("several processes", () => {
  test("serve and place once between them, while people still press", async () => {
    const id = await aWindow(database, { capacity: 25 });
    const desks = [await aDesk(database, { maxBatch: 10 }), await aDesk(database, { maxBatch: 10 })];
    const people = persons(400);
    const pressed = people.map(async (personId, index) => ({
      personId,
      ...(await desks[index % 2]?.enter({ quotaId: id, personId })),
    }));
    await pressed[0];
    await endWindow(database, id);
    const served = await Promise.all([1, 2, 3, 4].map(() => serveNow(database, id)));
    const answers = await Promise.all(pressed);
    for (const desk of desks) await desk.stop();
    expect(served.filter((won) => won !== null).length).toBe(1);
    const entered = answers.filter((answer) => "number" in answer).map((answer) => answer.personId);
    const entries = await entriesOf(database, id);
    // Everybody who was told "entered" is in the order, nobody else is, and each has a place.
    expect(new Set(entries.map((entry) => entry.person_id))).toEqual(new Set(entered));
    expect(entries.map((entry) => entry.place).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      entries.map((_, index) => index + 1),
    );
    expect((await factsOf(database, id)).taken).toBe(Math.min(25, entries.length));
    const told = await asOwnerRows(
      database,
      "select 1 from kernel.outbox where topic = 'stock.placed' and payload->>'quotaId' = $1",
      [id],
    );
    expect(told.length).toBe(1);
  });

  test("negative control: without the share lock an acknowledged entry misses the order", async () => {
    // A batch that reads the window as open and writes a moment later, as a slow process would.
    const undo = await without(
      database,
      "stock.enter_batch",
      "select * into q from stock.quota where id = p_quota for share;",
      "perform pg_sleep(0.2);",
    );
    const late = await without(
      database,
      "stock.enter_batch",
      "v_now := clock_timestamp();",
      "v_now := q.entry_opens_at;",
    );
    try {
      const id = await aWindow(database, { capacity: 5 });
      await enterAll(database, id, persons(5));
      const slow = enterAll(database, id, persons(1));
      await endWindow(database, id);
      await serveNow(database, id);
      await slow;
      expect((await entriesOf(database, id)).filter((entry) => entry.place === null).length).toBe(1);
    } finally {
      await late();
      await undo();
    }
  });

  test("the same with the lock: serving waits for the entry that is under way", async () => {
    const undo = await without(
      database,
      "stock.enter_batch",
      "select * into q from stock.quota where id = p_quota for share;",
      "select * into q from stock.quota where id = p_quota for share; perform pg_sleep(0.2);",
    );
    const late = await without(
      database,
      "stock.enter_batch",
      "v_now := clock_timestamp();",
      "v_now := q.entry_opens_at;",
    );
    try {
      const id = await aWindow(database, { capacity: 5 });
      await enterAll(database, id, persons(5));
      const slow = enterAll(database, id, persons(1));
      await endWindow(database, id);
      await serveNow(database, id);
      await slow;
      expect((await entriesOf(database, id)).filter((entry) => entry.place === null)).toEqual([]);
    } finally {
      await late();
      await undo();
    }
  });
});
