import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "./index.ts";
import { aMember, aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let owner: pg.Client;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  owner = new pg.Client({ connectionString: server.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

type Headers = Record<string, string>;
const post = (url: string, payload: object, headers: Headers = {}) =>
  server.app.inject({ method: "POST", url, payload, headers });
const me = (cookie: string) => server.app.inject({ url: "/api/member/me", headers: { cookie } });
const aMemberHere = (input: Parameters<typeof aMember>[3] = {}) =>
  aMember(server.database, server.secrets, city.union, input);
const askCode = (phone: string, headers: Headers = {}) => post("/api/member/sign-in/codes", { phone }, headers);
const aMinuteLater = () => owner.query("update kernel.limit_event set at = at - interval '61 seconds'");

async function signIn(phone: string, headers: Headers = {}) {
  const { demoCode } = (await askCode(phone, headers)).json();
  const answer = await post("/api/member/sign-in", { phone, code: demoCode }, headers);
  const [cookie] = answer.cookies;
  return { answer, cookie: `${cookie?.name}=${cookie?.value}` };
}

async function soon(condition: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 1000; performance.now() < end; await sleep(20)) if (await condition()) return;
  expect(await condition()).toBe(true);
}

describe("a member", () => {
  test("signs in by phone and code, and is told who they are without the number", async () => {
    const member = await aMemberHere({ name: "张三丰", verified: true });
    const { answer, cookie } = await signIn(member.phone.slice(3).replace(/(\d{3})(\d{4})/, "$1 $2 "));
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies[0]).toMatchObject({ name: "gh_member", httpOnly: true, sameSite: "Lax", path: "/" });
    const shown = (await me(cookie)).json();
    expect(shown).toMatchObject({ personId: member.id, name: "张三丰", verified: true });
    expect(shown.unions).toEqual([{ id: city.union.id, name: city.union.name, primary: true, state: "active" }]);
    expect(shown.phoneMasked).toBe(`${member.phone.slice(3, 6)}****${member.phone.slice(-4)}`);
    expect(answer.body).not.toContain(member.phone.slice(3));
  });

  test("gets the same answer asking for a code whether or not the phone is known", async () => {
    const known = await askCode((await aMemberHere()).phone);
    const unknown = await askCode(aPhone());
    expect([known.statusCode, unknown.statusCode]).toEqual([202, 202]);
    const shape = (body: Record<string, unknown>) => ({ ...body, expiresAt: 0, demoCode: 0 });
    expect(shape(unknown.json())).toEqual(shape(known.json()));
    expect(Object.keys(unknown.headers).sort()).toEqual(Object.keys(known.headers).sort());
  });

  test("learns that a phone is no member's only after its right code", async () => {
    const phone = aPhone();
    const wrong = await post("/api/member/sign-in", { phone, code: "000000" });
    expect(wrong.json().code).toBe("sign_in.code_expired");
    const { answer } = await signIn(phone);
    expect(answer.statusCode).toBe(403);
    expect(answer.json().code).toBe("sign_in.not_a_member");
  });

  test("must wait a minute for the next code, and is told how long", async () => {
    const phone = aPhone();
    await askCode(phone);
    const again = await askCode(phone);
    expect(again.statusCode).toBe(429);
    expect(Number(again.headers["retry-after"])).toBeGreaterThan(50);
  });

  test("signs out, on the server too", async () => {
    const { cookie } = await signIn((await aMemberHere()).phone);
    expect((await post("/api/member/sign-out", {}, { cookie })).statusCode).toBe(204);
    await soon(async () => (await me(cookie)).statusCode === 401);
  });

  test("gets a fresh session at every sign-in: a planted cookie is worth nothing", async () => {
    const { phone } = await aMemberHere();
    const planted = `gh_member=${"a".repeat(43)}`;
    const { cookie } = await signIn(phone, { cookie: planted });
    expect(cookie).not.toBe(planted);
    expect((await me(planted)).statusCode).toBe(401);
  });

  test("needs a session, and a right request", async () => {
    for (const [method, url] of [
      ["GET", "/api/member/me"],
      ["POST", "/api/member/sign-out"],
      ["POST", "/api/member/phone/codes"],
      ["POST", "/api/member/phone"],
    ] as const)
      expect([url, (await server.app.inject({ method, url, payload: {} })).statusCode]).toEqual([url, 401]);
    expect((await askCode("12345")).statusCode).toBe(400);
    expect((await post("/api/member/sign-in", { phone: aPhone(), code: "12" })).statusCode).toBe(400);
    expect((await post("/api/member/sign-in/codes", { phone: aPhone(), extra: 1 })).statusCode).toBe(400);
  });

  test("who leaves is signed out, and their phone is free", async () => {
    const member = await aMemberHere();
    const { cookie } = await signIn(member.phone);
    await transact(server.database.ctx(), async (tx) => {
      await sql`update membership.person set left_at = now() where id = ${member.id}::uuid`.execute(tx.db);
      await sql`select pg_notify('session_changed', ${member.id})`.execute(tx.db);
    });
    await soon(async () => (await me(cookie)).statusCode === 401);
    await aMemberHere({ phone: member.phone });
  });
});

describe("a change of phone", () => {
  const codes = (cookie: string, newPhone: string) => post("/api/member/phone/codes", { newPhone }, { cookie });
  const change = (cookie: string, newPhone: string, code: string, currentCode: string) =>
    post("/api/member/phone", { newPhone, code, currentCode }, { cookie });

  test("takes the codes of both phones, ends the other sessions, and the new number signs in", async () => {
    const member = await aMemberHere();
    const { cookie } = await signIn(member.phone);
    const other = await member.cookie();
    expect((await me(other)).statusCode).toBe(200);
    await aMinuteLater();
    const newPhone = aPhone();
    const { demoCode, currentDemoCode } = (await codes(cookie, newPhone)).json();
    const wrong = await change(cookie, newPhone, demoCode === "111111" ? "222222" : "111111", currentDemoCode);
    expect(wrong.json()).toMatchObject({ code: "sign_in.wrong_code", params: { which: "new", triesLeft: 4 } });

    const changed = await change(cookie, newPhone, demoCode, currentDemoCode);
    expect(changed.statusCode).toBe(200);
    expect(changed.json().phoneMasked.endsWith(newPhone.slice(-4))).toBe(true);
    await soon(async () => (await me(other)).statusCode === 401);
    expect((await me(cookie)).statusCode).toBe(200);
    await aMinuteLater();
    expect((await signIn(newPhone)).answer.statusCode).toBe(200);
    expect((await signIn(member.phone)).answer.json().code).toBe("sign_in.not_a_member");
  });

  test("to somebody else's number is refused only after that phone's code", async () => {
    const [member, other] = [await aMemberHere(), await aMemberHere()];
    const cookie = await member.cookie();
    const { demoCode, currentDemoCode } = (await codes(cookie, other.phone)).json();
    const refused = await change(cookie, other.phone, demoCode, currentDemoCode);
    expect(refused.statusCode).toBe(409);
    expect(refused.json().code).toBe("person.phone_taken");
    expect((await codes(cookie, member.phone)).json().code).toBe("person.same_phone");
  });

  test("after losing the phone is made by staff with a reason; every session ends", async () => {
    const member = await aMemberHere();
    const cookie = await member.cookie();
    expect((await me(cookie)).statusCode).toBe(200);
    const { database, secrets } = server;
    const officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
    const stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
    const replace = (by: { cookie: string }, body: object) =>
      post(`/api/people/${member.id}/phone`, body, { cookie: by.cookie });
    const phone = aPhone();
    expect((await replace(stranger, { phone, reason: "lost" })).statusCode).toBe(404);
    expect((await replace(officer, { phone })).statusCode).toBe(400);
    const answer = await replace(officer, { phone, reason: "lost, came with the identity card" });
    expect(answer.statusCode).toBe(200);
    await soon(async () => (await me(cookie)).statusCode === 401);
    expect((await signIn(phone)).answer.statusCode).toBe(200);

    const seen = await transact(database.ctx(), (tx) =>
      sql<{ actor: string; payload: string }>`select actor, payload from kernel.audit_record
        where object_id = ${member.id} and action = 'person.phone_changed'`.execute(tx.db),
    );
    expect(seen.rows).toHaveLength(1);
    expect(seen.rows[0]?.actor).toBe(`staff:${officer.id}`);
    expect(seen.rows[0]?.payload).toContain("identity card");
    expect(seen.rows[0]?.payload).not.toContain(phone.slice(3));
  });
});
