import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { insertPeople } from "../bulk.ts";
import { membership } from "../index.ts";
import { anIdNumber } from "../joining/joining.builders.ts";
import { aMember, anOrganisation, aPhone, aSmallCity } from "../membership.builders.ts";
import { anImportDesk } from "./imports.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let factory: Awaited<ReturnType<typeof anOrganisation>>;
let officer: { cookie: string };
let desk: ReturnType<typeof anImportDesk>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  factory = await anOrganisation(database, "base", city.county, "第二机械厂工会");
  officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  desk = anImportDesk(server, officer, city.county.id);
});
afterAll(() => server.close());

interface Given {
  name: string;
  idNumber: string;
  phone: string;
}
const somebody = (name: string): Given => ({ name, idNumber: anIdNumber(), phone: aPhone() });

const roster = (heads: string[], ...rows: string[][]) =>
  Buffer.from([["姓名", "身份证号", "手机号", ...heads], ...rows].map((row) => row.join(",")).join("\n"));
const rowOf = ({ name, idNumber, phone }: Given, ...more: string[]) => [name, idNumber, phone.slice(3), ...more];

/** Somebody on the labour survey of a county, who is no member of anything. */
async function surveyed(given: Given, at: { id: string; path: string }): Promise<string> {
  const [id = ""] = await transact(server.database.ctx(), (tx) =>
    insertPeople(
      tx,
      server.secrets,
      [
        {
          ...{ name: given.name, phone: given.phone, sex: null, birthDate: null, employmentForm: "standard", tags: [] },
          ...{ verified: false, member: false, source: "import", details: { remark: "愿意学电工" } },
          ...{ document: { kind: "resident_id", number: given.idNumber }, union: { id: at.id, node: at.path } },
        },
      ],
      "2026-01-01",
    ),
  );
  return id;
}

const checked = async (content: Buffer, kind = "people") => {
  const id = await desk.upload(content, "名册.csv", kind);
  await desk.work();
  const { state, problem } = await desk.get(id);
  expect({ state, problem }).toEqual({ state: "review", problem: null });
  return id;
};
const applied = async (id: string) => {
  await desk.act(id, "submit", { skipRefused: false });
  await desk.work();
  const { state, counts } = await desk.get(id);
  expect({ state, stale: counts.stale }).toEqual({ state: "applied", stale: 0 });
};
const undone = async (id: string) => {
  await desk.act(id, "undo", { reason: "传错了" });
  await desk.work();
  expect((await desk.lines(id, "state=kept")).map(({ row, kept }) => [row, kept])).toEqual([]);
  expect((await desk.get(id)).state).toBe("undone");
};
const query = async <Row>(text: ReturnType<typeof sql<Row>>) =>
  (await transact(server.database.ctx(), ({ db }) => text.execute(db))).rows;
const fileOf = async (id: string) => {
  const [row] = await query(sql<
    Record<string, unknown>
  >`select node::text as node, member_number is not null as is_member,
    name, remark, education, phone_index from membership.person where id = ${id}::uuid`);
  return row;
};
const membershipsOf = (id: string) =>
  query(sql<{ union: string; state: string; since: string }>`select organisation_id as union, state, valid_from as since
    from membership.membership where person_id = ${id}::uuid order by valid_from, id`);
const figures = () =>
  query(sql`select organisation_id, day, sum(change)::int as change, sum(joined)::int as joined from membership.member_figure
    group by 1, 2 having sum(change) <> 0 or sum(joined) <> 0 order by 1, 2`);

test("whoever is on a survey becomes a member with the roster's row, and is on the survey again when it is taken back", async () => {
  const ledger = Buffer.from(
    [
      "姓名,证件号码,手机号码,就业状态",
      ...[somebody("苗一"), somebody("苗二")].map((one) => `${rowOf(one)},未就业`),
    ].join("\n"),
  );
  const survey = await checked(ledger, "labour_ledger");
  await applied(survey);
  const listed = await query(sql<{ id: string; name: string }>`select id, name from membership.person
    where name in ('苗一', '苗二') and member_number is null order by name`);
  expect(listed).toHaveLength(2);
  const before = [await Promise.all(listed.map(({ id }) => fileOf(id))), await figures()];

  const rows = ledger.toString().split("\n").slice(1);
  const whole = rows.map((row) => row.split(",").slice(0, 3));
  const content = roster(
    ["所属工会", "入会日期", "学历"],
    ...whole.map((row) => [...row, factory.name, "2015-03-01", "本科"]),
  );
  const id = await checked(content);
  const lines = await desk.lines(id, "outcome=update");
  expect(lines.map(({ notes }) => notes.map(({ code }) => code))).toEqual([
    ["person.becomes_member"],
    ["person.becomes_member"],
  ]);
  await applied(id);
  for (const person of listed) {
    expect(await fileOf(person.id)).toMatchObject({ isMember: true, node: factory.path, education: "本科" });
    expect(await membershipsOf(person.id)).toEqual([{ union: factory.id, state: "active", since: "2015-03-01" }]);
  }
  const again = await checked(content);
  expect((await desk.get(again)).counts).toMatchObject({ insert: 0, update: 0, unchanged: 2 });
  await desk.act(again, "withdraw");

  await undone(id);
  expect([await Promise.all(listed.map((person) => fileOf(person.id))), await figures()]).toEqual(before);
  expect(await membershipsOf(listed[0]?.id ?? "")).toEqual([]);
});

test("a survey of another county stands in nobody's way, and nothing is said of it", async () => {
  const [one, other] = [somebody("苗三"), somebody("苗四")];
  const listed = await surveyed({ ...one, phone: aPhone() }, city.otherCounty);
  const holder = await surveyed({ ...somebody("别人"), phone: other.phone }, city.otherCounty);
  const before = [await fileOf(listed), await membershipsOf(listed)];
  const id = await checked(roster(["学历"], rowOf(one, "大专"), rowOf(other, "大专")));
  const lines = await desk.lines(id);
  expect(lines.map(({ outcome, notes, candidates }) => ({ outcome, notes, candidates }))).toEqual(
    [1, 2].map(() => ({ outcome: "insert", notes: [], candidates: [] })),
  );
  expect(lines.flatMap(({ cells }) => cells.flatMap(({ before }) => before ?? []))).toEqual([]);
  await applied(id);
  expect(await fileOf(listed)).toMatchObject({ isMember: true, node: city.county.path, remark: "愿意学电工" });
  expect(await fileOf(holder)).toMatchObject({ isMember: false, phoneIndex: null });
  await undone(id);
  expect([await fileOf(listed), await membershipsOf(listed)]).toEqual(before);
});

test("who has done something as a member since stays one", async () => {
  const one = somebody("苗五");
  const listed = await surveyed(one, city.county);
  const id = await checked(roster([], rowOf(one)));
  await applied(id);
  const added = await server.app.inject({
    ...{ method: "POST", url: `/api/people/${listed}/affiliations`, headers: { cookie: officer.cookie } },
    payload: { organisationId: factory.id, basis: "residence" },
  });
  expect(added.statusCode).toBe(204);
  await desk.act(id, "undo", { reason: "传错了" });
  await desk.work();
  expect((await desk.lines(id, "state=kept")).map(({ kept }) => kept)).toEqual([["union"]]);
  expect(await fileOf(listed)).toMatchObject({ isMember: true });
});

test("another union of the row is a dated move, another joining date a correction; both go back", async () => {
  const document = { kind: "resident_id" as const, number: anIdNumber() };
  const member = await aMember(server.database, server.secrets, city.union, { name: "柳一", document });
  const [joined] = await membershipsOf(member.id);
  const row = { name: member.name, idNumber: document.number, phone: member.phone };
  const before = await figures();
  const id = await checked(roster(["所属工会", "入会日期"], rowOf(row, factory.name, "2012-07-01")));
  const [line] = await desk.lines(id, "outcome=update");
  expect(line?.cells.filter(({ changed }) => changed).map((cell) => [cell.key, cell.before, cell.value])).toEqual([
    ["union", city.union.name, factory.name],
    ["joinedOn", joined?.since, "2012-07-01"],
  ]);
  await applied(id);
  expect(await fileOf(member.id)).toMatchObject({ node: factory.path });
  expect(await membershipsOf(member.id)).toMatchObject([
    { union: city.union.id, state: "transferred", since: "2012-07-01" },
    { union: factory.id, state: "active" },
  ]);
  const changes = await query(sql`select reason from membership.state_change where person_id = ${member.id}::uuid`);
  expect(changes).toEqual([{ reason: "名册.csv" }]);
  await undone(id);
  expect(await fileOf(member.id)).toMatchObject({ node: city.union.path });
  const after = await membershipsOf(member.id);
  expect(after.map(({ union, state }) => [union, state])).toEqual([
    [city.union.id, "transferred"],
    [factory.id, "transferred"],
    [city.union.id, "active"],
  ]);
  expect(after[0]).toMatchObject({ since: joined?.since });
  expect(await figures()).toEqual(before);
});

test("while a year of registration is open, who came with a list goes with it again; whoever has confirmed stays", async () => {
  const chief = await aStaff(server.database, server.secrets, { node: factory, duties: ["people.officer"] });
  const year = new Date().getFullYear();
  const opened = await server.app.inject({
    ...{ method: "POST", url: "/api/staff/registrations", headers: { cookie: chief.cookie } },
    payload: {
      ...{
        organisationId: factory.id,
        year,
        opensOn: dayOf(new Date()),
        closesOn: `${year + 1}-01-31`,
        remindOn: null,
      },
    },
  });
  expect(opened.statusCode, opened.body).toBe(201);
  const [fresh, known, present] = [somebody("苗七"), somebody("苗八"), somebody("苗九")];
  const listed = await surveyed(known, city.county);
  const before = [await fileOf(listed), await figures()];
  const id = await checked(roster(["所属工会"], ...[fresh, known, present].map((one) => rowOf(one, factory.name))));
  await applied(id);
  await query(sql`update membership.registration_entry set said_by = 'member'
    where person_id = (select id from membership.person where name = ${present.name})`);
  await desk.act(id, "undo", { reason: "传错了" });
  await desk.work();
  expect((await desk.lines(id, "state=kept")).map(({ row }) => row)).toEqual([4]);
  expect(await fileOf(listed)).toEqual(before[0]);
  expect(await query(sql`select said_by from membership.registration_entry`)).toEqual([{ saidBy: "member" }]);
  expect(
    await query(
      sql`select sum(change)::int as registered from membership.registration_tally where organisation_id = ${factory.id}::uuid`,
    ),
  ).toEqual([{ registered: 1 }]);
  await transact(server.database.ctx(), ({ db }) =>
    sql`update membership.registration set cancelled_at = now()`.execute(db),
  );
});

test("a union of whatever name waits for somebody to say what it means", async () => {
  const id = await checked(
    roster(["所属工会"], rowOf(somebody("苗十"), "constructor"), rowOf(somebody("苗百"), "无名厂")),
  );
  expect((await desk.get(id)).settled).toEqual({ union: { constructor: null, 无名厂: null } });
  const names = { name: { id: city.union.id } };
  const answer = await desk.call("PUT", `/${id}/names`, { column: "constructor", names });
  expect(answer.json().code).toBe("sheets.unknown_name");
});

test("whose membership is suspended is moved by no list: the line says so", async () => {
  const document = { kind: "resident_id" as const, number: anIdNumber() };
  const member = await aMember(server.database, server.secrets, city.union, { name: "柳二", document });
  await server.app.inject({
    ...{ method: "POST", url: `/api/people/${member.id}/membership/state`, headers: { cookie: officer.cookie } },
    payload: { state: "suspended", reason: "按规定办理" },
  });
  const row = { name: member.name, idNumber: document.number, phone: member.phone };
  const id = await checked(roster(["所属工会"], rowOf(row, factory.name)));
  const lines = await desk.lines(id);
  expect(lines.map(({ outcome, notes }) => [outcome, notes.map(({ code }) => code)])).toEqual([
    ["unchanged", ["person.union_stays"]],
  ]);
});

test("written down by hand, whoever is on a list keeps that file; another name opens none", async () => {
  const one = somebody("苗六");
  const listed = await surveyed(one, city.otherCounty);
  const add = (given: Given) =>
    server.app.inject({
      ...{ method: "POST", url: "/api/people", headers: { cookie: officer.cookie } },
      payload: {
        ...{ name: given.name, phone: given.phone, organisationId: factory.id, verified: true },
        document: { kind: "resident_id", number: given.idNumber },
      },
    });
  expect((await add({ ...one, name: "别人", phone: aPhone() })).json().code).toBe("person.id_taken");
  const added = await add({ ...one, phone: aPhone() });
  expect(added.json()).toMatchObject({ id: listed, memberships: [{ organisationId: factory.id, primary: true }] });
  expect(added.json().identity).toMatchObject({ source: "papers", verdict: "matches" });
  expect(await fileOf(listed)).toMatchObject({ isMember: true, node: factory.path });
});
