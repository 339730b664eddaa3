import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, anOrganisation, aPhone, aSmallCity, type BuiltOrganisation } from "../membership.builders.ts";
import { destroyJob } from "../membership.jobs.ts";
import { phoneIndex } from "../sealed-fields.ts";
import { Applicant, anIdNumber } from "./joining.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let riders: BuiltOrganisation;
let officer: { cookie: string };
let chief: { cookie: string };
let otherChief: { cookie: string };
let stranger: { cookie: string };
let overall: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  riders = await anOrganisation(database, "industry", city.county, "东湖区外卖骑手联合工会");
  const staff = (node: BuiltOrganisation) => aStaff(database, secrets, { node, duties: ["people.officer"] });
  officer = await staff(riders);
  chief = await staff(city.county);
  otherChief = await staff(city.county);
  stranger = await staff(city.otherCounty);
  overall = await staff(city.city);
});
afterAll(() => server.close());

const call = async (who: { cookie: string } | undefined, method: "GET" | "POST", url: string, payload?: object) => {
  const headers = who === undefined ? {} : { cookie: who.cookie };
  const answer = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
};
const someone = (phone = aPhone()) => new Applicant(server.app, phone);
const waiting = async (who: { cookie: string }, state = "open") =>
  (await call(who, "GET", `/api/staff/joining?state=${state}`)).body.items as { id: string; name: string }[];
/** An application to the riders' union, and its id. */
async function applied(name: string, draft: object = {}) {
  const applicant = someone();
  const sent = await applicant.apply({ name, organisationId: riders.id, ...draft });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  const id = (await waiting(officer)).find((one) => one.name === name)?.id ?? "";
  return { applicant, id, url: `/api/staff/joining/${id}` };
}
const answer = (revision = 1) => ({ revision, note: "资料不全,请补充" });

describe("an applicant", () => {
  test("proves the phone before anything else is told", async () => {
    const nobody = someone();
    for (const url of ["/api/joining", "/api/joining/districts", "/api/joining/proposals"])
      expect(await nobody.ask("GET", url)).toMatchObject({ status: 401, body: { code: "joining.prove_the_phone" } });
    expect((await nobody.ask("PATCH", "/api/joining/draft", { name: "x" })).status).toBe(401);
    nobody.cookie = `gh_applicant=${"00".repeat(16)}.99999999999999.AAAA`;
    expect((await nobody.ask("GET", "/api/joining")).status).toBe(401);
  });

  test("is answered alike with a member's phone, and told so only with the code in hand", async () => {
    const member = await aMember(server.database, server.secrets, riders);
    const [known, unknown] = [someone(member.phone), someone()];
    const [one, other] = [
      await known.ask("POST", "/api/joining/codes", { phone: known.phone }),
      await unknown.ask("POST", "/api/joining/codes", { phone: unknown.phone }),
    ];
    expect([one.status, Object.keys(one.body)]).toEqual([other.status, Object.keys(other.body)]);
    const wrong = await known.ask("POST", "/api/joining/phone", { phone: known.phone, code: "000000" });
    expect(wrong.body.code).toBe("sign_in.wrong_code");
    const right = { phone: known.phone, code: one.body.demoCode };
    expect((await known.ask("POST", "/api/joining/phone", right)).body.code).toBe("joining.member_already");
    expect(known.cookie).toBe("");
  });

  test("has a draft that is kept half filled, with the number masked, and found again from another phone's browser", async () => {
    const phone = aPhone();
    const first = someone(phone);
    expect((await first.prove()).body).toMatchObject({ state: "draft", name: "", idMasked: "", clock: null });
    await first.ask("PATCH", "/api/joining/draft", { name: "罗小满" });
    const idNumber = anIdNumber();
    await first.ask("PATCH", "/api/joining/draft", { idNumber: ` ${idNumber.slice(0, 6)} ${idNumber.slice(6)}` });
    await transact(server.database.ctx(), ({ db }) => sql`delete from kernel.limit_event`.execute(db)); // a minute later
    const again = someone(phone);
    const found = await again.prove();
    expect(found.body).toMatchObject({ name: "罗小满", idMasked: `610***********${idNumber.slice(-4)}` });
    expect(JSON.stringify(found.body)).not.toContain(idNumber);
  });

  test("is proposed the union for riders near the district that was chosen, with why", async () => {
    const rider = someone();
    await rider.prove();
    const tops = await rider.ask("GET", "/api/joining/districts");
    expect(tops.body.items).toContainEqual({ id: city.city.id, name: city.city.name, hasChildren: true });
    const below = await rider.ask("GET", `/api/joining/districts?parentId=${city.city.id}`);
    expect(below.body.items.map((one: { id: string }) => one.id)).toEqual([city.county.id, city.otherCounty.id]);
    await rider.ask("PATCH", "/api/joining/draft", { districtId: city.county.id });
    expect((await rider.ask("GET", "/api/joining/proposals")).body.items).toEqual([
      { id: riders.id, name: riders.name, reason: "platform" },
      { id: city.county.id, name: city.county.name, reason: "district" },
    ]);
    const chosen = await rider.ask("PATCH", "/api/joining/draft", { organisationId: riders.id });
    expect(chosen.body).toMatchObject({ organisationName: riders.name, unionReason: "platform" });
  });

  test("who scanned a union's code is asked for nothing that the code says", async () => {
    const rider = someone();
    expect((await rider.prove(riders.id)).body).toMatchObject({ organisationId: riders.id, unionReason: "invited" });
  });

  test("hands in what is complete and agreed to, and nothing else", async () => {
    const rider = someone();
    await rider.prove();
    const submit = (consent = "2026-11") => rider.ask("POST", "/api/joining/submit", { consent });
    const save = (draft: object) => rider.ask("PATCH", "/api/joining/draft", draft);
    expect((await submit()).body).toMatchObject({ code: "joining.incomplete", params: { field: "name" } });
    await save({ name: "罗小满" });
    expect((await submit()).body).toMatchObject({ code: "joining.incomplete", params: { field: "idNumber" } });
    const good = anIdNumber();
    const last = good.endsWith("1") ? "2" : "1";
    await save({ idNumber: good.slice(0, 17) + last });
    expect((await submit()).body.code).toBe("person.id_check");
    await save({ idNumber: good });
    expect((await submit()).body).toMatchObject({ code: "joining.incomplete", params: { field: "organisationId" } });
    expect((await save({ organisationId: crypto.randomUUID() })).body.code).toBe("joining.union_takes_none");
    await save({ organisationId: riders.id });
    expect((await submit("2020-01")).body.code).toBe("joining.consent_changed");
    const sent = await submit();
    expect(sent.body).toMatchObject({ state: "waiting", clock: { state: "on_time", daysLeft: 3 } });
    expect((await submit()).body.code).toBe("joining.wrong_state");
    expect((await save({ name: "别人" })).body.code).toBe("joining.wrong_state");
    expect((await rider.ask("POST", "/api/joining/withdraw")).body).toMatchObject({ state: "withdrawn", clock: null });
    expect((await rider.ask("POST", "/api/joining/again")).body).toMatchObject({ state: "draft", name: "" });
  });
});

describe("whoever has proved one phone", () => {
  const took = (phone: string, what: string, times: number) =>
    transact(server.database.ctx(), ({ db }) => {
      const key = `joining.${what}:${phoneIndex(server.secrets, phone).toString("hex")}`;
      return sql`insert into kernel.limit_event (key) select ${key} from generate_series(1, ${times}::int)`.execute(db);
    });

  test("hands in five times a day and no more; the draft stays", async () => {
    const rider = someone();
    await rider.prove();
    await rider.ask("PATCH", "/api/joining/draft", {
      ...{ name: "罗小满", idNumber: anIdNumber(), organisationId: riders.id },
    });
    await took(rider.phone, "submissions", 5);
    const sent = await rider.ask("POST", "/api/joining/submit", { consent: "2026-11" });
    expect(sent).toMatchObject({ status: 429, body: { code: "joining.too_many_submissions" } });
    expect((await rider.ask("GET", "/api/joining")).body).toMatchObject({ state: "draft", name: "罗小满" });
  });

  test("asks 300 times an hour and no more, others as before", async () => {
    const [rider, other] = [someone(), someone()];
    await rider.prove();
    await other.prove();
    await took(rider.phone, "requests", 298);
    expect((await rider.ask("GET", "/api/joining")).status).toBe(200);
    expect(await rider.ask("GET", "/api/joining/districts")).toMatchObject({
      ...{ status: 429, body: { code: "joining.too_many" } },
    });
    expect((await other.ask("GET", "/api/joining/districts")).status).toBe(200);
  });
});

describe("a union", () => {
  test("sees the applications of its subtree with their clock; others see none", async () => {
    const { id, url } = await applied("江一川");
    expect((await call(undefined, "GET", url)).status).toBe(401);
    expect((await call(stranger, "GET", url)).status).toBe(404);
    expect((await waiting(stranger)).map((one) => one.id)).not.toContain(id);
    expect((await call(stranger, "POST", `${url}/approve`, answer())).status).toBe(404);
    const seen = await call(chief, "GET", url);
    expect(seen.body).toMatchObject({ name: "江一川", clock: { kind: "review", daysLeft: 3 }, can: { decide: true } });
    const revealed = await call(officer, "POST", `${url}/reveal`, { field: "id_number", purpose: "verify" });
    expect(revealed.body.value).toMatch(/^610997\d{11}[\dX]$/);
  });

  test("takes an applicant in: a member from today with a number, who signs in; once, however often it is pressed", async () => {
    const { applicant, id, url } = await applied("江二川", { employerName: "蓝骑士配送站" });
    const both = await Promise.all([
      call(officer, "POST", `${url}/approve`, { ...answer(), verified: true }),
      call(chief, "POST", `${url}/approve`, answer()),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
    const done = await call(officer, "GET", url);
    expect(done.body).toMatchObject({ state: "approved", clock: null, phoneMasked: "", idMasked: "" });
    const person = await call(officer, "GET", `/api/people/${done.body.personId}`);
    expect(person.body).toMatchObject({ name: "江二川", employmentForm: "platform", employerName: "蓝骑士配送站" });
    expect(person.body.memberNumber).toMatch(/^\d{10}$/);
    expect(person.body.memberships).toMatchObject([{ organisationId: riders.id, state: "active", primary: true }]);
    const { rows } = await transact(server.database.ctx(), ({ db }) =>
      sql`select phone, id_number, id_index from membership.application where id = ${id}::uuid`.execute(db),
    );
    expect(rows).toEqual([{ phone: null, idNumber: null, idIndex: null }]);
    expect((await applicant.ask("GET", "/api/joining")).body.state).toBe("approved");
    const code = await call(undefined, "POST", "/api/member/sign-in/codes", { phone: applicant.phone });
    const signIn = { phone: applicant.phone, code: code.body.demoCode };
    expect((await call(undefined, "POST", "/api/member/sign-in", signIn)).body.name).toBe("江二川");
  });

  test("is shown who may be the same person, and cannot take one document in twice", async () => {
    const idNumber = anIdNumber();
    const document = { kind: "resident_id" as const, number: idNumber };
    const old = await aMember(server.database, server.secrets, city.otherUnion, { name: "江三川", document });
    const { url } = await applied("江三川", { idNumber });
    const seen = await call(officer, "GET", url);
    expect(seen.body.like).toEqual([{ why: "id", person: null }]);
    expect(JSON.stringify(seen.body)).not.toContain(city.otherUnion.name);
    expect((await call(overall, "GET", url)).body.like).toMatchObject([
      { why: "id", person: { id: old.id, name: "江三川", union: city.otherUnion.name } },
    ]);
    expect((await call(officer, "POST", `${url}/approve`, answer())).body.code).toBe("person.id_taken");
    expect((await call(officer, "GET", url)).body).toMatchObject({ state: "waiting", decisions: [] });
  });

  test("refuses with a reason; the higher union answers one appeal, by another hand", async () => {
    const { applicant, url } = await applied("江四川");
    expect((await call(chief, "POST", `${url}/refuse`, { revision: 1, note: "" })).status).toBe(400);
    expect((await call(chief, "POST", `${url}/refuse`, answer())).body.state).toBe("refused");
    const told = await applicant.ask("GET", "/api/joining");
    expect(told.body).toMatchObject({ state: "refused", reason: "资料不全,请补充", canAppeal: true });
    const appealed = await applicant.ask("POST", "/api/joining/appeal", { text: "资料齐全,附在后面" });
    expect(appealed.body).toMatchObject({
      state: "appealing",
      canAppeal: false,
      clock: { kind: "appeal", daysLeft: 5 },
    });
    expect((await call(officer, "POST", `${url}/approve`, answer(2))).status).toBe(403);
    expect((await call(chief, "POST", `${url}/approve`, answer(2))).body.code).toBe("joining.needs_another");
    expect((await call(otherChief, "POST", `${url}/refuse`, answer(2))).body.state).toBe("refused");
    const after = await applicant.ask("POST", "/api/joining/appeal", { text: "再申诉一次" });
    expect(after.body.code).toBe("joining.appealed_before");
    const seen = await call(officer, "GET", url);
    expect(seen.body.decisions.map((one: { step: string }) => one.step)).toEqual(["review", "appeal"]);
    expect((await waiting(officer, "answered")).map((one) => one.name)).toContain("江四川");
  });

  test("an appeal that is upheld makes a member", async () => {
    const { applicant, url } = await applied("江五川");
    await call(officer, "POST", `${url}/refuse`, answer());
    await applicant.ask("POST", "/api/joining/appeal", { text: "我就在东湖区送餐" });
    const done = await call(chief, "POST", `${url}/approve`, { revision: 2, note: "情况属实" });
    expect(done.body).toMatchObject({ state: "approved", personId: expect.any(String) });
  });
});

test("what the consent promises is destroyed: a draft after a month, the numbers of who was not taken in after half a year", async () => {
  const age = (days: number, phone: string) =>
    transact(server.database.ctx(), ({ db }) =>
      sql`update membership.application set updated_at = clock_timestamp() - make_interval(days => ${days})
        where phone_index = ${phoneIndex(server.secrets, phone)}`.execute(db),
    );
  const left = async (phone: string) => {
    const { rows } = await transact(server.database.ctx(), ({ db }) =>
      sql<{
        kept: boolean;
        name: string;
      }>`select phone is not null or id_number is not null or id_index is not null as kept, name
        from membership.application where phone_index = ${phoneIndex(server.secrets, phone)}`.execute(db),
    );
    return rows[0];
  };
  const { applicant: refused, url } = await applied("江六川");
  await call(officer, "POST", `${url}/refuse`, answer());
  const { applicant: waits } = await applied("江七川");
  const drafting = someone();
  await drafting.prove();
  await drafting.ask("PATCH", "/api/joining/draft", { name: "江八川" });
  const phones = [refused.phone, waits.phone, drafting.phone];
  await age(179, refused.phone);
  await age(400, waits.phone);
  await age(29, drafting.phone);
  await destroyJob.handler(server.database.ctx(), {});
  expect((await Promise.all(phones.map(left))).map((one) => one?.kept)).toEqual([true, true, true]);
  await age(181, refused.phone);
  await age(31, drafting.phone);
  await destroyJob.handler(server.database.ctx(), {});
  expect(await Promise.all(phones.map(left))).toEqual([
    { kept: false, name: "江六川" },
    { kept: true, name: "江七川" },
    { kept: false, name: "" },
  ]);
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql<{ was: string }>`select payload::jsonb ->> 'was' as was from kernel.audit_record
      where action = 'joining.destroyed' and object_id = ${url.split("/").at(-1)}`.execute(tx.db),
  );
  expect(rows).toEqual([{ was: "refused" }]);
});
