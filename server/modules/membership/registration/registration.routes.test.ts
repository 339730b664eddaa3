import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { holdRows } from "#kernel/database/hold-rows.builders";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, anOrganisation, aSmallCity, type BuiltOrganisation, inboxOf } from "../membership.builders.ts";
import { announceRegistrations } from "./announce-registration.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let union: BuiltOrganisation;
let officer: { cookie: string };
let county: { cookie: string };
let stranger: { cookie: string };
const today = dayOf(new Date());
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  county = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
});
afterAll(() => server.close());
beforeEach(async () => {
  union = await anOrganisation(server.database, "base", city.county);
  officer = await aStaff(server.database, server.secrets, { node: union, duties: ["people.officer"] });
});

type Who = { cookie: string } | undefined;
async function call(who: Who, method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  const headers = who === undefined ? {} : { cookie: who.cookie };
  const answer = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}
const days = { year, opensOn: today, closesOn: `${year + 1}-01-31`, remindOn: null };
const open = (who: Who, at: { id: string } = union, more: object = {}) =>
  call(who, "POST", "/api/staff/registrations", { organisationId: at.id, ...days, ...more });
async function opened() {
  const answer = await open(officer);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id as string;
}
async function someone(name = "曾知远", at: { id: string } = union) {
  const one = await aMember(server.database, server.secrets, at, { name });
  return { ...one, phoneInHand: { cookie: await one.cookie() } };
}
const own = async (who: Who) => (await call(who, "GET", "/api/member/registration")).body;
const confirm = (who: Who, said = "employed") => call(who, "POST", "/api/member/registration", { year, said });
const figures = async (id: string, who: Who = officer) =>
  (await call(who, "GET", `/api/staff/registrations/${id}`)).body.figures;
const listed = async (id: string, list: string, who: Who = officer) =>
  (await call(who, "GET", `/api/staff/registrations/${id}/people?list=${list}`)).body.items as Record<
    string,
    unknown
  >[];
const act = (who: Who, id: string, given: object) =>
  call(who, "POST", `/api/staff/registrations/${id}/acts`, {
    ...{ organisationId: union.id, reason: "按登记情况办理", list: "left", personIds: null, ...given },
  });
/** The days of it are over. */
const over = (id: string) =>
  transact(server.database.ctx(), ({ db }) =>
    sql`update membership.registration set opens_on = opens_on - 9, closes_on = ${today}::date - 1, remind_on = null
      where id = ${id}::uuid`.execute(db),
  );
const stateOf = async (personId: string) =>
  (await call(officer, "GET", `/api/people/${personId}`)).body.memberships[0].state as string;

const toldOf = ({ id }: { id: string }) => inboxOf(server.database, id);

describe("a registration year", () => {
  test("is opened once for a branch, by whoever keeps its people", async () => {
    expect((await open(undefined)).status).toBe(401);
    expect((await open(stranger)).status).toBe(404);
    expect((await open(officer, city.county)).status).toBe(403);
    expect((await open(officer, union, { closesOn: "2020-01-01" })).body.params).toMatchObject({ field: "closesOn" });
    const both = await Promise.all([open(officer), open(county)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [item] = (await call(officer, "GET", "/api/staff/registrations")).body.items;
    expect(item).toMatchObject({ year, stage: "open", place: { id: union.id } });
    expect((await call(stranger, "GET", `/api/staff/registrations/${item.id}`)).status).toBe(404);
    expect((await call(stranger, "GET", "/api/staff/registrations")).body.items).toEqual([]);
  });

  test("moves its last day, and goes again while nobody has confirmed", async () => {
    const id = await opened();
    const moved = await call(officer, "PUT", `/api/staff/registrations/${id}`, {
      closesOn: `${year + 1}-02-28`,
      remindOn: null,
    });
    expect(moved.body.closesOn).toBe(`${year + 1}-02-28`);
    const one = await someone(); // joins while it is open
    expect((await own(one.phoneInHand)).current.entry).toMatchObject({ saidBy: "joined" });
    expect((await call(county, "POST", `/api/staff/registrations/${id}/cancel`, { reason: "开错了" })).status).toBe(
      204,
    );
    expect((await own(one.phoneInHand)).current).toBeNull();
    expect((await open(officer)).status).toBe(201);
  });

  test("of a union above holds below, where the branch reads it and acts for its own people only", async () => {
    const one = await someone();
    const other = await someone("他区人", city.otherUnion);
    const chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
    const next = { year: year + 1, opensOn: `${year + 1}-01-01`, closesOn: `${year + 1}-03-31`, remindOn: null };
    const { body } = await open(chief, city.city, next);
    expect((await call(officer, "GET", `/api/staff/registrations/${body.id}`)).body).toMatchObject({
      ...{ stage: "coming", place: { id: union.id }, can: { change: false }, canAct: true, figures: { members: 1 } },
    });
    const refused = await open(officer, union, next);
    expect([refused.status, refused.body.code]).toEqual([409, "registration.open_already"]);
    expect((await listed(body.id, "left")).map(({ id }) => id)).toEqual([one.id]);
    const elsewhere = await call(
      officer,
      "GET",
      `/api/staff/registrations/${body.id}?organisationId=${city.otherUnion.id}`,
    );
    expect(elsewhere.status).toBe(404);
    expect((await act(officer, body.id, { organisationId: city.city.id, act: "ask" })).status).toBe(403);
    expect((await own(other.phoneInHand)).current).toBeNull(); // not open yet
  });
});

describe("a member", () => {
  test("confirms in one act, masked as the phone shows it, and is counted", async () => {
    const one = await someone();
    const id = await opened();
    expect((await own(one.phoneInHand)).current).toMatchObject({
      ...{ year, isDue: true, nameMasked: "曾*远", canConfirm: true, entry: null },
    });
    expect(await figures(id)).toMatchObject({ members: 1, registered: 0, notYet: 1 });
    expect((await confirm(undefined)).status).toBe(401);
    expect((await confirm(one.phoneInHand, "gone")).status).toBe(400);
    expect((await confirm(one.phoneInHand)).body.current).toMatchObject({ isDue: false, entry: { saidBy: "member" } });
    expect(await figures(id)).toMatchObject({ registered: 1, notYet: 0, by: { member: 1 }, said: { employed: 1 } });
    expect(await listed(id, "registered")).toMatchObject([{ id: one.id, said: "employed", why: null }]);
  });

  test("who works no more stays a member until the union answers, and then keeps the membership", async () => {
    const one = await someone();
    const id = await opened();
    await confirm(one.phoneInHand, "retired");
    expect(await stateOf(one.id)).toBe("active");
    expect(await listed(id, "wishes")).toMatchObject([{ id: one.id, said: "retired" }]);
    expect((await act(officer, id, { act: "retain", list: "wishes", personIds: [one.id] })).body).toMatchObject({
      done: 1,
    });
    expect(await stateOf(one.id)).toBe("retained");
    expect(await figures(id)).toMatchObject({ members: 0, registered: 0, retained: 1, said: { retired: 1 } });
    expect((await confirm(one.phoneInHand)).body.code).toBe("registration.not_open");
  });

  test("who waits for an answer is told whatever it is, and that it holds no longer; who said nothing and is kept is not", async () => {
    const [one, two] = [await someone("甲三"), await someone("乙四")];
    const id = await opened();
    await confirm(one.phoneInHand, "retired");
    const kept = (await act(officer, id, { act: "keep", list: "wishes" })).body;
    expect(await toldOf(one)).toEqual(["registration.kept"]);
    const spoken = await act(officer, id, { act: "confirm", said: "employed", list: "decided" });
    expect(spoken.body.code).toBe("registration.nobody_left");
    expect((await call(officer, "POST", `/api/staff/registration-acts/${kept.id}/undo`)).status).toBe(200);
    expect([...(await toldOf(one))].sort()).toEqual(["registration.kept", "registration.taken_back"]);
    await over(id);
    expect((await act(officer, id, { act: "keep" })).body).toMatchObject({ done: 1 });
    expect(await toldOf(two)).toEqual([]);
  });

  test("confirms after the days are over only when asked once more", async () => {
    const one = await someone();
    const id = await opened();
    await over(id);
    expect((await confirm(one.phoneInHand)).body).toMatchObject({
      code: "registration.not_open",
      params: { stage: "over" },
    });
    expect(await listed(id, "left")).toMatchObject([{ id: one.id, why: "silent" }]);
    await act(officer, id, { act: "ask" });
    expect(await listed(id, "decided")).toMatchObject([{ id: one.id, decision: "asked" }]);
    expect((await confirm(one.phoneInHand)).status).toBe(200);
    expect(await toldOf(one)).toContain("registration.asked");
  });
});

describe("staff", () => {
  test("confirm for many at a time, and take it back as a whole; what a member said since stays", async () => {
    const [one, two] = [await someone("甲一"), await someone("乙二")];
    const id = await opened();
    const done = (await act(officer, id, { act: "confirm", said: "unemployed" })).body;
    expect(done).toMatchObject({ done: 2, skipped: 0 });
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(["retained", "retained"]);
    expect((await act(officer, id, { act: "confirm", said: "employed" })).body.code).toBe("registration.nobody_left");
    const undo = (who: Who) => call(who, "POST", `/api/staff/registration-acts/${done.id}/undo`);
    expect((await undo(undefined)).status).toBe(401);
    expect((await undo(stranger)).status).toBe(404);
    const both = await Promise.all([undo(officer), undo(county)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(["active", "active"]);
    expect(await figures(id)).toMatchObject({ members: 2, registered: 0, notYet: 2 });

    const again = (await act(officer, id, { act: "confirm", said: "employed" })).body;
    await confirm(one.phoneInHand);
    const answer = await call(officer, "POST", `/api/staff/registration-acts/${again.id}/undo`);
    expect(answer.body).toEqual({ undone: 1, left: 1 });
    expect(await figures(id)).toMatchObject({ registered: 1, notYet: 1, by: { member: 1, staff: 0 } });
  });

  test("leave whoever confirms at the same moment, and whoever has confirmed since they were asked", async () => {
    const [one, asked] = [await someone("甲一"), await someone("乙二")];
    const id = await opened();
    const table = await holdRows(server.database, "lock table membership.registration_act in access exclusive mode");
    const acting = act(officer, id, { act: "confirm", said: "unemployed", personIds: [one.id] });
    await table.inLine(1);
    const confirming = confirm(one.phoneInHand);
    await Promise.race([confirming, table.inLine(2)]);
    await table.letGo();
    await acting;
    const { status } = await confirming;
    expect([status, await stateOf(one.id)]).toEqual(status === 200 ? [200, "active"] : [409, "retained"]);

    await over(id);
    await act(officer, id, { act: "ask", personIds: [asked.id] });
    await confirm(asked.phoneInHand);
    const all = { act: "retain", list: "decided", personIds: [asked.id] };
    expect((await act(officer, id, all)).body.code).toBe("registration.nobody_left");
    expect(await stateOf(asked.id)).toBe("active");
  });

  test("take an act back as far as it is theirs: not what was decided again, nor of whoever is in another union by now", async () => {
    const [again, moved] = [await someone("甲一"), await someone("乙二")];
    const id = await opened();
    const done = (await act(officer, id, { act: "confirm", said: "unemployed" })).body;
    for (const state of ["active", "retained"]) {
      const url = `/api/people/${again.id}/membership/state`;
      expect((await call(officer, "POST", url, { state, reason: "另有决定" })).status).toBe(204);
    }
    const { database, secrets } = server;
    const chief = await aStaff(database, secrets, { node: city.city, duties: ["people.officer"] });
    const to = { organisationId: city.otherUnion.id, reason: "换到新单位" };
    expect((await call(chief, "POST", `/api/people/${moved.id}/transfer`, to)).status).toBeLessThan(300);
    // Reads the city, and keeps the people of this union alone.
    const both = await aStaff(database, secrets, {
      ...{ node: city.city, duties: ["benefits.maker"], alsoAt: { node: union, duties: ["people.officer"] } },
    });
    const undo = await call(both, "POST", `/api/staff/registration-acts/${done.id}/undo`);
    expect(undo.body).toEqual({ undone: 0, left: 2 });
    expect(await stateOf(again.id)).toBe("retained");
    expect((await own(moved.phoneInHand)).years).toMatchObject([{ decision: "retained" }]);
  });

  test("of a year above act for nobody for whom a nearer year speaks", async () => {
    const { database, secrets } = server;
    const place = await aSmallCity(database);
    const keeper = await aStaff(database, secrets, { node: place.union, duties: ["people.officer"] });
    const chief = await aStaff(database, secrets, { node: place.city, duties: ["people.officer"] });
    const [near, far] = [await someone("甲一", place.union), await someone("乙二", place.otherUnion)];
    expect((await open(keeper, place.union)).status).toBe(201);
    const { id } = (await open(chief, place.city)).body;
    await over(id);
    const all = { organisationId: place.city.id, act: "keep", personIds: [near.id, far.id] };
    expect((await act(chief, id, all)).body).toMatchObject({ done: 1, skipped: 1 });
    expect(await listed(id, "decided", chief)).toMatchObject([{ id: far.id }]);
  });

  test("reach nobody of another union, and before the days are over can only confirm", async () => {
    const one = await someone();
    const other = await someone("他区人", city.otherUnion);
    const id = await opened();
    expect((await act(stranger, id, { act: "confirm", said: "employed" })).status).toBe(404);
    expect((await act(officer, id, { act: "keep" })).body.code).toBe("registration.not_open");
    expect((await act(officer, id, { act: "confirm" })).status).toBe(400);
    const mixed = await act(officer, id, { act: "confirm", said: "employed", personIds: [one.id, other.id] });
    expect(mixed.body).toMatchObject({ done: 1, skipped: 1 });
    expect((await own(other.phoneInHand)).years).toEqual([]);
  });
});

test("whoever has not confirmed is told that a year is open, once, and a member who moves takes their year along", async () => {
  const [one, two] = [await someone(), await someone("丁四")];
  const id = await opened();
  await confirm(two.phoneInHand);
  const noon = { ...server.database.ctx(), clock: { now: () => new Date(`${today}T12:00:00+08:00`) } };
  await announceRegistrations(noon);
  await announceRegistrations(noon);
  const told = async (who: { id: string }) =>
    (await toldOf(who)).filter((kind) => kind === "registration.opened").length;
  expect([await told(one), await told(two)]).toEqual([1, 0]);

  const chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
  const moved = await call(chief, "POST", `/api/people/${two.id}/transfer`, {
    ...{ organisationId: city.otherUnion.id, reason: "换到新单位" },
  });
  expect(moved.status, JSON.stringify(moved.body)).toBeLessThan(300);
  expect(await figures(id)).toMatchObject({ members: 1, registered: 0, notYet: 1 });
  expect((await own(two.phoneInHand)).years).toMatchObject([{ year, said: "employed" }]);
});
