import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { returnClaim } from "./claims.ts";
import type { GrabDesk } from "./grab-desk.ts";
import { closeQuota, pauseQuota } from "./quotas.ts";
import {
  aCap,
  act,
  aDesk,
  aPaidQuota,
  aQuota,
  asOwner,
  asOwnerRows,
  aWindow,
  endWindow,
  enterAll,
  entriesOf,
  factsOf,
  minutes,
  moneyOf,
  persons,
  serveNow,
  without,
} from "./stock.builders.ts";
import type { ClaimOutcome } from "./stock.types.ts";

let database: TestDatabase;
let desks: GrabDesk[] = [];
beforeAll(async () => {
  database = await testDatabase({ max: 24 });
});
afterAll(() => database.drop());
afterEach(async () => {
  for (const desk of desks) await desk.stop();
  desks = [];
});

async function openDesks(count: number, maxBatch = 50): Promise<GrabDesk[]> {
  desks = await Promise.all(Array.from({ length: count }, () => aDesk(database, { maxBatch })));
  return desks;
}
const one = async () => (await openDesks(1))[0] as GrabDesk;
const claim = (quotaId: string, personId: string, key = uuidv7()) => ({ quotaId, personId, key });
const counted = (outcomes: ClaimOutcome[]) => {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

describe("several desks on one database", () => {
  test("give exactly what there is, numbered without gaps, with one posting per unit's worth", async () => {
    const { id, sourceId } = await aPaidQuota(database, { capacity: 137 });
    const four = await openDesks(4, 20);
    const outcomes = await Promise.all(persons(600).map((who, index) => four[index % 4]?.claim(claim(id, who))));
    const granted = (outcomes as ClaimOutcome[]).flatMap((o) => ("number" in o ? [o.number] : []));
    expect(granted.sort((a, b) => a - b)).toEqual(Array.from({ length: 137 }, (_, index) => index + 1));
    expect(counted(outcomes as ClaimOutcome[])).toEqual({ granted: 137, sold_out: 463 });
    expect(await factsOf(database, id)).toMatchObject({ taken: 137, active: 137, held: 0 });
    expect(await moneyOf(database, sourceId, id)).toMatchObject({ set_aside: 0, issued: 13_700 });
  });

  test("negative control: without the quota's lock more is given than there is, or the constraint must refuse", async () => {
    const undo = await without(database, "stock.claim_batch", "where id = p_quota for update", "where id = p_quota");
    // The check constraint is the last wall; it goes too, to see what the lock alone prevents.
    await asOwner(database, "alter table stock.quota drop constraint quota_never_oversold");
    await asOwner(database, "drop index stock.claim_number");
    try {
      const four = await openDesks(4, 5);
      let over = 0;
      for (let round = 0; round < 30 && over === 0; round++) {
        const id = await aQuota(database, { capacity: 20 });
        await Promise.allSettled(persons(200).map((who, index) => four[index % 4]?.claim(claim(id, who))));
        over = (await factsOf(database, id)).active - 20;
      }
      expect(over).toBeGreaterThan(0);
    } finally {
      await undo();
      await asOwner(
        database,
        "delete from stock.claim c using stock.quota q where q.id = c.quota_id and q.taken > q.capacity",
      );
      await asOwner(database, "update stock.quota set taken = least(taken, capacity)");
      await asOwner(
        database,
        "delete from stock.claim where ctid <> all (select min(ctid) from stock.claim group by quota_id, number)",
      );
      await asOwner(
        database,
        "alter table stock.quota add constraint quota_never_oversold check (taken + held <= capacity)",
      );
      await asOwner(
        database,
        "create unique index claim_number on stock.claim (quota_id, number) where number is not null",
      );
    }
  });

  test("one key sent everywhere at once is one claim with one answer", async () => {
    const id = await aQuota(database, { capacity: 50 });
    const four = await openDesks(4);
    const [who] = persons(1);
    const key = uuidv7();
    const outcomes = (await Promise.all(
      Array.from({ length: 100 }, (_, index) => four[index % 4]?.claim(claim(id, who ?? "", key))),
    )) as ClaimOutcome[];
    const answers = new Set(
      outcomes.map((o) => ("claimId" in o ? `${o.claimId} ${o.number} ${o.grantedAt.toJSON()}` : o.outcome)),
    );
    expect(answers.size).toBe(1);
    expect((await factsOf(database, id)).taken).toBe(1);
  });

  test("one key sent to two quotas at once is one claim, and nobody else in the batches is hurt", async () => {
    const two = await openDesks(2);
    for (let round = 0; round < 10; round++) {
      const [here, there] = [
        await aQuota(database, { capacity: 100, node: "1.2" }),
        await aQuota(database, { capacity: 100, node: "1.3" }),
      ];
      const requests = persons(40).map((personId) => ({ personId, key: uuidv7() }));
      const outcomes = (await Promise.all([
        ...requests.map((r) => two[0]?.claim({ ...r, quotaId: here })),
        ...[...requests].reverse().map((r) => two[1]?.claim({ ...r, quotaId: there })),
      ])) as ClaimOutcome[];
      expect(counted(outcomes)).toEqual({ granted: 40, key_reused: 40 });
      expect((await factsOf(database, here)).taken + (await factsOf(database, there)).taken).toBe(40);
    }
  });
});

describe("a key", () => {
  test("means the same claim for ever, also after it was returned, when all is gone and after closing", async () => {
    const id = await aQuota(database, { capacity: 1 });
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const request = claim(id, ann);
    const first = await desk.claim(request);
    if (!("claimId" in first)) throw new Error(first.outcome);
    const again = { ...first, outcome: "replay" };
    expect(await desk.claim(request)).toEqual(again);
    await act(database, (tx) => returnClaim(tx, first.claimId, { reason: "member" }));
    await desk.snapshots.refresh();
    expect(await desk.claim(request)).toEqual(again);
    expect(await desk.claim(claim(id, bo))).toMatchObject({ outcome: "granted", number: 2 });
    await desk.snapshots.refresh();
    expect(await desk.claim(request)).toEqual(again);
    await act(database, (tx) => closeQuota(tx, id));
    await desk.snapshots.refresh();
    expect(await desk.claim(request)).toEqual(again);
  });

  test("of another person is useless, and of another quota is refused", async () => {
    const [id, other] = [await aQuota(database), await aQuota(database, { node: "7" })];
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const key = uuidv7();
    const first = await desk.claim(claim(id, ann, key));
    const theirs = await desk.claim(claim(id, bo, key));
    if (!("claimId" in first) || !("claimId" in theirs)) throw new Error("both are granted");
    expect(theirs.claimId).not.toBe(first.claimId);
    expect(await desk.claim(claim(other, ann, key))).toEqual({ outcome: "key_reused" });
  });

  test("of a share's claim answers on what is for everybody, and the other way", async () => {
    const root = await aQuota(database, { capacity: 1 });
    const share = await aQuota(database, { capacity: 1, parentId: root, waitingList: false });
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const [inShare, inRoot] = [claim(share, ann), claim(root, bo)];
    const first = await desk.claim(inShare);
    expect(await desk.claim({ ...inShare, quotaId: root })).toEqual({ ...first, outcome: "replay" });
    const second = await desk.claim(inRoot);
    expect(await desk.claim({ ...inRoot, quotaId: share })).toEqual({ ...second, outcome: "replay" });
  });
});

describe("caps", () => {
  test("hold over two quotas and several desks", async () => {
    const cap = await aCap(database, { maxUnits: 3 });
    const quotas = [
      await aQuota(database, { caps: [cap], capacity: 500 }),
      await aQuota(database, { caps: [cap], capacity: 500 }),
    ];
    const four = await openDesks(4);
    const people = persons(20);
    const outcomes = await Promise.all(
      people.flatMap((who) => Array.from({ length: 8 }, (_, n) => four[n % 4]?.claim(claim(quotas[n % 2] ?? "", who)))),
    );
    expect(counted(outcomes as ClaimOutcome[])).toEqual({ granted: 60, capped: 100 });
    const uses = await asOwnerRows<{ used: number }>(database, "select used from stock.cap_use where cap_id = $1", [
      cap,
    ]);
    expect(uses.map((row) => row.used)).toEqual(people.map(() => 3));
  });

  test("two caps at once: the narrower decides, and a refused one counts nothing", async () => {
    const [wide, narrow] = [await aCap(database, { maxUnits: 5 }), await aCap(database, { maxUnits: 1 })];
    const id = await aQuota(database, { caps: [wide, narrow] });
    const desk = await one();
    const [ann = ""] = persons(1);
    expect((await desk.claim(claim(id, ann))).outcome).toBe("granted");
    expect((await desk.claim(claim(id, ann))).outcome).toBe("capped");
    const uses = await asOwnerRows<{ used: number }>(database, "select used from stock.cap_use where person_id = $1", [
      ann,
    ]);
    expect(uses.map((row) => row.used)).toEqual([1, 1]);
  });

  test("on a node above the quota's count like any other", async () => {
    const cap = await aCap(database, { node: "1" });
    const quotas = [
      await aQuota(database, { node: "1.5", caps: [cap] }),
      await aQuota(database, { node: "1.6", caps: [cap] }),
    ];
    const desk = await one();
    const [ann = ""] = persons(1);
    expect((await desk.claim(claim(quotas[0] ?? "", ann))).outcome).toBe("granted");
    expect((await desk.claim(claim(quotas[1] ?? "", ann))).outcome).toBe("capped");
  });

  test("many batches with overlapping caps and people, half of them new, never wait in a circle", async () => {
    const caps = [await aCap(database, { maxUnits: 9 }), await aCap(database, { maxUnits: 9 })];
    const quotas = [
      await aQuota(database, { caps, capacity: 5000 }),
      await aQuota(database, { caps: caps.slice(0, 1), capacity: 5000 }),
      await aQuota(database, { caps: caps.slice(1), capacity: 5000 }),
    ];
    const three = await openDesks(3, 30);
    const people = persons(150);
    const before = await deadlocks();
    for (let round = 0; round < 6; round++) {
      const some = people.filter((_, index) => index % 3 !== round % 3);
      const outcomes = await Promise.all(
        three.flatMap((desk, d) =>
          (d % 2 ? some : [...some].reverse()).map((who, n) => desk.claim(claim(quotas[(d + n) % 3] ?? "", who))),
        ),
      );
      expect(outcomes.every((o) => o.outcome === "granted" || o.outcome === "capped")).toBe(true);
    }
    expect(await deadlocks()).toBe(before);
  });

  test("a sold-out request behind a capped one is told so", async () => {
    const cap = await aCap(database);
    const id = await aQuota(database, { caps: [cap], capacity: 2 });
    const desk = await one();
    const [ann = "", bo = "", cy = ""] = persons(3);
    await desk.claim(claim(id, ann));
    const outcomes = await Promise.all([
      desk.claim(claim(id, ann)),
      desk.claim(claim(id, bo)),
      desk.claim(claim(id, cy)),
    ]);
    expect(outcomes.map((o) => o.outcome)).toEqual(["capped", "granted", "sold_out"]);
  });
});

const deadlocks = async () => {
  await asOwner(database, "select pg_stat_force_next_flush()");
  const [row] = await asOwnerRows<{ deadlocks: number }>(
    database,
    "select deadlocks::integer from pg_stat_database where datname = current_database()",
  );
  return row?.deadlocks ?? 0;
};

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
    desks = [desk, other];
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

describe("entering", () => {
  test("pressing often and everywhere is one entry with one number", async () => {
    const id = await aWindow(database);
    const three = await openDesks(3, 40);
    const people = persons(100);
    const outcomes = await Promise.all(
      three.flatMap((desk, d) =>
        (d % 2 ? people : [...people].reverse()).map(async (personId) => ({
          personId,
          ...(await desk.enter({ quotaId: id, personId })),
        })),
      ),
    );
    const numbers = new Map<string, Set<unknown>>();
    for (const o of outcomes)
      numbers.set(o.personId, (numbers.get(o.personId) ?? new Set()).add("number" in o ? o.number : o.outcome));
    expect([...numbers.values()].every((set) => set.size === 1)).toBe(true);
    expect((await entriesOf(database, id)).length).toBe(100);
  });

  test("who has entered hears so again after the window; who has not hears that it is over", async () => {
    const id = await aWindow(database);
    const desk = await one();
    const [ann = "", bo = ""] = persons(2);
    const first = await desk.enter({ quotaId: id, personId: ann });
    await endWindow(database, id);
    await desk.snapshots.refresh();
    expect(await desk.enter({ quotaId: id, personId: ann })).toEqual(first);
    expect(await desk.enter({ quotaId: id, personId: bo })).toEqual({ outcome: "entry_closed" });
  });

  test("a quota without a window, paused, closed or unknown takes none", async () => {
    const desk = await one();
    const [ann = ""] = persons(1);
    const [plain, paused, closed] = [await aQuota(database), await aWindow(database), await aWindow(database)];
    await act(database, (tx) => pauseQuota(tx, paused));
    await act(database, (tx) => closeQuota(tx, closed));
    const enter = async (quotaId: string) => (await desk.enter({ quotaId, personId: ann })).outcome;
    expect([await enter(plain), await enter(paused), await enter(closed), await enter(uuidv7())]).toEqual([
      "no_window",
      "paused",
      "closed",
      "missing",
    ]);
    await desk.snapshots.refresh();
    expect([await enter(plain), await enter(paused), await enter(closed)]).toEqual(["no_window", "paused", "closed"]);
  });

  test("what is left after serving goes first come", async () => {
    const id = await aWindow(database, { capacity: 5 });
    await enterAll(database, id, persons(3));
    await endWindow(database, id);
    const desk = await one();
    const early = persons(1)[0] ?? "";
    expect(await desk.claim(claim(id, early))).toEqual({ outcome: "drawing" });
    expect(await serveNow(database, id)).toBe(3);
    await desk.snapshots.refresh();
    const outcomes = await Promise.all(persons(5).map((who) => desk.claim(claim(id, who))));
    expect(counted(outcomes)).toEqual({ granted: 2, sold_out: 3 });
  });
});
