/** People without a membership: written down by form, found apart, and made members by an application that another officer answers. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { office } from "../office/index.ts";
import { membership } from "./index.ts";
import { anIdNumber } from "./joining/joining.builders.ts";
import { aMember, aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
type Who = { cookie: string };
let [officer, colleague, reader, stranger]: Who[] = [];
beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    membership.routes?.(app, runtime);
    office.routes?.(app, runtime);
  });
  city = await aSmallCity(server.database);
  const staff = (node: { id: string; path: string }, duty = "people.officer") =>
    aStaff(server.database, server.secrets, { node, duties: [duty] });
  [officer, colleague] = [await staff(city.county), await staff(city.county)];
  [reader, stranger] = [await staff(city.county, "people.reader"), await staff(city.otherCounty)];
});
afterAll(() => server.close());

const call = (who: Who | undefined, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({
    ...{ method, url: `/api/${url}`, headers: { cookie: who?.cookie ?? "" } },
    ...(payload === undefined ? {} : { payload }),
  });
const list = (given: object, who = officer) =>
  call(who, "POST", "people/listed", { organisationId: city.county.id, employmentForm: "flexible", ...given });
const found = async (query: string, who = officer): Promise<string[]> =>
  (await call(who, "GET", `people?limit=50&${query}`)).json().items.map(({ id }: { id: string }) => id);
const passport = { kind: "passport", number: "E12345678" };

test("somebody without a membership is written down, found by passport and apart from members, and counts as none", async () => {
  const member = await aMember(server.database, server.secrets, city.union, { name: "马会员" });
  const made = await list({ name: "安娜·李", document: passport, tags: ["外籍同事"] });
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json();
  expect((await call(officer, "GET", `people/${id}`)).json()).toMatchObject({
    ...{ memberNumber: null, memberships: [], unions: [], idKind: "passport", tags: ["外籍同事"] },
  });
  expect(await found("q=E12345678")).toEqual([id]);
  expect(await found("q=E12345678&standing=member")).toEqual([]);
  expect(await found("q=E12345678&standing=without&verified=false")).toEqual([id]);
  expect(await found("standing=without")).toEqual([id]);
  expect(await found("standing=member")).toEqual([member.id]);
  expect(await found("standing=member&verified=true")).toEqual([]);
  expect((await call(officer, "GET", "people?standing=without")).json()).toMatchObject({ total: 1, more: false });
  const state = { state: "suspended", reason: "按规定办理" };
  expect((await call(officer, "POST", `people/${member.id}/membership/state`, state)).statusCode).toBe(204);
  expect([await found("standing=suspended"), await found("standing=retained")]).toEqual([[member.id], []]);
  expect(await found("standing=without", stranger)).toEqual([]);
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const figures = (await call(officer, "GET", `statistics/members?organisationId=${city.county.id}&day=${day}`)).json();
  expect(figures).toMatchObject({ total: { registered: 1 }, withoutMembership: 1 });
});

test("nobody is written down without a number, twice, with a document that is wrong, or where one has no say", async () => {
  expect((await list({ name: "无号" })).json().code).toBe("person.number_missing");
  expect((await list({ name: "丁错", document: { kind: "resident_id", number: "123" } })).json().code).toBe(
    "sheets.id_short",
  );
  expect((await list({ name: "又一个", document: passport })).json().code).toBe("person.id_taken");
  const given = { name: "孙求职", phone: aPhone() };
  expect((await list(given, stranger)).json().code).toBe("organisation.missing");
  expect((await list(given, reader)).statusCode).toBe(403);
  expect((await list(given, { cookie: "" })).statusCode).toBe(401);
  // A member's number is theirs; that of somebody who is on another list goes to who said it last.
  const member = await aMember(server.database, server.secrets, city.union, { name: "马二" });
  expect((await list({ ...given, phone: member.phone })).json().code).toBe("person.phone_taken");
});

test("becomes a member by an application at the office, which another officer answers; one at a time", async () => {
  const document = { kind: "resident_id", number: anIdNumber() };
  const { id } = (await list({ name: "周劳务", phone: aPhone(), document })).json();
  const apply = (who = officer) => call(who, "POST", `people/${id}/application`, { organisationId: city.union.id });
  expect((await apply(stranger)).statusCode).toBe(404);
  expect((await apply(reader)).statusCode).toBe(403);
  const both = await Promise.all([apply(), apply()]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  expect((await apply()).json().code).toBe("joining.waits_already");
  const application = both.find(({ statusCode }) => statusCode === 201)?.json().id;

  const read = (await call(officer, "GET", `staff/joining/${application}`)).json();
  expect(read).toMatchObject({
    channel: "office",
    state: "waiting",
    clock: { state: "on_time" },
    can: { decide: false },
  });
  const approve = (who = officer) =>
    call(who, "POST", `staff/joining/${application}/approve`, {
      ...{ revision: read.revision, verified: true, note: "", fileId: null },
    });
  expect((await approve()).json().code).toBe("joining.needs_another");
  const waits = async (who: Who | undefined) =>
    (await call(who, "GET", "staff/waiting")).json().items.map((item: { id: string }) => item.id);
  expect([await waits(officer), await waits(colleague)]).toEqual([[], [application]]);
  const approved = await approve(colleague);
  expect(approved.statusCode, approved.body).toBe(200);
  expect((await call(officer, "GET", `people/${id}`)).json()).toMatchObject({
    memberNumber: expect.stringMatching(/^\d{10}$/),
    memberships: [{ state: "active", organisationName: city.union.name }],
  });
  expect((await apply()).json().code).toBe("joining.member_by_now");
  const unknown = (await list({ name: "吴无证", phone: aPhone() })).json().id;
  const lacking = await call(officer, "POST", `people/${unknown}/application`, { organisationId: city.union.id });
  expect(lacking.json()).toMatchObject({ code: "joining.incomplete", params: { field: "idNumber" } });
});
