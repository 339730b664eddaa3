import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { refreshStock, retimeRelease } from "./index.ts";
import { aCap, minutes } from "./releases.builders.ts";
import { aCityOfReleases, type Who } from "./routes.builders.ts";

let world: Awaited<ReturnType<typeof aCityOfReleases>>;
beforeAll(async () => {
  world = await aCityOfReleases();
});

/** Two units for all, one for who works in shifts, from an hour of its own on; served at the end of its window. */
async function noonAndEvening(entrants: readonly Who[], hour = minutes(20)): Promise<string> {
  const shares = [{ title: "倒班", tag: "倒班", units: 1, opensAt: hour, spillAt: minutes(50) }];
  const caps = [await aCap(world.server, world.city.county)];
  const id = await world.release({ mode: "grab", capacity: 3, shares, caps });
  for (const who of entrants) expect((await world.enter(who, id)).status).toBe(202);
  await world.endWindow(id);
  return id;
}

const ownHourComes = async (id: string) => {
  await transact(world.server.database.ctx(), (tx) =>
    sql`update stock.quota set opens_at = clock_timestamp() - interval '1 second' where parent_id = ${id}`.execute(
      tx.db,
    ),
  );
  await refreshStock(world.server.runtime);
};
/** When the share of a release opens, its whole, and when it ends. */
async function hoursOf(id: string) {
  const { rows } = await transact(world.server.database.ctx(), (tx) =>
    sql<Record<"own" | "round" | "ends", Date>>`select q.opens_at as own, w.opens_at as round, q.closes_at as ends
      from stock.quota q join stock.quota w on w.id = q.parent_id where w.id = ${id}`.execute(tx.db),
  );
  const [share] = rows;
  if (share === undefined) throw new Error("the release has no share");
  return share;
}
const aShiftWorker = () => world.member(world.city.union, { tags: ["倒班"] });

describe("a share with an hour of its own", () => {
  test("has no part in the window, where its people enter as everybody does", async () => {
    const [night, day] = [await aShiftWorker(), await world.member()];
    const id = await noonAndEvening([night, day]);
    expect(await world.mine(night, id)).toMatchObject({ outcome: "won", claimState: "active" });
    expect((await world.call(world.ann, "GET", `/api/releases/${id}`)).body).toMatchObject({ left: 1, state: "open" });
  });

  test("is nobody's before that hour, its people's from then on, and never another's", async () => {
    const [night, late] = [await aShiftWorker(), await world.member()];
    const id = await noonAndEvening(await world.members(2));
    expect(await world.mine(night, id)).toMatchObject({ left: 0, ownHour: expect.any(String) });
    expect(await world.mine(late, id)).toMatchObject({ left: 0 });
    expect(await world.mine(late, id)).not.toHaveProperty("ownHour");
    expect((await world.claim(night, id)).code).toBe("release.not_open_yet");
    expect((await world.claim(late, id)).code).toBe("release.sold_out");

    await ownHourComes(id);
    expect(await world.mine(night, id)).toMatchObject({ left: 1 });
    expect((await world.claim(late, id)).code).toBe("release.sold_out");
    expect((await world.claim(night, id)).status).toBe(201);
    expect((await world.claim(await aShiftWorker(), id)).code).toBe("release.sold_out");
  });

  test("leaves what everybody may still have to its people too before it opens", async () => {
    const night = await aShiftWorker();
    const id = await noonAndEvening([await world.member()]);
    expect(await world.mine(night, id)).toMatchObject({ left: 1 });
    expect((await world.claim(night, id)).status).toBe(201);
  });

  test("keeps its distance when the round is moved, and stays before the end", async () => {
    const hour = minutes(30);
    const shares = [{ title: "倒班", tag: "倒班", units: 1, opensAt: hour, spillAt: minutes(50) }];
    const id = await world.release({ mode: "grab", capacity: 3, shares });
    const before = await hoursOf(id);
    const ctx = world.server.database.ctx();
    const opensAt = minutes(10);
    const window = { entryClosesAt: new Date(opensAt.getTime() + 2000) };
    await transact(ctx, (tx) => retimeRelease(tx, id, { opensAt, ...window, reason: "改期" }));
    const after = await hoursOf(id);
    expect(after.own.getTime() - after.round.getTime()).toBe(before.own.getTime() - before.round.getTime());
    await transact(ctx, (tx) => retimeRelease(tx, id, { closesAt: minutes(25), reason: "提前结束" }));
    expect((await hoursOf(id)).own.getTime()).toBeLessThan((await hoursOf(id)).ends.getTime());
  });

  test("keeps its distance also when the round is moved to long before", async () => {
    const shares = [{ title: "倒班", tag: "倒班", units: 1, opensAt: minutes(530), spillAt: minutes(560) }];
    const id = await world.release({ opensAt: minutes(500), closesAt: minutes(590), capacity: 3, shares });
    const opensAt = minutes(10);
    await transact(world.server.database.ctx(), (tx) => retimeRelease(tx, id, { opensAt, reason: "提前" }));
    const { own, round } = await hoursOf(id);
    expect([round, own.getTime() - round.getTime()]).toEqual([opensAt, 30 * 60_000]);
  });

  test("opens after everybody's and before it goes up, or is not published", async () => {
    const share = { title: "倒班", tag: "倒班", units: 1, spillAt: minutes(50) };
    for (const opensAt of [minutes(-5), minutes(60)])
      await expect(world.release({ capacity: 3, shares: [{ ...share, opensAt }] })).rejects.toMatchObject({
        code: "release.wrong_times",
      });
  });
});
