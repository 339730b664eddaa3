import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import {
  aCinema,
  aDuty,
  aFilm,
  aHall,
  aSeat,
  aSession,
  ask,
  aWorld,
  type Cinema,
  inMinutes,
  type Somebody,
  someSeats,
  type World,
} from "../activities.builders.ts";
import { aHouse, changesBy, ticketOf, told } from "./sessions.builders.ts";

let world: World;
let ann: Somebody;
let bo: Somebody;
let cy: Somebody;
let dee: Somebody;
let cinema: Cinema;
let maker: { cookie: string };

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

/** A cinema of its own for each test, with four members. */
async function fresh(given: Parameters<typeof aCinema>[1] = {}) {
  const house = await aHouse(world, 4, given);
  ({ cinema, maker } = house);
  [ann, bo, cy, dee] = house.people as [Somebody, Somebody, Somebody, Somebody];
}

const { preview, change } = changesBy(() => ({ world, maker }));
const used = async ({ personId }: Somebody) => {
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{ used: number }>`select coalesce(sum(used), 0)::int as used from stock.cap_use
      where person_id = ${personId}`.execute(tx.db),
  );
  return rows[0]?.used;
};

type Released = { releaseId: string };
const write = (query: ReturnType<typeof sql>) => transact(world.database.ctx(), (tx) => query.execute(tx.db));
const enter = ({ releaseId }: Released, { personId }: Somebody) =>
  write(sql`insert into stock.entry (quota_id, person_id, node, at)
    values (${releaseId}, ${personId}, ${cinema.union.node}::ltree, clock_timestamp())`);
const waitFor = ({ releaseId }: Released, { personId }: Somebody) =>
  write(sql`insert into stock.claim (id, quota_id, node, person_id, key, state, source, created_at, waiting_rank)
    values (gen_random_uuid(), ${releaseId}, ${cinema.union.node}::ltree, ${personId}, gen_random_uuid(), 'waiting', 'offer',
      clock_timestamp(), 1)`);

describe("a change of a session", () => {
  it("says first how many it touches, and tells exactly those: another film", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const ticket = await aSeat(world, session, ann);
    await aSeat(world, session, bo);
    const filmId = await aFilm(world, cinema, "流浪地球");
    const foreign = await aFilm(world, await aCinema(world), "别家的片");
    expect((await change(session.id, { kind: "film", filmId: foreign }, 2)).body.code).toBe("activities.no_such_film");
    expect((await preview(session.id, { kind: "film", filmId })).body).toMatchObject({ touches: 2, problem: null });
    expect((await change(session.id, { kind: "film", filmId }, 1)).body).toMatchObject({
      code: "activities.touched_changed",
      params: { touches: 2 },
    });
    const { status, body } = await change(session.id, { kind: "film", filmId }, 2, "片源未到");
    expect([status, body.title, body.changes[0].touched]).toEqual([201, "流浪地球", 2]);
    expect(await told(world, ann)).toMatchObject([
      ["activities.film_changed", { film: "流浪地球", reason: "片源未到" }, `/tickets/${ticket}`],
    ]);
    expect(await told(world, cy)).toEqual([]);
    expect((await change(session.id, { kind: "film", filmId }, 2)).body.code).toBe("activities.nothing_changes");
  });

  it("moves in time: the hall with it, and who has a seat may give it back until the start", async () => {
    await fresh({ giveBackMinutes: 600 });
    const session = await aSession(world, cinema, { startsAt: inMinutes(120) });
    const claimId = await aSeat(world, session, ann);
    expect((await ticketOf(world, ann, claimId)).can.giveBack).toBe(false);
    const to = { kind: "time", startsAt: inMinutes(300).toISOString(), endsAt: inMinutes(420).toISOString() };
    expect((await change(session.id, to, 1)).status).toBe(201);
    const ticket = await ticketOf(world, ann, claimId);
    expect(ticket).toMatchObject({ state: "valid", penaltyFree: true, session: { startsAt: to.startsAt } });
    expect(ticket.can.giveBack).toBe(true);
    const file = await ask(world, ann.cookie, ["GET", `/api/activities/tickets/${claimId}/calendar`]);
    expect(String(file.body)).toContain("SEQUENCE:1");
    await ask(world, ann.cookie, ["POST", `/api/activities/tickets/${claimId}/return`], { body: {} });
    expect(await used(ann)).toBe(0);
    // The old time is free again, the new one is taken.
    await aSession(world, cinema, { startsAt: session.startsAt });
    await expect(aSession(world, cinema, { startsAt: inMinutes(310) })).rejects.toThrow("places.hall_taken");
  });

  it("takes the hour with it at which seats kept for shift workers are everybody's", async () => {
    await fresh({ shiftTag: "倒班", shiftPercent: 20, shiftSpillMinutes: 60 });
    const session = await aSession(world, cinema, { startsAt: inMinutes(600) });
    const spillAt = async () => {
      const { rows } = await transact(world.database.ctx(), (tx) =>
        sql<{ spillAt: Date }>`select spill_at from stock.quota where parent_id = ${session.releaseId}`.execute(tx.db),
      );
      return rows.map((row) => row.spillAt.getTime());
    };
    const before = await spillAt();
    const startsAt = new Date(session.startsAt.getTime() - 300 * 60_000);
    const to = { kind: "time", startsAt: startsAt.toISOString(), endsAt: inMinutes(420).toISOString() };
    expect((await change(session.id, to, 0)).status).toBe(201);
    expect(before).toEqual([session.startsAt.getTime() - 3_600_000]);
    expect(await spillAt()).toEqual([startsAt.getTime() - 3_600_000]);
  });

  it("is said to clash when there is no time to clean the hall", async () => {
    await fresh();
    const session = await aSession(world, cinema, { startsAt: inMinutes(120) });
    const other = await aSession(world, cinema, { startsAt: inMinutes(400) });
    const to = { kind: "time", startsAt: inMinutes(300).toISOString(), endsAt: other.startsAt.toISOString() };
    expect((await preview(session.id, to)).body).toMatchObject({ problem: "activities.hall_taken" });
  });

  it("cannot move onto another session", async () => {
    await fresh();
    const session = await aSession(world, cinema, { startsAt: inMinutes(120) });
    await aSession(world, cinema, { startsAt: inMinutes(400) });
    const to = { kind: "time", startsAt: inMinutes(420).toISOString(), endsAt: inMinutes(500).toISOString() };
    expect((await preview(session.id, to)).body).toMatchObject({ problem: "activities.hall_taken" });
    expect((await change(session.id, to, 0)).body.code).toBe("places.hall_taken");
  });

  it("is cancelled: every seat comes back with its use under the limits, and the hall is free", async () => {
    await fresh({ seatsPerWeek: 1 });
    const session = await aSession(world, cinema);
    const claimId = await aSeat(world, session, ann);
    expect(await used(ann)).toBe(2);
    expect((await change(session.id, { kind: "cancelled" }, 1, "停电")).body.state).toBe("cancelled");
    expect(await used(ann)).toBe(0);
    expect(await ticketOf(world, ann, claimId)).toMatchObject({ state: "cancelled", session: { reason: "停电" } });
    expect((await told(world, ann)).at(-1)).toMatchObject([
      "activities.cancelled_owed",
      { reason: "停电" },
      `/tickets/${claimId}`,
    ]);
    const again = await aSession(world, cinema, { startsAt: session.startsAt });
    await aSeat(world, again, ann);
    expect((await change(session.id, { kind: "cancelled" }, 0)).body.code).toBe("activities.session_cancelled");
  });

  it("is not moved into the past, nor changed when it is over", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const past = { kind: "time", startsAt: inMinutes(-120).toISOString(), endsAt: inMinutes(-10).toISOString() };
    expect((await preview(session.id, past)).body.problem).toBe("activities.wrong_days");
    expect((await change(session.id, past, 0)).body.code).toBe("activities.wrong_days");
    await write(sql`update activities.session set starts_at = clock_timestamp() - interval '3 hours',
      ends_at = clock_timestamp() - interval '1 hour' where id = ${session.id}`);
    for (const answer of [preview(session.id, { kind: "cancelled" }), change(session.id, { kind: "cancelled" }, 0)])
      expect((await answer).body.code).toBe("activities.session_over");
  });

  it("is not moved before its seats are given out", async () => {
    await fresh();
    const session = await aSession(world, cinema, { startsAt: inMinutes(600), opensAt: inMinutes(300) });
    const early = { kind: "time", startsAt: inMinutes(200).toISOString(), endsAt: inMinutes(290).toISOString() };
    expect((await preview(session.id, early)).body.problem).toBe("activities.wrong_days");
    expect((await change(session.id, early, 0)).body.code).toBe("activities.wrong_days");
  });

  it("tells who entered and who stands in line in their own words, counted apart, and nobody else", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    await aSeat(world, session, ann);
    await enter(session, bo);
    await waitFor(session, cy);
    // Who has a seat and waits for another is a holder.
    await waitFor(session, ann);
    const filmId = await aFilm(world, cinema, "流浪地球");
    const changes = [
      ["film_changed", { kind: "film", filmId }],
      ["moved", { kind: "time", startsAt: inMinutes(300).toISOString(), endsAt: inMinutes(420).toISOString() }],
      ["hall_changed", { kind: "hall", hallId: await aHall(world, cinema.union, someSeats(4, 5)) }],
      ["cancelled", { kind: "cancelled" }],
    ] as const;
    for (const [, what] of changes) {
      expect((await preview(session.id, what)).body).toMatchObject({ touches: 1, waiting: 2 });
      expect((await change(session.id, what, 1)).body.changes[0]).toMatchObject({ touched: 1, waiting: 2 });
    }
    const kinds = changes.map(([kind]) => kind);
    const toHolders = kinds.map((kind) => `activities.${kind === "cancelled" ? "cancelled_owed" : kind}`);
    expect((await told(world, ann)).map(([kind]) => kind)).toEqual(toHolders);
    for (const waits of [bo, cy])
      expect((await told(world, waits)).map(([kind, , link]) => [kind, link])).toEqual(
        kinds.map((kind) => [`activities.waiting_${kind}`, `/showings/${session.id}`]),
      );
    expect(await told(world, dee)).toEqual([]);
    // What is told of every closed window is told already.
    const { rows } = await transact(world.database.ctx(), (tx) =>
      sql<{ dedupe: string }>`select dedupe from kernel.inbox_message
        where person_id = ${bo.personId} and kind = 'activities.waiting_cancelled'`.execute(tx.db),
    );
    expect(rows).toEqual([{ dedupe: `withdrawn:${session.releaseId}${bo.personId}` }]);
  });

  it("counts who entered no more once the window was served: they have won or lost", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    await enter(session, bo);
    await transact(world.database.ctx(), (tx) =>
      sql`update stock.quota set served_at = clock_timestamp() where id = ${session.releaseId}`.execute(tx.db),
    );
    expect((await preview(session.id, { kind: "cancelled" })).body).toMatchObject({ touches: 0, waiting: 0 });
  });

  it("is for who keeps the series, and for nobody else", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const url = `/api/staff/activities/sessions/${session.id}/changes/preview`;
    const body = { change: { kind: "cancelled" } };
    const checker = await aDuty(world, cinema.union, "activities.checker");
    const stranger = await aDuty(world, cinema.branch, "activities.maker");
    expect((await ask(world, undefined, ["POST", url], { body })).status).toBe(401);
    expect((await ask(world, checker.cookie, ["POST", url], { body })).status).toBe(403);
    expect((await ask(world, stranger.cookie, ["POST", url], { body })).status).toBe(404);
    expect((await ask(world, maker.cookie, ["POST", url], { body: { change: { kind: "party" } } })).status).toBe(400);
  });
});
