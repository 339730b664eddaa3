import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import type { StaffActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership, personFacts } from "../index.ts";
import { aMember, aSmallCity, servicesOf } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let old: { cookie: string };
let next: { cookie: string };
let aboveNext: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  const staff = (node: { id: string; path: string }) => aStaff(database, secrets, { node, duties: ["people.officer"] });
  [old, next, aboveNext] = [await staff(city.union), await staff(city.otherUnion), await staff(city.otherCounty)];
});
afterAll(() => server.close());

type Who = { cookie: string } | undefined;
async function call(who: Who, method: "GET" | "POST", url: string, payload?: object) {
  const headers = who === undefined ? {} : { cookie: who.cookie };
  const answer = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}
const word = { revision: 1, note: "按规定办理", fileId: null };
const answer = (who: Who, id: string, more: object = {}) =>
  call(who, "POST", `/api/staff/transfers/${id}/answer`, { ...word, verdict: "passed", ...more });
const members = async (union: { id: string }, who: { cookie: string }) =>
  (await call(who, "GET", `/api/organisations/${union.id}`)).body.members as number;
const unionsOf = (id: string) => transact(server.database.ctx(), async (tx) => (await personFacts(tx.db, id))?.unions);
const seen = async (who: { cookie: string }, list = "open") =>
  ((await call(who, "GET", `/api/staff/transfers?list=${list}`)).body.items as { id: string }[]).map(({ id }) => id);

/** A member with a phone in hand. */
async function someone(name = "褚行之") {
  const one = await aMember(server.database, server.secrets, city.union, { name });
  return { ...one, phoneInHand: { cookie: await one.cookie() } };
}
/** Somebody who has asked to be moved to the other union, and the transfer's id. */
async function asked() {
  const one = await someone();
  const sent = await call(one.phoneInHand, "POST", "/api/member/transfers", {
    ...{ organisationId: city.otherUnion.id, reason: "换到新单位" },
  });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  return { ...one, transferId: sent.body.items[0].id as string };
}

describe("a member", () => {
  test("moves when the old union lets go and the new one takes in; number, figures and history go along", async () => {
    const one = await asked();
    const number = (await call(one.phoneInHand, "GET", "/api/member/me")).body.memberNumber;
    expect(await seen(next)).not.toContain(one.transferId); // not yet theirs to know
    expect((await call(next, "GET", `/api/staff/transfers/${one.transferId}`)).status).toBe(404);
    const before = [await members(city.union, old), await members(city.otherUnion, next)];

    expect((await answer(old, one.transferId)).body.state).toBe("entering");
    const me = (await call(one.phoneInHand, "GET", "/api/member/me")).body;
    expect(me.unions).toMatchObject([{ id: city.union.id, state: "transferring" }]);
    expect(await unionsOf(one.id)).toEqual([city.union.path]); // rights stay
    expect([await members(city.union, old), await members(city.otherUnion, next)]).toEqual(before);
    const offered = (await call(next, "GET", `/api/staff/transfers/${one.transferId}`)).body;
    expect(offered).toMatchObject({
      name: "褚行之",
      person: { verified: false },
      can: { answer: true, openFile: false },
    });
    expect((await call(next, "GET", `/api/people/${one.id}`)).status).toBe(404);

    expect((await answer(next, one.transferId)).body.state).toBe("done");
    expect(await servicesOf(server.database, one.id)).toEqual(["transfer 1"]);
    expect([await members(city.union, old), await members(city.otherUnion, next)]).toEqual([
      (before[0] ?? 0) - 1,
      (before[1] ?? 0) + 1,
    ]);
    const moved = (await call(one.phoneInHand, "GET", "/api/member/me")).body;
    expect(moved).toMatchObject({ memberNumber: number, unions: [{ id: city.otherUnion.id, state: "active" }] });
    const chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
    const file = (await call(chief, "GET", `/api/people/${one.id}`)).body;
    expect(file.memberships.map((held: { state: string }) => held.state).sort()).toEqual(["active", "transferred"]);
    // The union that has them now reads since when they are a member, and nothing of what the former one wrote.
    const theirs = (await call(next, "GET", `/api/people/${one.id}`)).body;
    const rows = (theirs.memberships as { ours: boolean }[]).sort(
      (one, other) => Number(other.ours) - Number(one.ours),
    );
    expect(rows).toMatchObject([
      { organisationId: city.otherUnion.id, state: "active", ours: true },
      { organisationId: city.union.id, state: "transferred", ours: false, next: [] },
    ]);
    expect(JSON.stringify(theirs.history)).not.toContain("person.transfer_asked");
    const left = (await call(old, "GET", `/api/staff/transfers/${one.transferId}`)).body;
    expect(left).toMatchObject({ state: "done", person: null, can: { openFile: false } });
  });

  test("sees how it stands and by when, takes it back, and asks once at a time", async () => {
    const one = await asked();
    const again = { organisationId: city.otherUnion.id, reason: "再试一次" };
    expect((await call(one.phoneInHand, "POST", "/api/member/transfers", again)).body.code).toBe(
      "transfer.open_already",
    );
    const [own] = (await call(one.phoneInHand, "GET", "/api/member/transfers")).body.items;
    expect(own).toMatchObject({ state: "leaving", canWithdraw: true, clock: { kind: "out", daysLeft: 3 } });
    await answer(old, one.transferId);
    const other = await someone("别人");
    const url = `/api/member/transfers/${one.transferId}/withdraw`;
    expect((await call(other.phoneInHand, "POST", url)).status).toBe(404);
    expect((await call(one.phoneInHand, "POST", url)).body.items[0].state).toBe("withdrawn");
    const me = (await call(one.phoneInHand, "GET", "/api/member/me")).body;
    expect(me.unions).toMatchObject([{ id: city.union.id, state: "active" }]);
    expect((await answer(next, one.transferId)).body.code).toBe("transfer.wrong_state");
  });

  test("who is refused reads why, appeals once, and is answered above by somebody else", async () => {
    const one = await asked();
    await answer(old, one.transferId);
    const refusal = { verdict: "refused", note: "本会不收这个行业" };
    expect((await answer(next, one.transferId, { ...refusal, note: "" })).status).toBe(422);
    await answer(next, one.transferId, refusal);
    const [own] = (await call(one.phoneInHand, "GET", "/api/member/transfers")).body.items;
    expect(own).toMatchObject({ state: "refused", refusedSide: "in", refusal: refusal.note, canAppeal: true });
    expect(await unionsOf(one.id)).toEqual([city.union.path]);
    const appeal = `/api/member/transfers/${one.transferId}/appeal`;
    expect((await call(one.phoneInHand, "POST", appeal, { text: "我的单位属于本会" })).status).toBe(200);
    expect((await answer(next, one.transferId, { revision: 2 })).status).toBe(403);
    expect((await answer(aboveNext, one.transferId)).body.code).toBe("transfer.wrong_state"); // an older reading
    expect((await answer(aboveNext, one.transferId, { revision: 2 })).body.state).toBe("done");
    expect(await unionsOf(one.id)).toEqual([city.otherUnion.path]);
  });

  test("who is suspended is settled first; who leaves is on no way any more", async () => {
    const one = await someone();
    const state = (payload: object) =>
      call(old, "POST", `/api/people/${one.id}/membership/state`, { reason: "按规定", ...payload });
    await state({ state: "suspended" });
    const wanted = { organisationId: city.otherUnion.id, reason: "换到新单位" };
    expect((await call(one.phoneInHand, "POST", "/api/member/transfers", wanted)).body.code).toBe(
      "transfer.state_forbids",
    );
    await state({ state: "active" });
    const sent = await call(one.phoneInHand, "POST", "/api/member/transfers", wanted);
    await call(old, "POST", `/api/people/${one.id}/membership/end`, { reason: "本人退会" });
    expect((await answer(old, sent.body.items[0].id)).body.code).toBe("transfer.wrong_state");
  });
});

describe("staff", () => {
  const begin = (who: Who, personId: string, organisationId = city.otherUnion.id) =>
    call(who, "POST", "/api/staff/transfers", { personId, organisationId, reason: "单位搬迁" });

  test("of the present union begin it, which lets go with it; nobody else does", async () => {
    const one = await someone();
    expect((await begin(undefined, one.id)).status).toBe(401);
    expect((await begin(next, one.id)).status).toBe(404);
    expect((await begin(old, one.id, city.union.id)).body.code).toBe("person.same_union");
    expect((await begin(old, one.id, crypto.randomUUID())).body.code).toBe("transfer.union_takes_none");
    expect((await begin(old, "x")).status).toBe(400);
    const begun = await begin(old, one.id);
    expect(begun).toMatchObject({ status: 201, body: { state: "entering", begunBy: "staff" } });
    const direct = { organisationId: city.otherUnion.id, reason: "直接转" };
    const chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
    expect((await call(chief, "POST", `/api/people/${one.id}/transfer`, direct)).body.code).toBe(
      "transfer.open_already",
    );
    const back = `/api/staff/transfers/${begun.body.id}/withdraw`;
    expect((await call(next, "POST", back, { reason: "不是我的" })).status).toBe(403);
    expect((await call(old, "POST", back, { reason: "办错了人" })).status).toBe(204);
    expect(await seen(old, "over")).toContain(begun.body.id);
  });

  test("answer from the one list of what waits, and not what is another's", async () => {
    const one = await asked();
    const actor = (path: string): StaffActor => ({
      ...{ kind: "staff", sessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), name: "x" },
      duties: [{ duty: "people.officer", path }],
    });
    const waiting = (path: string) =>
      transact(server.database.ctx(actor(path)), (tx) => listWaiting(tx, server.secrets));
    const mine = (await waiting(city.union.path)).find(({ id }) => id === one.transferId);
    expect(mine).toMatchObject({ type: "transfer", step: "out", link: `/transfers/${one.transferId}` });
    expect((await waiting(city.otherUnion.path)).map(({ id }) => id)).not.toContain(one.transferId);
    const given = { type: "transfer", id: one.transferId, ...word, step: "out", verdict: "passed" as const, key: "k" };
    await decideWaiting(server.database.ctx(actor(city.union.path)), server.secrets, given);
    expect((await waiting(city.otherUnion.path)).map(({ id }) => id)).toContain(one.transferId);
  });

  test("and the member at once: two answers, or an answer and a withdrawal, are one after the other", async () => {
    const one = await asked();
    const twice = await Promise.all([answer(old, one.transferId), answer(old, one.transferId)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    const url = `/api/member/transfers/${one.transferId}/withdraw`;
    const both = await Promise.all([answer(next, one.transferId), call(one.phoneInHand, "POST", url)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await transact(server.database.ctx(), ({ db }) =>
      sql`select 1 from membership.membership where person_id = ${one.id}::uuid and is_primary and valid_to is null`.execute(
        db,
      ),
    );
    expect(rows).toHaveLength(1);
    const free = await someone();
    const ask = { organisationId: city.otherUnion.id, reason: "两处同时申请" };
    const asks = await Promise.all([call(free.phoneInHand, "POST", "/api/member/transfers", ask), begin(old, free.id)]);
    expect(asks.filter(({ status }) => status < 300)).toHaveLength(1);
  });
});

test("unions are found by name from the phone and the desk; without a name those that fit", async () => {
  const one = await someone();
  const found = async (who: Who, url: string) =>
    (await call(who, "GET", url)).body.items.map(({ id }: { id: string }) => id);
  const q = encodeURIComponent(city.otherUnion.name);
  expect(await found(one.phoneInHand, `/api/member/transfers/unions?q=${q}`)).toEqual([city.otherUnion.id]);
  expect(await found(old, `/api/staff/transfers/unions?q=${q}`)).toEqual([city.otherUnion.id]);
  expect(await found(one.phoneInHand, "/api/member/transfers/unions")).toEqual([]);
  expect((await call(one.phoneInHand, "GET", "/api/staff/transfers/unions?q=xx")).status).toBe(401);
});
