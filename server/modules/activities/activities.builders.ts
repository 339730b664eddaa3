import { randomInt } from "node:crypto";
import { type CodeKeys, codeKeys, makeCodeFor } from "#engines/codes";
import { confirmHold, holdUnit, moveSeat } from "#engines/stock";
import { addDays, dayOf } from "#kernel/business-day";
import { serverSight, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aCookie, aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { addOrganisation, insertPeople } from "#modules/membership";
import { addHall, addPlace, type Seat, saveSeatMap } from "#modules/places";
import { releases } from "#modules/releases";
import { insertAbsences } from "./attendance/absence.store.ts";
import { doorUntil } from "./doors/door.rules.ts";
import { insertCheckIn, insertDoor } from "./doors/door.store.ts";
import { insertFilm } from "./films/film.store.ts";
import { activities } from "./index.ts";
import { insertPlan } from "./plans/plan.store.ts";
import { publishSession } from "./plans/publish-session.ts";
import { NewSeries } from "./series/series.schemas.ts";
import { findSeries, insertSeries, type SeriesRow } from "./series/series.store.ts";
import { findSession, insertSession, type NewSession } from "./sessions/session.store.ts";

export interface World extends SignInApp {
  codes: CodeKeys;
}

/** A server with the routes of activities and of the releases that they make, on a database of its own. */
export async function aWorld(): Promise<World> {
  const made = await signInApp(async (app, runtime) => {
    await activities.routes?.(app, runtime);
    releases.routes?.(app, runtime);
  });
  return { ...made, codes: await codeKeys(made.secrets) };
}

export interface Organisation {
  id: string;
  node: string;
}

const minute = 60_000;
export const inMinutes = (count: number): Date => new Date(Date.now() + count * minute);
export const inDays = (count: number): string => addDays(dayOf(new Date()), count);
export const aKey = (): string => crypto.randomUUID();

/** Seats in rows of equal length: 1排1座 and so on; the first ones blocked. */
export const someSeats = (rows: number, cols: number, blocked = 0): Seat[] =>
  Array.from({ length: rows * cols }, (_, index) => {
    const [row, col] = [Math.floor(index / cols) + 1, (index % cols) + 1];
    return { label: `${row}排${col}座`, row, col, kind: index < blocked ? "blocked" : "seat" };
  });

export async function aHall(
  { database }: Pick<World, "database">,
  union: Organisation,
  seats: Seat[],
): Promise<string> {
  const ctx = database.ctx();
  const kind = "cinema" as const;
  const name = `惠工影院 ${randomInt(1e9)}`;
  const place = await addPlace(ctx, { organisationId: union.id, kind, name, address: "工人路1号", contactPhone: "" });
  const hall = await addHall(ctx, { placeId: place.id, name: "一号厅", turnaroundMinutes: 15 });
  await saveSeatMap(ctx, { hallId: hall.id, basedOn: 0, seats });
  return hall.id;
}

export interface Cinema {
  union: Organisation;
  branch: Organisation;
  hallId: string;
  series: SeriesRow;
  filmId: string;
}

/** What an officer would write to open the weekly cinema. */
export const seriesInput = (given: Partial<NewSeries> & { organisationId: string; hallId: string }) =>
  NewSeries.parse({
    title: "惠工影院",
    slots: [
      { rule: "FREQ=WEEKLY;BYDAY=WE", time: "18:30", minutes: 120 },
      { rule: "FREQ=WEEKLY;BYDAY=FR", time: "18:30", minutes: 120 },
    ],
    ...{ roundRule: "FREQ=WEEKLY;BYDAY=MO,TH", roundTime: "12:00" },
    ...given,
  });

/** A union with a branch, a hall of 4 × 5 seats, a film and a weekly series. */
export async function aCinema(world: Pick<World, "database">, given: Partial<NewSeries> = {}): Promise<Cinema> {
  const { database } = world;
  const system = database.ctx();
  const add = (parentId: string | null, name: string, kind: "city" | "base") =>
    transact(system, (tx) => addOrganisation(tx, { parentId, name, kind }));
  const union = await add(null, "测试市总工会", "city");
  const branch = await add(union.id, "一车间工会", "base");
  const hallId = await aHall(world, union, someSeats(4, 5));
  const series = await aSeries(world, { union, hallId }, given);
  const filmId = await aFilm(world, { union }, "长津湖");
  return { union, branch, hallId, series, filmId };
}

export async function aSeries(
  { database }: Pick<World, "database">,
  { union, hallId }: Pick<Cinema, "union" | "hallId">,
  given: Partial<NewSeries> = {},
): Promise<SeriesRow> {
  const input = seriesInput({ ...given, organisationId: union.id, hallId: given.hallId ?? hallId });
  const series: SeriesRow = { ...input, id: uuidv7(), node: union.node, kind: "showing", state: "active" };
  await transact(database.ctx(), (tx) => insertSeries(tx.db, series));
  return series;
}

/** An empty plan of a month. */
export async function aPlanOf({ database }: Pick<World, "database">, series: SeriesRow): Promise<string> {
  const { node, organisationId } = series;
  const plan = { id: uuidv7(), node, organisationId, seriesId: series.id, title: "十二月" };
  const days = { startsOn: inDays(1), endsOn: inDays(30), createdBy: null, createdByName: null };
  await transact(database.ctx(), (tx) => insertPlan(tx.db, { ...plan, ...days }));
  return plan.id;
}

/** A door for the hall of a series, of today or of another day (YYYY-MM-DD), with its cookie. */
export async function aDoorOf(
  { database }: Pick<World, "database">,
  { node, hallId }: SeriesRow,
  day: string = inDays(0),
) {
  const id = uuidv7();
  const door = { id, node, hallId, day, name: "东门", pairedBy: "test", untilAt: doorUntil(day) };
  await transact(database.ctx(), (tx) => insertDoor(tx.db, door));
  return { id, cookie: await aCookie(database, "door", id) };
}

export async function aFilm(
  { database }: Pick<World, "database">,
  { union }: Pick<Cinema, "union">,
  title: string,
): Promise<string> {
  const film = { id: uuidv7(), node: union.node, organisationId: union.id, title, minutes: 176, language: "国语" };
  await transact(database.ctx(), (tx) => insertFilm(tx.db, { ...film, about: "", posterFileId: null }));
  return film.id;
}

/** A session whose seats are released and open to everybody, by default in an hour; drawn where a mode says so. */
export async function aSession(
  { database, secrets }: Pick<World, "database" | "secrets">,
  { union, series, hallId, filmId }: Cinema,
  { mode = "first_come", ...given }: Partial<NewSession> & { mode?: SeriesRow["mode"] } = {},
): Promise<{ id: string; releaseId: string; startsAt: Date }> {
  const startsAt = given.startsAt ?? inMinutes(60);
  const session: NewSession = {
    ...{ id: uuidv7(), node: union.node, organisationId: union.id, seriesId: series.id, planId: null, filmId, hallId },
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + 120 * minute), opensAt: inMinutes(-5) },
    ...{ audience: "open", audienceNode: union.node, audienceOrganisationId: null },
    ...given,
  };
  const releaseId = await transact(serverSight(database.ctx()), async (tx) => {
    await insertSession(tx.db, session);
    const found = await findSession(tx.db, session.id);
    const rules = await findSeries(tx.db, series.id);
    if (found === undefined || rules === undefined) throw new Error("not written");
    return publishSession(tx, secrets, { session: found, series: { ...rules, mode } });
  });
  return { id: session.id, releaseId, startsAt };
}

let houses = 0;
/** A whole house of the branch, whose seats all go by list; each at a time of its own unless it is said. */
export const aHouse = (
  world: Pick<World, "database" | "secrets">,
  cinema: Cinema,
  { inMinutes: minutes = 3000 + ++houses * 300, ...given }: Partial<NewSession> & { inMinutes?: number } = {},
) => {
  const { node, id } = cinema.branch;
  const whose = given.audience === "open" ? {} : { audienceNode: node, audienceOrganisationId: id };
  const opensAt = given.audience === "open" ? inMinutes(-5) : null;
  return aSession(world, cinema, { audience: "charter", ...whose, opensAt, startsAt: inMinutes(minutes), ...given });
};

let phones = 13_600_000_000;

export interface Somebody {
  personId: string;
  phone: string;
  cookie: string;
}

/** Members of a union, with cookies. */
export async function someMembers(world: World, union: Organisation, count: number): Promise<Somebody[]> {
  const people = Array.from({ length: count }, (_, index) => ({
    ...{ name: `张小${"一二三四五六七八九十"[index % 10]}`, phone: `+86${++phones}`, tags: [], verified: true },
    ...{ sex: null, birthDate: null, employmentForm: "standard" as const, union },
  }));
  const ids = await transact(world.database.ctx(), (tx) => insertPeople(tx, world.secrets, people, "2026-01-01"));
  const members = [];
  for (const [index, personId] of ids.entries()) {
    const cookie = await aCookie(world.database, "member", personId);
    members.push({ personId, cookie, phone: people[index]?.phone.slice(3) ?? "" });
  }
  return members;
}

/** A seat for somebody, the one with the label or the best free one; gives the claim. */
export async function aSeat(
  { database }: Pick<World, "database">,
  { releaseId }: { releaseId: string },
  { personId }: { personId: string },
  label?: string,
): Promise<string> {
  return transact(serverSight(database.ctx()), async (tx) => {
    const held = await holdUnit(tx, { quotaId: releaseId, personId });
    await confirmHold(tx, held.id);
    if (label !== undefined) await moveSeat(tx, held.id, label);
    return held.id;
  });
}

/** Somebody with a seat of their own who was let in at this door. */
export async function cameIn(
  world: Pick<World, "database">,
  given: { session: { id: string; releaseId: string }; personId: string; doorId: string },
): Promise<string> {
  const { session, personId, doorId } = given;
  const claimId = await aSeat(world, session, { personId });
  await transact(serverSight(world.database.ctx()), async (tx) => {
    const found = await findSession(tx.db, session.id);
    const entry = { id: uuidv7(), claimId, personId, sessionId: session.id, node: found?.node ?? "", doorId };
    await insertCheckIn(tx.db, { ...entry, way: "list", enteredAt: new Date(), offline: false });
  });
  return claimId;
}

/** Writes down that a holder did not come, as the settling of the session would. */
export const didNotCome = (
  { database }: Pick<World, "database">,
  { session, claimId }: { session: { id: string }; claimId: string },
) =>
  transact(serverSight(database.ctx()), async (tx) => {
    const missed = await insertAbsences(tx.db, session.id);
    if (!missed.some((one) => one.claimId === claimId)) throw new Error("nothing was missed");
  });

/** A signed-in member of staff with duties on an organisation. */
export const aDuty = (world: World, at: Organisation, ...duties: string[]) =>
  aStaff(world.database, world.secrets, { node: { id: at.id, path: at.node }, duties });

/** The code that a member's phone shows at the door: for one ticket, or the member card. */
export const aDoorCode = (world: World, personId: string, claimId?: string): Promise<string> =>
  transact(serverSight(world.database.ctx()), async (tx) => {
    const subject = claimId ?? null;
    const purpose = claimId === undefined ? ("identify" as const) : ("enter" as const);
    return (await makeCodeFor(tx, world.codes, { personId, purpose, subject })).code;
  });

/** Asks the server as somebody; the answer's body parsed. */
export async function ask(
  world: Pick<World, "app">,
  cookie: string | undefined,
  [method, url]: readonly ["GET" | "POST" | "PUT" | "PATCH" | "DELETE", string],
  { body, key }: { body?: object; key?: string } = {},
) {
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const answer = await world.app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
  const isJson = String(answer.headers["content-type"] ?? "").includes("json");
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, headers: answer.headers };
}

/** A phone at the door of a session; gives its cookie. */
export async function aDoor(
  world: World,
  staff: { cookie: string },
  sessionId: string,
  name = "东门",
): Promise<string> {
  const url = `/api/staff/activities/sessions/${sessionId}/doors`;
  const { status, body, headers } = await ask(world, staff.cookie, ["POST", url], { body: { name } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}
