import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import type { StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { type BulkPerson, insertPeople } from "../bulk.ts";
import { membership } from "../index.ts";
import { anIdNumber } from "../joining/joining.builders.ts";
import { aMember, aPhone, aSmallCity } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
beforeEach(() => run(sql`delete from kernel.limit_event`)); // the pause between two codes

const post = async (url: string, payload: object) => {
  const answer = await server.app.inject({ method: "POST", url, payload });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json(), cookies: answer.cookies };
};
async function signIn(phone: string) {
  await run(sql`delete from kernel.limit_event where key like 'code.%'`);
  const sent = await post("/api/member/sign-in/codes", { phone });
  return post("/api/member/sign-in", { phone, code: sent.body.demoCode });
}
/** A member with a document whose number nobody has used for so many days. */
async function unused(days: number) {
  const number = anIdNumber();
  const document = { kind: "resident_id" as const, number };
  const one = await aMember(server.database, server.secrets, city.union, { name: "葛有年", document });
  await run(
    sql`update membership.person set phone_known_at = clock_timestamp() - make_interval(days => ${days}) where id = ${one.id}::uuid`,
  );
  return { ...one, idEnd: number.slice(-4) };
}
const prove = (ticket: string, given: { name: string; idEnd: string }) =>
  post("/api/member/sign-in/identity", { ticket, ...given });

describe("a number that nobody has used for 90 days", () => {
  test("opens nothing by its code alone; name and last four do, and then the code is enough again", async () => {
    const one = await unused(91);
    const asked = await signIn(one.phone);
    expect(asked).toMatchObject({ status: 409, body: { code: "sign_in.who_are_you" }, cookies: [] });
    expect(JSON.stringify(asked.body)).not.toContain("葛");
    const { ticket } = asked.body.params;
    expect((await prove(ticket, { name: "葛有年", idEnd: "0000" })).body.code).toBe("sign_in.not_you");
    expect((await prove(ticket, { name: "葛无年", idEnd: one.idEnd })).body.code).toBe("sign_in.not_you");
    expect((await prove(`${ticket}x`, { name: "葛有年", idEnd: one.idEnd })).body.code).toBe("sign_in.ticket_expired");
    expect(await prove(ticket, { name: " 葛有年", idEnd: one.idEnd.toLowerCase() })).toMatchObject({
      status: 200,
      body: { personId: one.id },
    });
    expect((await signIn(one.phone)).status).toBe(200);
  });

  test("after five tries in a day nothing more is tried", async () => {
    const one = await unused(91);
    const { ticket } = (await signIn(one.phone)).body.params;
    for (let i = 0; i < 5; i++) await prove(ticket, { name: "葛有年", idEnd: "0000" });
    expect((await prove(ticket, { name: "葛有年", idEnd: one.idEnd })).body.code).toBe("sign_in.too_many_tries");
  });

  test("cannot be proved where no document is on file", async () => {
    const one = await unused(91);
    await run(
      sql`update membership.person set id_kind = null, id_number = null, id_index = null where id = ${one.id}::uuid`,
    );
    const { ticket } = (await signIn(one.phone)).body.params;
    expect((await prove(ticket, { name: "葛有年", idEnd: "0000" })).body.code).toBe("sign_in.identity_unknown");
  });
});

test("a number proved within 90 days is not asked about; a session that goes on proves no number", async () => {
  const lately = await unused(89);
  expect((await signIn(lately.phone)).status).toBe(200);
  const longAgo = await unused(200);
  await longAgo.cookie();
  expect((await signIn(longAgo.phone)).body.code).toBe("sign_in.who_are_you");
});

test("a number from a roster asks at the first sign-in, if a document can answer; one from elsewhere does not", async () => {
  const bring = async (more: Partial<BulkPerson>) => {
    const phone = aPhone();
    const one: BulkPerson = {
      ...{ name: "葛有年", phone, sex: null, birthDate: null, employmentForm: "standard", tags: [], verified: false },
      ...{ union: { id: city.union.id, node: city.union.path }, ...more },
    };
    await transact(server.database.ctx(), (tx) => insertPeople(tx, server.secrets, [one], "2026-01-01"));
    return phone;
  };
  const number = anIdNumber();
  const fromRoster = await bring({ source: "import", document: { kind: "resident_id", number } });
  const asked = await signIn(fromRoster);
  expect(asked.body.code).toBe("sign_in.who_are_you");
  await prove(asked.body.params.ticket, { name: "葛有年", idEnd: number.slice(-4) });
  expect((await signIn(fromRoster)).status).toBe(200);
  expect((await signIn(await bring({ source: "import" }))).status).toBe(200);
  expect((await signIn(await bring({ document: { kind: "resident_id", number: anIdNumber() } }))).status).toBe(200);
});

describe("this account is not mine", () => {
  const officer = (path: string): StaffActor => ({
    ...{ kind: "staff", sessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), name: "x" },
    duties: [{ duty: "people.officer", path }],
  });
  const waitingFor = (path: string) =>
    transact(server.database.ctx(officer(path)), async (tx) =>
      (await listWaiting(tx, server.secrets)).filter((one) => one.type === "phone_dispute"),
    );
  const settle = (id: string, verdict: "passed" | "refused") =>
    decideWaiting(server.database.ctx(officer(city.county.path)), server.secrets, {
      ...{
        type: "phone_dispute",
        id,
        revision: 1,
        step: "reviewed",
        verdict,
        note: "核对过",
        fileId: null,
        key: crypto.randomUUID(),
      },
    });

  test("shuts the account to this number and waits for the union, which takes the number away", async () => {
    const one = await unused(100);
    const { ticket } = (await signIn(one.phone)).body.params;
    expect((await post("/api/member/sign-in/not-mine", { ticket: "x" })).body.code).toBe("sign_in.ticket_expired");
    expect((await post("/api/member/sign-in/not-mine", { ticket })).status).toBe(204);
    expect((await prove(ticket, { name: "葛有年", idEnd: one.idEnd })).body.code).toBe("sign_in.phone_disputed");
    expect((await signIn(one.phone)).body.code).toBe("sign_in.phone_disputed");
    expect((await waitingFor(city.otherCounty.path)).map(({ id }) => id)).not.toContain(one.id);
    expect((await waitingFor(city.county.path)).map(({ id }) => id)).toContain(one.id);
    await settle(one.id, "passed");
    expect((await signIn(one.phone)).body.code).toBe("sign_in.not_a_member");
    await expect(settle(one.id, "passed")).rejects.toMatchObject({ code: "person.missing" });
  });

  test("or lets it stay: whoever comes next is asked again", async () => {
    const one = await unused(100);
    const { ticket } = (await signIn(one.phone)).body.params;
    await post("/api/member/sign-in/not-mine", { ticket });
    await settle(one.id, "refused");
    expect((await signIn(one.phone)).body.code).toBe("sign_in.who_are_you");
  });
});
