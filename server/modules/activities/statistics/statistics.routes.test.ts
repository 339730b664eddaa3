import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { transact } from "#kernel/context";
import {
  aCinema,
  aDoorOf,
  aDuty,
  aSession,
  ask,
  aWorld,
  type Cinema,
  cameIn,
  inMinutes,
  someMembers,
  type World,
} from "../activities.builders.ts";
import { weekly } from "./statistics.rules.ts";

let world: World;
let cinema: Cinema;
let maker: { cookie: string };

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world, { seatsPerSession: 2 });
  maker = await aDuty(world, cinema.union, "activities.maker");
});
afterAll(() => world.close());

it("counts attendances and persons apart, charters apart, and puts earlier years beside them with their source", async () => {
  const people = await someMembers(world, cinema.union, 2);
  const door = await aDoorOf(world, cinema.series);
  const open = await aSession(world, cinema, { startsAt: inMinutes(60) });
  const charter = await aSession(world, cinema, {
    ...{ startsAt: inMinutes(300), audience: "charter", audienceOrganisationId: cinema.branch.id },
  });
  for (const session of [open, open, charter])
    await cameIn(world, { session, personId: people[session === charter ? 1 : 0]?.personId ?? "", doorId: door.id });
  await transact(world.database.ctx(), (tx) =>
    sql`update activities.session set starts_at = '2026-03-04T10:30:00Z', ends_at = '2026-03-04T12:30:00Z'`.execute(
      tx.db,
    ),
  );
  const url = `/api/staff/activities/series/${cinema.series.id}`;
  const { body } = await ask(world, maker.cookie, ["GET", `${url}/statistics`]);
  expect(body.years).toEqual([
    {
      ...{ year: 2026, sessions: 2, charters: 1, cancelled: 0, given: 3, attendances: 3, charterAttendances: 1 },
      ...{ persons: 2, missed: 0, weeks: 1, perWeek: 3, otherEvents: 0 },
    },
  ]);
  const past = { sessions: 72, charters: 24, attendances: 9300, otherEvents: 14, source: "工会台账 2023" };
  const put = (year: number, figures: object) =>
    ask(world, maker.cookie, ["PUT", `${url}/years/${year}`], { body: figures });
  const { body: with2023 } = await put(2023, past);
  expect(with2023.total).toEqual({ sessions: 74, charters: 25, attendances: 9303, otherEvents: 14 });
  expect((await put(2023, { ...past, attendances: 9400 })).body.total.attendances).toBe(9403);
  expect((await put(2023, { ...past, charters: 73 })).status).toBe(400);
  expect((await put(2099, past)).body.code).toBe("activities.year_not_over");
  const stranger = await aDuty(world, cinema.branch, "activities.maker");
  expect((await ask(world, stranger.cookie, ["GET", `${url}/statistics`])).status).toBe(404);
});

it.each([
  [380, 1, 380],
  [27_900, 73, 382],
  [5, 0, null],
])("%i attendances in %i weeks are %s a week", (attendances, weeks, per) => {
  expect(weekly(attendances, weeks)).toBe(per);
});
