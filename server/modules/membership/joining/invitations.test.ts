import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { open } from "#kernel/secrets/secrets";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aPhone, aSmallCity } from "../membership.builders.ts";
import { invitationState } from "./invitation.rules.ts";
import { Applicant, anIdNumber } from "./joining.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { cookie: string };
let stranger: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  const staff = (node: { id: string; path: string }) =>
    aStaff(server.database, server.secrets, { node, duties: ["people.officer"] });
  [officer, stranger] = [await staff(city.county), await staff(city.otherCounty)];
});
afterAll(() => server.close());
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
beforeEach(() => run(sql`delete from kernel.limit_event`));

type Who = { cookie: string } | undefined;
async function call(who: Who, method: "GET" | "POST", url: string, payload?: object) {
  const headers = who === undefined ? {} : { cookie: who.cookie };
  const answer = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}
const invite = (who: Who, more: object = {}) =>
  call(who, "POST", "/api/staff/invitations", { organisationId: city.union.id, ...more });
const codeOf = (path: string) => new URL(path, "http://x").searchParams.get("i") ?? "";
const holds = async (path: string) => {
  const url = `/api/joining/unions/${city.union.id}?i=${codeOf(path)}`;
  return (await call(undefined, "GET", url)).body.invitation as boolean;
};
/** Somebody who opens the link and fills in an application. */
async function begins(path: string, phone = aPhone()) {
  const one = new Applicant(server.app, phone);
  const sent = await one.ask("POST", "/api/joining/codes", { phone });
  const proof = { phone, code: sent.body.demoCode, organisationId: city.union.id, invitation: codeOf(path) };
  await one.ask("POST", "/api/joining/phone", proof);
  const saved = await one.ask("PATCH", "/api/joining/draft", { name: "来小路", idNumber: anIdNumber() });
  return { submit: async () => (await one.ask("POST", "/api/joining/submit", { consent: saved.body.consent })).status };
}
/** The same, handed in; gives the channel that is kept. */
async function comes(path: string, phone?: string) {
  expect(await (await begins(path, phone)).submit()).toBe(200);
  const { items } = (await call(officer, "GET", "/api/staff/joining?limit=100")).body;
  return items.at(-1).channel as string;
}
const listed = async (id: string) =>
  (await call(officer, "GET", "/api/staff/invitations?limit=100")).body.items.find(
    (one: { id: string }) => one.id === id,
  );

describe("an invitation", () => {
  test("names its union to whoever opens the link, counts who comes by it, and ends", async () => {
    const made = (await invite(officer, { note: "三月的骑手", most: 1 })).body;
    const opened = await call(undefined, "GET", `/api/joining/unions/${city.union.id}?i=${codeOf(made.path)}`);
    expect(opened.body).toEqual({ id: city.union.id, name: city.union.name, invitation: true });
    expect(await comes(made.path)).toBe("invitation");
    expect(await listed(made.id)).toMatchObject({ state: "used_up", begun: 1, sent: 1, joined: 0, canRevoke: true });
    expect(await comes(made.path)).toBe("code"); // full: by oneself
    const two = (await invite(officer, { most: 2 })).body;
    const begun = await Promise.all([1, 2, 3, 4].map(() => begins(two.path)));
    const sent = await Promise.all(begun.map(({ submit }) => submit()));
    expect(sent).toEqual([200, 200, 200, 200]);
    expect(await listed(two.id)).toMatchObject({ state: "used_up", begun: 2, sent: 2 }); // whoever began while it was open
    expect((await call(undefined, "GET", `/api/joining/unions/${crypto.randomUUID()}`)).status).toBe(404);
    const plain = await call(undefined, "GET", `/api/joining/unions/${city.union.id}`);
    expect(plain.body).toMatchObject({ name: city.union.name, invitation: null });
  });

  test("for one number is sent there and is good for nobody else", async () => {
    const phone = aPhone();
    const made = (await invite(officer, { phone: phone.slice(3) })).body;
    expect(made).toMatchObject({ most: 1, phoneMasked: expect.stringContaining("****") });
    const { rows } = await run(sql`select id, params_sealed as params from kernel.sms_message
      where template = 'joining_invited'`);
    const [sent] = rows as { id: string; params: Buffer }[];
    const { link } = JSON.parse(open(server.secrets, `sms_message.params.${sent?.id}`, sent?.params ?? Buffer.of()));
    expect(link).toMatch(/^https?:\/\/[^/]+\/join\//); // whole, also where nobody has said what the site is called
    expect(await comes(made.path)).toBe("code");
    expect(await comes(made.path, phone)).toBe("invitation");
    for (let i = 0; i < 2; i++) expect((await invite(officer, { phone: phone.slice(3) })).status).toBe(201);
    expect((await invite(officer, { phone: phone.slice(3) })).body.code).toBe("joining.too_many_invitations");
  });

  test("is made, read and revoked by the union's staff and those above, not by others", async () => {
    expect((await invite(undefined)).status).toBe(401);
    expect((await invite(stranger)).status).toBe(404);
    expect((await invite(officer, { days: 91 })).status).toBe(400);
    const made = (await invite(officer)).body;
    const url = `/api/staff/invitations/${made.id}/revoke`;
    expect((await call(stranger, "POST", url)).status).toBe(404);
    expect(await holds(made.path)).toBe(true);
    expect((await call(officer, "POST", url)).body).toMatchObject({ state: "revoked", canRevoke: false });
    expect(await holds(made.path)).toBe(false);
    const first = (await call(officer, "GET", "/api/staff/invitations?limit=1")).body;
    const after = (await call(officer, "GET", `/api/staff/invitations?limit=1&after=${first.next}`)).body;
    expect([first.items[0].id, after.items.length]).toEqual([made.id, 1]);
    expect(after.items[0].id).not.toBe(made.id);
    const seen = (await call(stranger, "GET", "/api/staff/invitations")).body.items;
    expect(seen).toEqual([]);
  });
});

test.each([
  [{}, "open"],
  [{ expiresAt: new Date("2026-01-01") }, "expired"],
  [{ most: 3, sent: 3 }, "used_up"],
  [{ most: 3, sent: 2 }, "open"],
  [{ revokedAt: new Date("2025-01-01"), most: 1, sent: 1 }, "revoked"],
])("%j is %s", (more, state) => {
  const one = { revokedAt: null, expiresAt: new Date("2027-01-01"), most: null, sent: 0, ...more };
  expect(invitationState(one, new Date("2026-06-01"))).toBe(state);
});
