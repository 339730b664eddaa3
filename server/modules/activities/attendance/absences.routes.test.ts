import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeKeys } from "#engines/codes";
import { transact } from "#kernel/context";
import { signInApp } from "#kernel/sign-in/sign-in.builders";
import { releases } from "#modules/releases";
import {
  aCinema,
  aDoor,
  aDuty,
  aKey,
  aSeat,
  aSession,
  ask,
  type Cinema,
  didNotCome,
  inDays,
  inMinutes,
  type Somebody,
  someMembers,
  type World,
} from "../activities.builders.ts";
import { activities } from "../index.ts";
import { askHolders, remindHolders, settleSessions } from "./settle-sessions.service.ts";

let world: World;
let cinema: Cinema;
let maker: { cookie: string };
let stop: (() => Promise<void> | void) | undefined;
let people: Somebody[];

beforeAll(async () => {
  const made = await signInApp(async (app, runtime) => {
    releases.routes?.(app, runtime);
    await activities.routes?.(app, runtime);
  });
  stop = await releases.start?.(made.runtime);
  world = { ...made, codes: await codeKeys(made.secrets) };
  cinema = await aCinema(world, { seatsPerSession: 2 });
  maker = await aDuty(world, cinema.union, "activities.maker");
  people = await someMembers(world, cinema.union, 6);
  const rule = { validFrom: inDays(0), absences: 2, withinDays: 60, effect: "entry", rounds: 2 };
  await ask(world, maker.cookie, ["POST", `/api/staff/activities/series/${cinema.series.id}/absence-rules`], {
    body: rule,
  });
});
afterAll(async () => {
  await stop?.();
  await world.close();
});

const nth = (index: number): Somebody => people[index] as Somebody;
const system = () => world.database.ctx();
/** Lets so many hours go by for one session, as no test can wait for them. */
const letPass = (sessionId: string, hours: number) =>
  transact(system(), (tx) =>
    sql`update activities.session set starts_at = starts_at - make_interval(hours => ${hours}),
      ends_at = ends_at - make_interval(hours => ${hours}) where id = ${sessionId}`.execute(tx.db),
  );
let next = 0;
const aShow = () => aSession(world, cinema, { startsAt: inMinutes(30 + 200 * next++) });
const ticket = async (somebody: Somebody, claimId: string) =>
  (await ask(world, somebody.cookie, ["GET", `/api/activities/tickets/${claimId}`])).body;
const standing = async (somebody: Somebody) =>
  (await ask(world, somebody.cookie, ["GET", "/api/activities/standing"])).body;
const claim = (somebody: Somebody, releaseId: string) =>
  ask(world, somebody.cookie, ["POST", `/api/releases/${releaseId}/claims`], { body: {}, key: aKey() });
/** Somebody who held a seat in a session that is over and settled, and did not come. */
async function misses(somebody: Somebody): Promise<string> {
  const session = await aShow();
  const claimId = await aSeat(world, session, somebody);
  await letPass(session.id, 200);
  await settleSessions(system());
  return claimId;
}

describe("a session that is over", () => {
  it("is settled once: who came, gave back or could not come has missed nothing", async () => {
    const session = await aShow();
    const door = await aDoor(world, maker, session.id);
    const [came, back, gone] = [
      await aSeat(world, session, nth(0)),
      await aSeat(world, session, nth(1)),
      await aSeat(world, session, nth(2)),
    ];
    const admitted = await ask(world, door, ["POST", `/api/door/sessions/${session.id}/entries`], {
      body: { claimId: came },
      key: aKey(),
    });
    expect(admitted.status).toBe(200);
    await ask(world, nth(1).cookie, ["POST", `/api/activities/tickets/${back}/answer`], { body: { going: false } });
    await letPass(session.id, 200);
    expect([await settleSessions(system()), await settleSessions(system())]).toEqual([1, 0]);
    expect((await ticket(nth(0), came)).state).toBe("used");
    expect((await ticket(nth(1), back)).state).toBe("returned");
    expect(await ticket(nth(2), gone)).toMatchObject({ state: "missed", can: { excuse: true } });
    expect((await standing(nth(2))).absences).toHaveLength(1);
    const staff = await ask(world, maker.cookie, ["GET", `/api/staff/activities/sessions/${session.id}`]);
    expect(staff.body.counts).toMatchObject({ holders: 2, entered: 1, returned: 1, missed: 1 });
  });

  it("missed twice leaves a member out of the next rounds, who hears why and until when", async () => {
    await misses(nth(3));
    expect((await standing(nth(3))).bars).toEqual([]);
    await misses(nth(3));
    const { bars } = await standing(nth(3));
    expect(bars).toMatchObject([{ seriesTitle: "惠工影院", effect: "entry", absences: 2, days: 60 }]);
    expect(Date.parse(bars[0].until)).toBeGreaterThan(Date.now());

    const open = await aSession(world, cinema, { startsAt: inMinutes(9000), opensAt: inMinutes(0.02) });
    await expect
      .poll(async () => (await claim(nth(3), open.releaseId)).body.code, { timeout: 8000 })
      .toBe("release.not_eligible");
    const refused = (await claim(nth(3), open.releaseId)).body;
    expect(refused.params).toMatchObject({ reason: "notBarred", title: "惠工影院", absences: 2, days: 60 });
    expect(refused.params.barredUntil).toBe(bars[0].until);
    const mine = await ask(world, nth(3).cookie, ["GET", `/api/releases/${open.releaseId}`]);
    expect(mine.body.mine).toMatchObject({ eligible: false, reasonCode: "notBarred" });
    await expect.poll(async () => (await claim(nth(0), open.releaseId)).status, { timeout: 8000 }).toBe(201);
  });

  it("an accepted excuse takes an absence's weight and the bar with it; a refused one does not", async () => {
    const claims = [await misses(nth(4)), await misses(nth(4))];
    expect((await standing(nth(4))).bars).toHaveLength(1);
    const [claimId = "", other = ""] = claims;
    const reason = { reason: "车间临时加班" };
    const asked = await ask(world, nth(4).cookie, ["POST", `/api/activities/tickets/${claimId}/excuse`], {
      body: reason,
    });
    expect(asked.body.excuse).toEqual({ ...reason, state: "asked", answer: null });
    const list = await ask(world, maker.cookie, ["GET", "/api/staff/activities/absences"]);
    expect(list.body.items).toMatchObject([{ claimId, name: "张*五", excuse: reason }]);
    const decide = (id: string, body: object) =>
      ask(world, maker.cookie, ["POST", `/api/staff/activities/absences/${id}/excuse`], { body });
    expect((await decide(claimId, { accepted: true })).status).toBe(204);
    expect((await standing(nth(4))).bars).toEqual([]);
    expect((await decide(claimId, { accepted: false })).body.code).toBe("activities.excuse_decided");
    expect((await decide(other, { accepted: false, reason: "没有说明", answer: "请提前退票" })).status).toBe(204);
    expect(
      (await ask(world, nth(5).cookie, ["POST", `/api/activities/tickets/${other}/excuse`], { body: reason })).status,
    ).toBe(404);
  });

  it("a door that tells later that somebody came makes the absence none", async () => {
    const own = await aCinema(world);
    const staff = await aDuty(world, own.union, "activities.steward");
    const session = await aSession(world, own, { startsAt: inMinutes(30) });
    const door = await aDoor(world, staff, session.id);
    const claimId = await aSeat(world, session, nth(5));
    // As if the evening had been settled meanwhile.
    await didNotCome(world, { session, claimId });
    await transact(system(), (tx) =>
      sql`update activities.session set settled_at = clock_timestamp() where id = ${session.id}`.execute(tx.db),
    );
    expect((await standing(nth(5))).absences).toHaveLength(1);
    const enteredAt = new Date().toISOString();
    const entry = { localId: aKey(), sessionId: session.id, claimId, by: "list", enteredAt };
    const { body } = await ask(world, door, ["POST", "/api/door/sync"], { body: { entries: [entry] } });
    expect(body.items[0].outcome).toBe("entered");
    expect((await standing(nth(5))).absences).toEqual([]);
  });
});

describe("before a session", () => {
  it("holders are asked once whether they come, and who wanted to be reminded is reminded once", async () => {
    const own = await aCinema(world, { askMinutes: 120 });
    const [dee] = (await someMembers(world, own.union, 1)) as [Somebody];
    const session = await aSession(world, own, { startsAt: inMinutes(100) });
    const claimId = await aSeat(world, session, dee);
    await ask(world, dee.cookie, ["PUT", `/api/activities/tickets/${claimId}/reminder`], {
      body: { minutesBefore: 60 },
    });
    await askHolders(system());
    await askHolders(system());
    expect(await ticket(dee, claimId)).toMatchObject({ question: { answer: null }, can: { answer: true } });
    expect(await remindHolders(system())).toBe(0);
    await transact(system(), (tx) =>
      sql`update activities.reminder set remind_at = clock_timestamp() where claim_id = ${claimId}`.execute(tx.db),
    );
    expect([await remindHolders(system()), await remindHolders(system())]).toEqual([1, 0]);
    const { rows } = await transact(system(), (tx) =>
      sql<{
        kind: string;
      }>`select kind from kernel.inbox_message where person_id = ${dee.personId} order by id`.execute(tx.db),
    );
    expect(rows.map((row) => row.kind)).toEqual(["activities.question", "activities.reminder"]);
    const yes = await ask(world, dee.cookie, ["POST", `/api/activities/tickets/${claimId}/answer`], {
      body: { going: true },
    });
    expect(yes.body).toMatchObject({ state: "valid", question: { answer: "going" } });
  });
});
