import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { refreshStock } from "#modules/releases";
import { aFilm, aSeat, aSession, ask, aWorld, inMinutes, type Somebody, type World } from "../activities.builders.ts";
import { aHouse, changesBy, told } from "../sessions/sessions.builders.ts";

let world: World;
let house: Awaited<ReturnType<typeof aHouse>>;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const fresh = async (given: Parameters<typeof aHouse>[2] = {}) => {
  house = await aHouse(world, 2, given);
  return house.people as [Somebody, Somebody];
};
const { change } = changesBy(() => ({ world, maker: house.maker }));
const standing = async ({ cookie }: Somebody) => (await ask(world, cookie, ["GET", "/api/activities/standing"])).body;

/** The tickets that somebody has in the draw of a session that opens so soon. */
async function ticketsInDraw(who: Somebody, openMinutes = 5): Promise<number | undefined> {
  const opensAt = inMinutes(openMinutes);
  const startsAt = inMinutes(600 + Math.floor(Math.random() * 1e6));
  const session = await aSession(world, house.cinema, { mode: "draw", opensAt, startsAt });
  await refreshStock(world.runtime);
  const answer = await ask(world, who.cookie, ["POST", `/api/releases/${session.releaseId}/entries`], {
    body: {},
    key: uuidv7(),
  });
  expect(answer.status).toBe(202);
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{ weight: number }>`select weight from stock.entry where quota_id = ${session.releaseId}
      and person_id = ${who.personId}`.execute(tx.db),
  );
  return rows[0]?.weight;
}

describe("whoever lost a seat through no doing of their own", () => {
  it("goes first in the next draws when the session is cancelled, and reads it; nobody else does", async () => {
    const [ann, bo] = await fresh();
    const session = await aSession(world, house.cinema);
    const claimId = await aSeat(world, session, ann);
    expect((await change(session.id, { kind: "cancelled" }, 1, "停电")).status).toBe(201);

    const { priorities } = await standing(ann);
    expect(priorities).toMatchObject([{ claimId, title: "长津湖", reason: "cancelled" }]);
    expect((await told(world, ann)).at(-1)).toMatchObject([
      "activities.cancelled_owed",
      { priorityUntil: priorities[0].until },
      `/tickets/${claimId}`,
    ]);
    expect([await ticketsInDraw(ann), await ticketsInDraw(bo)]).toEqual([20, 1]);
    expect((await standing(bo)).priorities).toEqual([]);
  });

  it("goes first until they have a seat again", async () => {
    const [ann] = await fresh();
    const session = await aSession(world, house.cinema);
    await aSeat(world, session, ann);
    await change(session.id, { kind: "cancelled" }, 1);
    await aSeat(world, await aSession(world, house.cinema, { startsAt: inMinutes(300) }), ann);
    expect((await standing(ann)).priorities).toEqual([]);
    expect(await ticketsInDraw(ann)).toBe(1);
  });

  it("goes first after giving back a seat for another film than they chose, and not after giving back as they like", async () => {
    const [ann, bo] = await fresh();
    const session = await aSession(world, house.cinema, { startsAt: inMinutes(300) });
    const [changed, asTheyLike] = [await aSeat(world, session, ann), await aSeat(world, session, bo)];
    const giveBack = (who: Somebody, claimId: string) =>
      ask(world, who.cookie, ["POST", `/api/activities/tickets/${claimId}/return`], { body: {}, key: uuidv7() });
    expect((await giveBack(bo, asTheyLike)).status).toBe(200);
    const filmId = await aFilm(world, house.cinema, "流浪地球");
    expect((await change(session.id, { kind: "film", filmId }, 1, "片源未到")).status).toBe(201);
    expect((await giveBack(ann, changed)).status).toBe(200);
    expect((await standing(ann)).priorities).toMatchObject([{ claimId: changed, reason: "changed" }]);
    expect([await ticketsInDraw(ann), await ticketsInDraw(bo)]).toEqual([20, 1]);
  });

  it("has nothing to go before where seats are given out first come", async () => {
    const [ann] = await fresh({ mode: "first_come" });
    const session = await aSession(world, house.cinema);
    await aSeat(world, session, ann);
    await change(session.id, { kind: "cancelled" }, 1);
    expect((await standing(ann)).priorities).toEqual([]);
    expect((await told(world, ann)).at(-1)?.[0]).toBe("activities.cancelled");
  });
});
