import { describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { aDeskRoom, claim, counted } from "./grab-desk.builders.ts";
import { closeQuota, pauseQuota } from "./quotas.ts";
import { act, aQuota, aWindow, endWindow, enterAll, entriesOf, persons, serveNow } from "./stock.builders.ts";

const { database, openDesks, one } = await aDeskRoom();

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
