import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { closeQuota, orderSecret, pauseQuota, resumeQuota } from "./quotas.ts";
import { createServing } from "./serving.ts";
import { QuotaSnapshots } from "./snapshots.ts";
import {
  act,
  aDesk,
  aQuota,
  asOwner,
  aWindow,
  endWindow,
  enterAll,
  entriesOf,
  factsOf,
  minutes,
  outcomeOn,
  persons,
  quotaRow,
  secretsOfTest,
  silent,
} from "./stock.builders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

describe("windows that end together", () => {
  test("have their winners at once, although the places of one take long", async () => {
    const [slow, other] = [await aWindow(database, { capacity: 1 }), await aWindow(database, { capacity: 2 })];
    for (const id of [slow, other]) await enterAll(database, id, persons(4));
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    // Whoever reads the entries of the slow one to the end must wait for this row.
    await client.query("begin; set local app.scope = '*'");
    await client.query("select from stock.entry where quota_id = $1 for update", [slow]);
    await asOwner(
      database,
      "update stock.quota set entry_closes_at = clock_timestamp() - interval '1 millisecond' where id = any ($1)",
      [[slow, other]],
    );
    const desk = await aDesk(database);
    const serving = createServing({
      ...{ pool: database.pool, log: silent, secrets: await secretsOfTest(), snapshots: desk.snapshots },
    });
    try {
      serving.start();
      for (let look = 0; look < 500 && (await quotaRow(database, other)).placedAt === null; look++) await sleep(10);
      expect((await quotaRow(database, other)).placedAt).not.toBeNull();
      expect((await quotaRow(database, slow)).placedAt).toBeNull();
    } finally {
      await client.query("rollback");
      await client.end();
      for (let look = 0; look < 500 && (await quotaRow(database, slow)).placedAt === null; look++) await sleep(10);
      await serving.stop();
      await desk.stop();
    }
    expect((await quotaRow(database, slow)).placedAt).not.toBeNull();
  });
});

describe("the serving loop", () => {
  async function aLoop() {
    const snapshots = new QuotaSnapshots(database.pool, silent);
    await snapshots.refresh();
    const serving = createServing({ pool: database.pool, log: silent, secrets: await secretsOfTest(), snapshots });
    const due = async () => {
      await snapshots.refresh();
      return snapshots.due().map((quota) => quota.id);
    };
    return { serving, due };
  }

  test("gives nobody what is over already, at the end of a window or afterwards", async () => {
    const id = await aWindow(database, { capacity: 1 });
    const plain = await aQuota(database, { capacity: 1 });
    await enterAll(database, id, persons(2));
    await endWindow(database, id);
    await asOwner(
      database,
      "update stock.quota set closes_at = $2, valid_from = $3, valid_until = $4 where id = any ($1)",
      [[id, plain], minutes(60), minutes(-60), minutes(-1)],
    );
    const { serving } = await aLoop();
    expect(await serving.serve(id)).toEqual({ winners: null, placed: null });
    expect(await outcomeOn(database, plain)).toBe("closed");
    expect((await factsOf(database, id)).taken + (await factsOf(database, plain)).taken).toBe(0);
    await act(database, (tx) => closeQuota(tx, id));
    expect((await entriesOf(database, id)).map(({ outcome }) => outcome)).toEqual(["lost", "lost"]);
  });

  test("finds a window that was paused at its end as soon as it is resumed, also when it should be over by then", async () => {
    const id = await aWindow(database, { capacity: 1 });
    await enterAll(database, id, persons(3));
    await act(database, (tx) => pauseQuota(tx, id));
    await endWindow(database, id);
    await asOwner(database, "update stock.quota set opens_at = $2, closes_at = $3 where id = $1", [
      id,
      minutes(-90),
      minutes(-60),
    ]);
    const { serving, due } = await aLoop();
    expect(await due()).not.toContain(id);
    await act(database, (tx) => resumeQuota(tx, id));
    expect(await due()).toContain(id);
    expect(await serving.serve(id)).toEqual({ winners: 1, placed: 3 });
    expect(await due()).not.toContain(id);
  });

  test("gives the places also of what was closed right after serving", async () => {
    const id = await aWindow(database, { capacity: 1 });
    await enterAll(database, id, persons(3));
    await endWindow(database, id);
    const secret = orderSecret(await secretsOfTest(), id);
    await database.pool.query("select stock.serve($1, $2, 'system:test')", [id, secret]);
    await act(database, (tx) => closeQuota(tx, id));
    const { serving, due } = await aLoop();
    expect(await due()).toContain(id);
    expect(await serving.serve(id)).toEqual({ winners: null, placed: 3 });
  });
});
