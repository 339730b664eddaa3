import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { demoVerifier, saveVerifierKind } from "#kernel/identity/identity-verifier";
import { aStaff } from "#kernel/sign-in/sign-in.builders";
import { Applicant } from "../joining/joining.builders.ts";
import { aMember, anOrganisation, aPhone } from "../membership.builders.ts";
import { aServedCity } from "../served-city.builders.ts";
import { continueRun, resumeRuns, verifyJob } from "./verify-many.ts";

const { server, city, officer, stranger } = await aServedCity();
afterAll(() => server.close());
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
const choose = (kind: "none" | "demo") => transact(server.database.ctx(), (tx) => saveVerifierKind(tx, kind));
beforeEach(() => run(sql`delete from kernel.limit_event`));

/** A card with this sequence, of somebody born on a day, and the check character that belongs to it. */
function aCard(sequence: number, born = "19900101"): string {
  const body = `110105${born}${String(sequence).padStart(3, "0")}`;
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
    // Another number: nobody has said it of this one yet.
    expect(await file(one.id)).toMatchObject({ verified: false, identity: null });
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

test("an applicant is asked about while the union is to answer, and not afterwards", async () => {
  const applicant = new Applicant(server.app, aPhone().slice(3));
  await applicant.apply({ name: "核申请", idNumber: matching(), organisationId: city.union.id });
  const { items } = (await ask("GET", "/api/staff/joining", officer)).body;
  const url = `/api/staff/joining/${items[0].id}`;
  expect((await ask("POST", `${url}/verify`, stranger)).status).toBe(404);
  expect((await ask("POST", `${url}/verify`, officer)).body.identity).toMatchObject({ verdict: "matches" });
  const refusal = { revision: items[0].revision, note: "请先补交材料" };
  expect((await ask("POST", `${url}/refuse`, officer, refusal)).status).toBe(200);
  expect((await ask("POST", `${url}/verify`, officer)).body.code).toBe("joining.wrong_state");
});

test("an account has as many asked about as its days need, and no more", async () => {
  const union = await anOrganisation(server.database, "base", city.county);
  const keeper = await aStaff(server.database, server.secrets, { node: union, duties: ["people.officer"] });
  await member(aCard(0, "19900102"), union); // nobody answers about them, so that they can be asked about again
  const asking = { secrets: server.secrets, demo: true, system: () => server.database.ctx() };
  const start = () => ask("POST", "/api/staff/verification-runs", keeper, { organisationId: union.id });
  for (let times = 0; times < 20; times++) {
    const { items } = (await start()).body;
    await continueRun(server.database.ctx(), asking, items[0].id);
  }
  expect(await start()).toMatchObject({ status: 429, body: { code: "person.too_many_runs" } });
});

test("a run is lost by no process that ends: its job comes again, and who starts takes up what runs", async () => {
  const union = await anOrganisation(server.database, "base", city.county);
  const keeper = await aStaff(server.database, server.secrets, { node: union, duties: ["people.officer"] });
  await member(matching(), union);
  const { items } = (await ask("POST", "/api/staff/verification-runs", keeper, { organisationId: union.id })).body;
  const runId = items[0].id as string;
  await expect(verifyJob.handler(server.database.ctx(), { runId })).rejects.toThrow();
  await run(sql`delete from pgboss.job where name = ${verifyJob.name}`);
  await resumeRuns(server.database.ctx());
  await resumeRuns(server.database.ctx());
  const { rows } = await run(
    sql`select data from pgboss.job where name = ${verifyJob.name} and data ->> 'runId' = ${runId}`,
  );
  expect(rows).toEqual([{ data: { runId } }]);
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
