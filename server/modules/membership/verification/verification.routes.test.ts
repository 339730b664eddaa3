import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { demoVerifier, saveVerifierKind } from "#kernel/identity/identity-verifier";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { continueRun } from "./verify-many.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { cookie: string };
let stranger: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
});
afterAll(() => server.close());
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
const choose = (kind: "none" | "demo") => transact(server.database.ctx(), (tx) => saveVerifierKind(tx, kind));
beforeEach(() => run(sql`delete from kernel.limit_event`));

/** A card born on 1 January 1990 with this sequence, and the check character that belongs to it. */
function aCard(sequence: number): string {
  const body = `11010519900101${String(sequence).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, at) => all + weight * Number(body[at]), 0);
  return body + "10X98765432".charAt(sum % 11);
}
const cards = Array.from({ length: 200 }, (_, at) => aCard(at + 100));
const matching = () =>
  cards.splice(
    cards.findIndex((card) => !card.endsWith("X")),
    1,
  )[0] ?? "";
const differing = () =>
  cards.splice(
    cards.findIndex((card) => card.endsWith("X")),
    1,
  )[0] ?? "";
const member = (number: string | undefined, union = city.union) =>
  aMember(server.database, server.secrets, union, {
    ...{ name: "核有名", ...(number && { document: { kind: "resident_id", number } as const }) },
  });
const ask = async (method: "GET" | "POST" | "PATCH", url: string, who?: { cookie: string }, payload?: object) => {
  const headers = who === undefined ? {} : { cookie: who.cookie };
  const answer = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
};
const verify = (id: string, who: { cookie: string } | undefined = officer) =>
  ask("POST", `/api/people/${id}/verify`, who);
const file = async (id: string) => (await ask("GET", `/api/people/${id}`, officer)).body;

test("the demo source gives each of the three answers, and knows no other documents", async () => {
  const of = (number: string, kind = "resident_id") => demoVerifier.ask({ name: "甲", kind, number });
  expect(await Promise.all([of(matching()), of(differing()), of(aCard(0)), of("E12345678", "passport")])).toEqual([
    ...["matches", "differs", "unavailable", "unavailable"],
  ]);
});

describe("one person", () => {
  test("is verified by a match, with source and day; a difference takes it away and stays in the file", async () => {
    const one = await member(matching());
    expect(await file(one.id)).toMatchObject({ verified: false, verifiedAt: null, identity: null });
    expect(await verify(one.id)).toMatchObject({ status: 200, body: { verdict: "matches" } });
    const today = new Date().toISOString().slice(0, 10);
    const known = await file(one.id);
    expect(known).toMatchObject({ verified: true, identity: { source: "demo", verdict: "matches" } });
    expect(known.verifiedAt.slice(0, 10)).toBe(today);
    expect(known.history[0]).toMatchObject({ action: "person.identity_checked", detail: { source: "demo" } });

    const document = { kind: "resident_id", number: differing() };
    await ask("PATCH", `/api/people/${one.id}`, officer, { document });
    expect((await file(one.id)).verified).toBe(false); // another number: nobody has said it of this one yet
    expect((await verify(one.id)).body).toEqual({ verdict: "differs" });
    expect(await file(one.id)).toMatchObject({ verified: false, identity: { verdict: "differs" } });
    await ask("PATCH", `/api/people/${one.id}`, officer, { verified: true });
    expect(await file(one.id)).toMatchObject({ verified: true, identity: { source: "papers", verdict: "matches" } });
  });

  test("is asked about by whoever keeps the file, so often at most, and only with a document", async () => {
    const one = await member(matching());
    expect((await verify(one.id, { cookie: "" })).status).toBe(401);
    expect((await verify(one.id, stranger)).status).toBe(404);
    expect((await verify((await member(undefined)).id)).body.code).toBe("person.no_document");
    for (let times = 0; times < 30; times++) expect((await verify(one.id)).status).toBe(200);
    expect(await verify(one.id)).toMatchObject({ status: 429, body: { code: "person.too_many_checks" } });
  });

  test("is not asked about where no source is chosen", async () => {
    const one = await member(matching());
    await choose("none");
    expect((await verify(one.id)).body.code).toBe("person.no_verifier");
    await choose("demo");
  });
});

test("many are asked about in the background, each once, also when a turn ends in the middle or two processes work", async () => {
  const union = city.otherUnion;
  const people = [];
  for (const number of [matching(), differing(), matching(), aCard(0)]) people.push(await member(number, union));
  await member(undefined, union);
  const url = `/api/staff/verification-runs?organisationId=${union.id}`;
  const start = (who: { cookie: string }) =>
    ask("POST", "/api/staff/verification-runs", who, { organisationId: union.id });
  expect((await start(officer)).status).toBe(404);
  expect((await ask("GET", url, officer)).status).toBe(404);
  const started = await start(stranger);
  expect(started.body, JSON.stringify(started.body)).toMatchObject({
    unverified: 4,
    items: [{ state: "running", total: 4 }],
  });
  expect((await start(stranger)).body.code).toBe("person.checking_already");

  const { id } = started.body.items[0];
  const asking = { secrets: server.secrets, demo: true, system: () => server.database.ctx() };
  const work = () => continueRun(server.database.ctx(), asking, id);
  await Promise.all([work(), work()]);
  const done = (await ask("GET", url, stranger)).body;
  expect(done).toMatchObject({
    unverified: 2,
    items: [{ state: "done", matches: 2, differs: 1, unavailable: 1, differing: [{ id: people[1]?.id }] }],
  });
  const { rows } = await transact(server.database.ctx(), ({ db }) =>
    sql<{ n: number }>`select count(*)::int as n from membership.identity_check where run_id = ${id}::uuid`.execute(db),
  );
  expect(rows[0]?.n).toBe(4);
});
