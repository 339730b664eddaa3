import { describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { aDeskRoom, claim, counted } from "./grab-desk.builders.ts";
import { closeQuota, pauseQuota } from "./quotas.ts";
import { act, aDesk, aQuota, asOwner, asOwnerRows, minutes, persons } from "./stock.builders.ts";
import type { ClaimOutcome } from "./stock.types.ts";

const { database, openDesks, one, keep } = await aDeskRoom();

/** Counts what a desk asks of the database; the real pool does the work. */
function countingPool() {
  const asked: string[] = [];
  const query = (given: { name?: string }, ...rest: []) => {
    asked.push(given.name ?? "other");
    return database.pool.query(given as never, ...rest);
  };
  return {
    asked,
    pool: new Proxy(database.pool, { get: (pool, key) => (key === "query" ? query : Reflect.get(pool, key)) }),
  };
}

describe("refusals from memory", () => {
  test.each<[string, (id: string) => Promise<unknown>, string]>([
    ["sold out", (id) => asOwner(database, "update stock.quota set capacity = taken where id = $1", [id]), "sold_out"],
    ["paused", (id) => act(database, (tx) => pauseQuota(tx, id)), "paused"],
    ["closed", (id) => act(database, (tx) => closeQuota(tx, id)), "closed"],
    [
      "closed by its time",
      (id) => asOwner(database, "update stock.quota set closes_at = clock_timestamp() where id = $1", [id]),
      "closed",
    ],
    [
      "not open",
      (id) =>
        asOwner(database, "update stock.quota set opens_at = clock_timestamp() + interval '5 minutes' where id = $1", [
          id,
        ]),
      "not_open",
    ],
  ])("%s: no query, while whoever holds a claim still gets it", async (_name, change, refusal) => {
    const id = await aQuota(database, { capacity: 6 });
    const { asked, pool } = countingPool();
    const [desk, other] = [await aDesk(database, { pool }), await aDesk(database)];
    keep(desk, other);
    const [ann = "", bo = ""] = persons(2);
    const [request, elsewhere] = [claim(id, ann), claim(id, bo)];
    const mine = await desk.claim(request);
    const theirs = await other.claim(elsewhere);
    await change(id);
    await desk.snapshots.refresh();
    desk.snapshots.mayHold(id, ann);
    await desk.snapshots.refresh();
    asked.length = 0;
    const outcomes = persons(200).map((who) => desk.claim(claim(id, who)));
    expect(asked).toEqual([]); // answered in the same turn: nothing was sent and nothing waits
    expect(counted((await Promise.all(outcomes)) as ClaimOutcome[])).toEqual({ [refusal]: 200 });
    if (refusal === "not_open") return; // nobody could have a claim before opening
    expect(await desk.claim(request)).toEqual({ ...mine, outcome: "replay" });
    expect(await desk.claim(elsewhere)).toEqual({ ...theirs, outcome: "replay" });
  });

  test("the moment a batch finds all gone, a claim that another process gave is still answered", async () => {
    const id = await aQuota(database, { capacity: 2 });
    const [here, there] = await openDesks(2);
    const [ann = "", bo = "", cy = ""] = persons(3);
    const elsewhere = claim(id, ann);
    const first = await there?.claim(elsewhere);
    await there?.claim(claim(id, bo));
    expect(await here?.claim(claim(id, cy))).toEqual({ outcome: "sold_out" });
    expect(await here?.claim(elsewhere)).toEqual({ ...first, outcome: "replay" });
  });

  test("a figure that overtook the batch's own answer is not counted twice", async () => {
    const id = await aQuota(database, { capacity: 4 });
    const desk = await one();
    const [ann = "", bo = "", cy = ""] = persons(3);
    const granted = [await desk.claim(claim(id, ann)), await desk.claim(claim(id, bo))];
    await desk.snapshots.refresh();
    // The batch's answer arrives after the refresh that has counted it already.
    desk.snapshots.learn(
      id,
      granted.flatMap((o) => ("number" in o ? [{ personId: ann, number: o.number }] : [])),
      false,
    );
    expect(desk.snapshots.find(id)?.taken).toBe(2);
    expect((await desk.claim(claim(id, cy))).outcome).toBe("granted");
  });

  test("nothing is answered from memory when the figure is too old", async () => {
    const id = await aQuota(database, { capacity: 1 });
    const { asked, pool } = countingPool();
    const desk = await aDesk(database, { pool });
    await desk.stop(); // no refresh any more
    const [ann = "", bo = ""] = persons(2);
    await desk.claim(claim(id, ann));
    while (desk.snapshots.fresh) await new Promise((resolve) => setImmediate(resolve));
    asked.length = 0;
    expect(await desk.claim(claim(id, bo))).toEqual({ outcome: "sold_out" });
    expect(asked).toContain("stock.claim_batch");
  });

  test("a process whose wall clock is wrong decides by the database's", async () => {
    const id = await aQuota(database, { opensAt: minutes(5) });
    const desk = await one();
    const realNow = Date.now;
    Date.now = () => realNow() + 600_000;
    try {
      expect(await desk.claim(claim(id, uuidv7()))).toEqual({ outcome: "not_open" });
      await desk.snapshots.refresh();
      expect(await desk.claim(claim(id, uuidv7()))).toEqual({ outcome: "not_open" });
    } finally {
      Date.now = realNow;
    }
  });

  test("the last refusal of a person is kept under the release, with how often; a used-up share is none", async () => {
    const root = await aQuota(database, { capacity: 1 });
    const share = await aQuota(database, { capacity: 0, parentId: root, waitingList: false });
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    await desk.claim(claim(share, ann));
    await desk.claim(claim(root, ann));
    await desk.claim(claim(share, bo));
    await desk.claim(claim(root, bo));
    await desk.claim(claim(root, bo));
    await act(database, (tx) => pauseQuota(tx, root));
    await desk.snapshots.refresh();
    await desk.claim(claim(share, bo));
    await desk.refusals.flush();
    const rows = await asOwnerRows(
      database,
      "select quota_id, person_id, code, times from stock.refusal where node = '1' and quota_id in ($1, $2)",
      [root, share],
    );
    expect(rows).toEqual([{ quota_id: root, person_id: bo, code: "paused", times: 3 }]);
  });
});
