import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Listener, startListener } from "#kernel/database/listener";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { returnClaim } from "./claims.ts";
import type { GrabDesk } from "./grab-desk.ts";
import { closeQuota, pauseQuota, resumeQuota, spill, topUp } from "./quotas.ts";
import { QuotaSnapshots } from "./snapshots.ts";
import { aClaim, act, aDesk, aQuota, silent } from "./stock.builders.ts";

let database: TestDatabase;
let listener: Listener;
let desk: GrabDesk | undefined;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
  listener = startListener({ url: database.ownerUrl, log: silent });
});
afterEach(() => desk?.stop());
afterAll(async () => {
  await listener.stop();
  await database.drop();
});

/** A desk, and how often it has heard of a change. */
async function aHearingDesk(listens: boolean): Promise<() => number> {
  const known = await aDesk(database, listens ? { listener } : {});
  desk = known;
  await sleep(300); // the listener is connected and has caused its first reading
  let readings = 0;
  const read = known.snapshots.hear.bind(known.snapshots);
  known.snapshots.hear = () => {
    readings++;
    read();
  };
  return () => readings;
}

const heard = async (readings: () => number, work: () => Promise<unknown>): Promise<boolean> => {
  const before = readings();
  await work();
  for (let look = 0; look < 100 && readings() === before; look++) await sleep(10);
  return readings() > before;
};
describe("a process that listens", () => {
  test("hears of units added, given back, spilled, and of pausing, resuming and closing by another; of claims it hears nothing", async () => {
    const readings = await aHearingDesk(true);
    const id = await aQuota(database, { capacity: 1 });
    const share = await aQuota(database, { capacity: 1, parentId: id, waitingList: false });
    let claim = "";
    const acts: [string, () => Promise<unknown>, boolean][] = [
      ["claim", async () => (claim = await aClaim(database, id)), false],
      ["return", () => act(database, (tx) => returnClaim(tx, claim, { reason: "member" })), true],
      ["top-up", () => act(database, (tx) => topUp(tx, id, 1)), true],
      ["spill", () => act(database, (tx) => spill(tx, share)), true],
      ["pause", () => act(database, (tx) => pauseQuota(tx, id)), true],
      ["resume", () => act(database, (tx) => resumeQuota(tx, id)), true],
      ["close", () => act(database, (tx) => closeQuota(tx, id)), true],
    ];
    for (const [what, work, expected] of acts) expect(await heard(readings, work), what).toBe(expected);
  });

  test("reads again then, also when it was reading just before", async () => {
    const id = await aQuota(database, { capacity: 1 });
    const snapshots = new QuotaSnapshots(database.pool, silent); // not started: no timer reads in this one
    const capacity = () => snapshots.all().find((quota) => quota.id === id)?.capacity;
    const early = snapshots.refresh();
    await act(database, (tx) => topUp(tx, id, 1));
    snapshots.hear();
    await early;
    for (let look = 0; look < 300 && capacity() !== 2; look++) await sleep(10);
    expect(capacity()).toBe(2);
    await act(database, (tx) => topUp(tx, id, 1));
    snapshots.hear();
    for (let look = 0; look < 300 && capacity() !== 3; look++) await sleep(10);
    expect(capacity()).toBe(3);
    await snapshots.stop();
  });

  test("negative control: one that does not listen hears nothing", async () => {
    const readings = await aHearingDesk(false);
    const id = await aQuota(database, { capacity: 0 });
    expect(await heard(readings, () => act(database, (tx) => topUp(tx, id, 1)))).toBe(false);
  });
});
