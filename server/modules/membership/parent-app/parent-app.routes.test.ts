import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideWaiting } from "#engines/decisions";
import type { StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { countEntry, listEntries, saveEmbed } from "#kernel/sign-in/embed";
import { type IdentityProvider, identityProvider, type Known } from "#kernel/sign-in/oidc/identity-provider.builders";
import { type OidcProvider, saveProvider } from "#kernel/sign-in/oidc/oidc-settings";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, aPhone, aSmallCity } from "../membership.builders.ts";
import { dropLinks } from "./parent-app.store.ts";

const host = "127.0.0.1:45455";
let server: SignInApp;
let app: IdentityProvider;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  app = await identityProvider([`http://${host}/sign-in`]);
  server = await signInApp((on, runtime) => membership.routes?.(on, runtime));
  city = await aSmallCity(server.database);
});
afterAll(async () => {
  await server.close();
  await app.close();
});

type Headers = Record<string, string>;
const post = (url: string, payload: object = {}, headers: Headers = {}) =>
  server.app.inject({ method: "POST", url, payload, headers: { host, ...headers } });
const trust = (change: Partial<OidcProvider> = {}) =>
  transact(server.database.ctx(), (tx) =>
    saveProvider(tx, server.secrets, {
      entrance: "member",
      provider: {
        ...{ enabled: true, name: "职工之家", issuer: app.issuer, clientId: app.clientId, secret: app.secret },
        ...{ trusted: true, ...change },
      },
    }),
  );
const run = <T>(text: ReturnType<typeof sql<T>>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
const member = (name: string, phone = aPhone()) =>
  aMember(server.database, server.secrets, city.union, { name, phone });
const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  answer.cookies
    .filter(({ value }) => value !== "")
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");

/** Comes from the parent app as `subject`, of whom that knows `known`. */
async function come(subject: string, known: Known = {}) {
  app.people.set(subject, known);
  app.sign(subject);
  const begun = await post("/api/member/oidc/begin");
  const returned = await app.travel(begun.json().url);
  return post("/api/member/oidc/finish", returned, { cookie: cookiesOf(begun) });
}
const codeFor = async (phone: string) => (await post("/api/member/sign-in/codes", { phone })).json().demoCode as string;
const verified = (phone: string, name?: string): Known => ({
  ...{ phone_number: phone, phone_number_verified: true },
  ...(name === undefined ? {} : { name }),
});
const who = async (cookie: string) =>
  (await server.app.inject({ url: "/api/member/me", headers: { host, cookie } })).json().personId as string | undefined;

describe("a member from a parent app", () => {
  test("has none to come from until one is set up and switched on", async () => {
    expect((await post("/api/member/oidc/begin")).json().code).toBe("sign_in.no_provider");
    await trust({ enabled: false });
    expect((await post("/api/member/oidc/begin")).statusCode).toBe(404);
  });

  test("is known by a phone that a trusted app has verified, and later by the subject alone", async () => {
    await trust();
    const ann = await member("安大姐");
    const came = await come("ann", verified(ann.phone, "安大姐"));
    expect(came.json()).toMatchObject({ me: { personId: ann.id }, confirm: null });
    expect(await who(cookiesOf(came))).toBe(ann.id);
    expect((await come("ann")).json().me.personId).toBe(ann.id);
    // The number goes to somebody else, who is somebody else there too.
    const bo = await member("薄先生");
    expect((await come("ann", verified(bo.phone))).json().me.personId).toBe(ann.id);
  });

  test.each<[string, Partial<OidcProvider>, (phone: string) => Known]>([
    ["a phone that is not verified", {}, (phone) => ({ phone_number: phone, phone_number_verified: false })],
    ["an app that is not trusted with phones", { trusted: false }, (phone) => verified(phone, "钱小姐")],
    ["another name than ours", {}, (phone) => verified(phone, "别的人")],
    ["a phone of nobody", {}, () => verified(aPhone(), "钱小姐")],
    ["no name: the number may be another's by now", {}, (phone) => verified(phone)],
  ])("with %s confirms once by our own code", async (what, change, known) => {
    await trust(change);
    const person = await member("钱小姐");
    const subject = `confirming ${what}`;
    const came = await come(subject, known(person.phone));
    expect(came.json()).toEqual({ me: null, confirm: { provider: "职工之家" } });
    expect(cookiesOf(came)).not.toContain("gh_member");
    const body = { phone: person.phone, code: await codeFor(person.phone), link: true };
    const signedIn = await post("/api/member/sign-in", body, { cookie: cookiesOf(came) });
    expect(signedIn.json().personId).toBe(person.id);
    expect((await come(subject)).json().me.personId).toBe(person.id);
  });

  test("who does not confirm is not linked, nor is whoever signs in beside that", async () => {
    await trust({ trusted: false });
    const person = await member("孙师傅");
    const came = await come("sun");
    const body = { phone: person.phone, code: await codeFor(person.phone) };
    expect((await post("/api/member/sign-in", body, { cookie: cookiesOf(came) })).statusCode).toBe(200);
    expect((await come("sun")).json().me).toBeNull();
  });

  test("who comes by a second account of the app does not take the first one's place by a phone", async () => {
    await trust();
    const person = await member("周先生");
    await come("first", verified(person.phone, "周先生"));
    expect((await come("second", verified(person.phone, "周先生"))).json().me).toBeNull();
    expect((await come("first")).json().me.personId).toBe(person.id);
  });

  test.each([
    ["nobody has used for 90 days", sql`phone_known_at = clock_timestamp() - interval '91 days'`],
    ["whose holder says it is another's", sql`phone_disputed_at = clock_timestamp()`],
    ["of somebody who is no member", sql`member_number = null`],
  ])("is not known by a number %s", async (what, change) => {
    await trust();
    const person = await member("褚先生");
    await run(sql`update membership.person set ${change} where id = ${person.id}::uuid`);
    expect((await come(`doubtful ${what}`, verified(person.phone, "褚先生"))).json().me).toBeNull();
  });

  test("is not let in by a link while the number is disputed", async () => {
    await trust();
    const person = await member("卫女士");
    expect((await come("wei", verified(person.phone, "卫女士"))).json().me.personId).toBe(person.id);
    await run(sql`update membership.person set phone_disputed_at = clock_timestamp() where id = ${person.id}::uuid`);
    expect((await come("wei")).json().me).toBeNull();
  });

  test("must come back in the browser that left", async () => {
    const begun = await post("/api/member/oidc/begin");
    app.sign("ann");
    const returned = await app.travel(begun.json().url);
    expect((await post("/api/member/oidc/finish", returned)).json().code).toBe("sign_in.flow_expired");
    expect((await post("/api/member/oidc/finish", { code: "x", state: "short" })).statusCode).toBe(400);
  });
});

describe("a link to the parent app ends", () => {
  const officer = () => aStaff(server.database, server.secrets, { node: city.county, duties: ["people.officer"] });
  /** Somebody who comes from the parent app. */
  async function linked(subject: string) {
    await trust();
    const person = await member("蒋师傅");
    expect((await come(subject, verified(person.phone, "蒋师傅"))).json().me.personId).toBe(person.id);
    return person;
  }
  const said = async (id: string, action: string) => {
    const { rows } = await run(
      sql<{ payload: string }>`select payload from kernel.audit_record where action = ${action} and object_id = ${id}`,
    );
    return rows.map(({ payload }) => payload).join();
  };

  test("with the phone that staff replace, and the audit says so", async () => {
    const person = await linked("lost");
    const payload = { phone: aPhone(), reason: "stolen" };
    const { cookie } = await officer();
    expect((await post(`/api/people/${person.id}/phone`, payload, { cookie })).statusCode).toBe(200);
    expect((await come("lost")).json().me).toBeNull();
    expect(await said(person.id, "person.phone_changed")).toMatch(/"links":1\b/);
  });

  test("with the membership", async () => {
    const person = await linked("leaves");
    const { cookie } = await officer();
    const payload = { state: "resigned", reason: "按规定办理" };
    expect((await post(`/api/people/${person.id}/membership/state`, payload, { cookie })).statusCode).toBe(204);
    expect(await said(person.id, "person.membership_ended")).toMatch(/"links":1\b/);
  });

  test("with a number that the union takes away as another's", async () => {
    const person = await linked("gone");
    await run(sql`update membership.person set phone_disputed_at = clock_timestamp() where id = ${person.id}::uuid`);
    const staff: StaffActor = {
      ...{ kind: "staff", sessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), name: "x" },
      duties: [{ duty: "people.officer", path: city.county.path }],
    };
    await decideWaiting(server.database.ctx(staff), server.secrets, {
      ...{ type: "phone_dispute", id: person.id, revision: 1, step: "reviewed", verdict: "passed", note: "核对过" },
      ...{ fileId: null, key: crypto.randomUUID() },
    });
    expect((await come("gone")).json().me).toBeNull();
    expect(await said(person.id, "person.phone_dispute_settled")).toMatch(/"links":1\b/);
  });

  test("by nobody of another organisation", async () => {
    const person = await linked("stays");
    const other: StaffActor = {
      ...{ kind: "staff", sessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), name: "x" },
      duties: [{ duty: "people.officer", path: city.otherCounty.path }],
    };
    expect(await transact(server.database.ctx(other), (tx) => dropLinks(tx.db, person.id))).toBe(0);
    expect((await come("stays")).json().me.personId).toBe(person.id);
  });
});

describe("a frame", () => {
  const framed = { "gonghui-frame": "1" };
  const secureServer = () =>
    signInApp(async (on, runtime) => {
      const config = { ...runtime.config, publicUrl: "https://union.example" };
      await transact(runtime.system("test"), (tx) => saveEmbed(tx, { frames: ["https://app.example"], channels: [] }));
      membership.routes?.(on, { ...runtime, config });
    });

  test("of a listed site gets a cookie of that site's frame alone, and only over https", async () => {
    const other = await secureServer();
    const union = (await aSmallCity(other.database)).union;
    const person = await aMember(other.database, other.secrets, union, {});
    const signIn = async (headers: Headers) => {
      const ask = { method: "POST", url: "/api/member/sign-in/codes", payload: { phone: person.phone } } as const;
      const { demoCode } = (await other.app.inject(ask)).json();
      const payload = { phone: person.phone, code: demoCode };
      const answer = await other.app.inject({ method: "POST", url: "/api/member/sign-in", payload, headers });
      return String(answer.headers["set-cookie"]);
    };
    expect(await signIn(framed)).toMatch(/^__Host-gh_member=.*Path=\/; HttpOnly; Secure; Partitioned; SameSite=None/);
    await other.close();
  });

  test("nobody has listed gets the usual one", async () => {
    const person = await member("吴女士");
    const body = { phone: person.phone, code: await codeFor(person.phone) };
    const answer = await post("/api/member/sign-in", body, framed);
    expect(String(answer.headers["set-cookie"])).toMatch(/SameSite=Lax/);
  });
});

test("entries are counted per day and listed channel, for who is signed in", async () => {
  await transact(server.database.ctx(), (tx) =>
    saveEmbed(tx, {
      frames: [],
      channels: [
        { key: "zgzj", name: "职工之家" },
        { key: "poster", name: "海报" },
      ],
    }),
  );
  const cookie = await (await member("郑先生")).cookie();
  for (const channel of ["zgzj", "zgzj", "poster", "nobody-knows"])
    expect((await post("/api/member/entries", { channel }, { cookie })).statusCode).toBe(204);
  expect((await post("/api/member/entries", { channel: "zgzj" })).statusCode).toBe(401);
  await Promise.all(Array.from({ length: 40 }, () => transact(server.database.ctx(), (tx) => countEntry(tx, "zgzj"))));
  const counted = await transact(server.database.ctx(), (tx) => listEntries(tx.db, 1));
  expect(counted.map(({ channel, entries }) => [channel, entries])).toEqual([
    ["poster", 1],
    ["zgzj", 42],
  ]);
});
