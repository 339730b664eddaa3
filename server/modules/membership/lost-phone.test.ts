import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { holdRows } from "#kernel/database/hold-rows.builders";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "./index.ts";
import { aMember, aPhone, aSmallCity, inboxOf, textsTo } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  officer = await aStaff(server.database, server.secrets, { node: city.county, duties: ["people.officer"] });
});
afterAll(() => server.close());

const post = async (url: string, payload: object, cookie = "") =>
  server.app.inject({ method: "POST", url, payload, headers: { cookie } });
const cookieOf = (answer: Awaited<ReturnType<typeof post>>) =>
  answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
const me = async (cookie: string) =>
  (await server.app.inject({ url: "/api/member/me", headers: { cookie } })).statusCode;
const codeFor = async (phone: string): Promise<string> =>
  (await post("/api/member/sign-in/codes", { phone })).json().demoCode;
const replace = (id: string, phone: string) =>
  post(`/api/people/${id}/phone`, { phone, reason: "stolen" }, officer.cookie);

test("who signs in with a phone at the moment it is reported lost is signed out again", async () => {
  const member = await aMember(server.database, server.secrets, city.union);
  const code = await codeFor(member.phone);
  // Both acts stop before they are written down.
  const chain = await holdRows(server.database, "select from kernel.audit_chain for update");
  const signIn = post("/api/member/sign-in", { phone: member.phone, code });
  await chain.inLine(1);
  const lost = replace(member.id, aPhone());
  await chain.inLine(2);
  await chain.letGo();

  expect((await lost).statusCode).toBe(200);
  const cookie = cookieOf(await signIn);
  expect(await me(cookie)).toBe(401);
});

test("a change of number that was under way does not undo what staff set when the phone was reported lost", async () => {
  const member = await aMember(server.database, server.secrets, city.union);
  const cookie = await member.cookie();
  const [thiefs, theirs] = [aPhone(), aPhone()];
  const { demoCode, currentDemoCode } = (await post("/api/member/phone/codes", { newPhone: thiefs }, cookie)).json();
  const people = await holdRows(server.database, "select from membership.person for update");
  const lost = replace(member.id, theirs);
  await people.inLine(1);
  const change = post("/api/member/phone", { newPhone: thiefs, code: demoCode, currentCode: currentDemoCode }, cookie);
  await people.inLine(2);
  await people.letGo();

  expect((await lost).statusCode).toBe(200);
  expect((await change).json().code).toBe("sign_in.code_expired");
  const signedIn = await post("/api/member/sign-in", { phone: theirs, code: await codeFor(theirs) });
  expect(signedIn.statusCode).toBe(200);
  expect(await me(cookie)).toBe(401);
});

test("a new number is told to the old one and in the inbox, by whomever it was changed; the same number again is no news", async () => {
  const { database, secrets } = server;
  const member = await aMember(database, secrets, city.union);
  const [second, third] = [aPhone(), aPhone()];
  expect((await replace(member.id, second)).statusCode).toBe(200);
  expect(await textsTo(database, secrets, member.phone)).toEqual(["phone_changed"]);
  const noPause = () => transact(database.ctx(), ({ db }) => sql`delete from kernel.limit_event`.execute(db));
  await noPause(); // between two codes
  const cookie = cookieOf(await post("/api/member/sign-in", { phone: second, code: await codeFor(second) }));
  await noPause();
  const { demoCode: code, currentDemoCode: currentCode } = (
    await post("/api/member/phone/codes", { newPhone: third }, cookie)
  ).json();
  const changed = await post("/api/member/phone", { newPhone: third, code, currentCode }, cookie);
  expect(changed.statusCode, changed.body).toBe(200);
  expect(await textsTo(database, secrets, second)).toEqual(["phone_changed"]);
  expect((await replace(member.id, third)).statusCode).toBe(200);
  expect(await textsTo(database, secrets, third)).toEqual([]);
  expect(await inboxOf(database, member.id)).toEqual(["phone.changed", "phone.changed"]);
});
