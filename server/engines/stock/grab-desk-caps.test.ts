import { describe, expect, test } from "vitest";
import { aDeskRoom, claim, counted } from "./grab-desk.builders.ts";
import { aCap, aQuota, asOwner, asOwnerRows, persons } from "./stock.builders.ts";
import type { ClaimOutcome } from "./stock.types.ts";

const { database, openDesks, one } = await aDeskRoom();

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
