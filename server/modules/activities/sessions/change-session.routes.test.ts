import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { saveSeatMap } from "#modules/places";
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
  someMembers,
  someSeats,
  type World,
} from "../activities.builders.ts";

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
  cinema = await aCinema(world, given);
  maker = await aDuty(world, cinema.union, "activities.maker");
  [ann, bo, cy, dee] = (await someMembers(world, cinema.union, 4)) as [Somebody, Somebody, Somebody, Somebody];
}

const preview = (id: string, change: object) =>
  ask(world, maker.cookie, ["POST", `/api/staff/activities/sessions/${id}/changes/preview`], { body: { change } });
const change = (id: string, what: object, touches: number, reason = "设备检修") =>
  ask(world, maker.cookie, ["POST", `/api/staff/activities/sessions/${id}/changes`], {
    body: { change: what, touches, reason },
  });
const ticketOf = async (somebody: Somebody, claimId: string) =>
  (await ask(world, somebody.cookie, ["GET", `/api/activities/tickets/${claimId}`])).body;
const told = async ({ personId }: Somebody): Promise<[string, Record<string, string>, string][]> => {
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{
      kind: string;
      params: Record<string, string>;
      link: string;
    }>`select kind, params, link from kernel.inbox_message
      where person_id = ${personId} order by id`.execute(tx.db),
  );
  return rows.map((row) => [row.kind, row.params, row.link]);
};
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
    expect(await told(ann)).toMatchObject([
      ["activities.film_changed", { film: "流浪地球", reason: "片源未到" }, `/tickets/${ticket}`],
    ]);
    expect(await told(cy)).toEqual([]);
    expect((await change(session.id, { kind: "film", filmId }, 2)).body.code).toBe("activities.nothing_changes");
  });

  it("moves in time: the hall with it, and who has a seat may give it back until the start", async () => {
    await fresh({ giveBackMinutes: 600 });
    const session = await aSession(world, cinema, { startsAt: inMinutes(120) });
    const claimId = await aSeat(world, session, ann);
    expect((await ticketOf(ann, claimId)).can.giveBack).toBe(false);
    const to = { kind: "time", startsAt: inMinutes(300).toISOString(), endsAt: inMinutes(420).toISOString() };
    expect((await change(session.id, to, 1)).status).toBe(201);
    const ticket = await ticketOf(ann, claimId);
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
    expect(await ticketOf(ann, claimId)).toMatchObject({ state: "cancelled", session: { reason: "停电" } });
    expect((await told(ann)).at(-1)).toMatchObject(["activities.cancelled", { reason: "停电" }, `/tickets/${claimId}`]);
    const again = await aSession(world, cinema, { startsAt: session.startsAt });
    await aSeat(world, again, ann);
    expect((await change(session.id, { kind: "cancelled" }, 0)).body.code).toBe("activities.session_cancelled");
  });

  it("goes to another hall: everybody is seated again, nobody is lost", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const claims = [await aSeat(world, session, ann, "1排1座"), await aSeat(world, session, bo, "4排5座")];
    const hallId = await aHall(world, cinema.union, someSeats(2, 4));
    expect((await preview(session.id, { kind: "hall", hallId })).body).toMatchObject({
      touches: 2,
      moved: 1,
      seats: 8,
    });
    const { body } = await change(session.id, { kind: "hall", hallId }, 2);
    expect(body).toMatchObject({ hall: { id: hallId }, counts: { seats: 8, holders: 2 } });
    expect((await ticketOf(ann, claims[0] ?? "")).seat).toEqual({ label: "1排1座", row: 1, col: 1 });
    const other = (await ticketOf(bo, claims[1] ?? "")).seat;
    expect(other.row).toBeLessThanOrEqual(2);
    expect((await told(bo)).at(-1)).toMatchObject([
      "activities.hall_changed",
      { seat: other.label },
      `/tickets/${claims[1]}`,
    ]);

    const tiny = await aHall(world, cinema.union, someSeats(1, 1));
    expect((await preview(session.id, { kind: "hall", hallId: tiny })).body.problem).toBe("activities.fewer_seats");
    expect((await change(session.id, { kind: "hall", hallId: tiny }, 2)).body).toMatchObject({
      code: "stock.too_few_seats",
      params: { seats: 1, holders: 2 },
    });
  });

  it("follows a seat map that was drawn anew: only who sat on a seat that is no more moves, and is told", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const [stays, moves] = [await aSeat(world, session, ann, "4排1座"), await aSeat(world, session, bo, "1排1座")];
    expect((await preview(session.id, { kind: "reseated" })).body.problem).toBe("activities.nothing_changes");
    await saveSeatMap(world.database.ctx(), { hallId: cinema.hallId, basedOn: 1, seats: someSeats(4, 5, 5) });
    expect((await preview(session.id, { kind: "reseated" })).body).toMatchObject({ touches: 1, moved: 1, seats: 15 });
    await change(session.id, { kind: "reseated" }, 1, "第一排拆除");
    expect((await ticketOf(ann, stays)).seat.label).toBe("4排1座");
    const { seat } = await ticketOf(bo, moves);
    expect(seat.row).toBeGreaterThan(1);
    expect((await told(bo)).at(-1)).toMatchObject([
      ...["activities.reseated", { before: "1排1座", seat: seat.label }, `/tickets/${moves}`],
    ]);
    expect(await told(ann)).toEqual([]);
  });

  it("follows a hall that was drawn wholly anew: everybody gets another seat and is told, or nobody does", async () => {
    await fresh();
    const session = await aSession(world, cinema);
    const claims = [await aSeat(world, session, ann, "1排1座"), await aSeat(world, session, bo, "4排5座")];
    const renamed = (count: number) =>
      someSeats(1, count).map((seat, index) => ({ ...seat, label: `新${index + 1}号` }));
    const redraw = (basedOn: number, count: number) =>
      saveSeatMap(world.database.ctx(), { hallId: cinema.hallId, basedOn, seats: renamed(count) });

    await redraw(1, 1);
    const detail = await ask(world, maker.cookie, ["GET", `/api/staff/activities/sessions/${session.id}`]);
    expect(detail.body).toMatchObject({ seatMapVersion: 1, hallSeatMapVersion: 2 });
    expect((await preview(session.id, { kind: "reseated" })).body).toMatchObject({
      ...{ touches: 2, moved: 2, problem: "activities.fewer_seats", params: { seats: 1, holders: 2 } },
    });
    expect((await change(session.id, { kind: "reseated" }, 2)).body.code).toBe("stock.too_few_seats");
    expect((await ticketOf(ann, claims[0] ?? "")).seat.label).toBe("1排1座");
    expect(await told(ann)).toEqual([]);

    await redraw(2, 3);
    expect((await change(session.id, { kind: "reseated" }, 2)).body).toMatchObject({ seatMapVersion: 3 });
    const seats = await Promise.all(
      [ann, bo].map(async (who, at) => (await ticketOf(who, claims[at] ?? "")).seat.label),
    );
    expect(new Set(seats).size).toBe(2);
    for (const [at, who] of [ann, bo].entries())
      expect(await told(who)).toMatchObject([["activities.reseated", { seat: seats[at] }, `/tickets/${claims[at]}`]]);
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
    expect((await told(ann)).map(([kind]) => kind)).toEqual(kinds.map((kind) => `activities.${kind}`));
    for (const waits of [bo, cy])
      expect((await told(waits)).map(([kind, , link]) => [kind, link])).toEqual(
        kinds.map((kind) => [`activities.waiting_${kind}`, `/showings/${session.id}`]),
      );
    expect(await told(dee)).toEqual([]);
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

describe("a union that has the whole house", () => {
  it("hands in a list: members get their seats, who is unknown, from elsewhere or named twice is told why", async () => {
    await fresh();
    const audience = { audience: "charter" as const, audienceNode: cinema.branch.node };
    const session = await aSession(world, cinema, {
      ...{ ...audience, audienceOrganisationId: cinema.branch.id, opensAt: null, startsAt: inMinutes(3000) },
    });
    const [own] = (await someMembers(world, cinema.branch, 1)) as [Somebody];
    const people = [
      { name: "张小一", phone: own.phone, seat: "2排2座" },
      { name: "张小一", phone: ann.phone },
      { name: "李四", phone: own.phone },
      { name: "张小一", phone: own.phone },
    ];
    const url = `/api/staff/activities/sessions/${session.id}/awards`;
    const send = (confirmed: boolean) =>
      ask(world, maker.cookie, ["POST", url], { body: { people, reason: "一车间包场", confirmed } });
    const outcomes = (rows: { outcome: string; problem: string | null }[]) =>
      rows.map((row) => [row.outcome, row.problem]);
    expect(outcomes((await send(false)).body.rows)).toEqual([
      ["ready", null],
      ["refused", "activities.person_outside"],
      ["refused", "activities.person_unknown"],
      ["refused", "activities.person_twice"],
    ]);
    // Of another union's member it is not even said that there is one.
    const beside = await aCinema(world);
    const [stranger] = (await someMembers(world, beside.union, 1)) as [Somebody];
    const probe = { people: [{ name: "张小一", phone: stranger.phone }], reason: "一车间包场", confirmed: false };
    expect(outcomes((await ask(world, maker.cookie, ["POST", url], { body: probe })).body.rows)).toEqual([
      ["refused", "activities.person_unknown"],
    ]);
    expect(await told(own)).toEqual([]);
    const given = (await send(true)).body;
    expect([given.given, given.rows[0].outcome, given.rows[0].seat]).toEqual([1, "given", "2排2座"]);
    expect((await send(true)).body.rows[0].outcome).toBe("had");
    expect((await told(own)).map(([kind]) => kind)).toEqual(["activities.awarded"]);
    // Only the branch sees it.
    expect((await ask(world, ann.cookie, ["GET", `/api/activities/sessions/${session.id}`])).status).toBe(404);
    expect((await ask(world, own.cookie, ["GET", `/api/activities/sessions/${session.id}`])).body).toMatchObject({
      audience: "charter",
      audienceName: "一车间工会",
    });
  });
});
