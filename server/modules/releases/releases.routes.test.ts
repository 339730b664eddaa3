import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orderSecretHash, servingOrder } from "#engines/stock";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aStaff, type SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import type { NewRelease } from "./publish-release.ts";
import { aCap, aRelease, minutes, releasesApp } from "./releases.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
type Who = { id: string; cookie: string };
let ann: Who;
let bo: Who;
let stranger: Who;
let runner: Who;
let reader: Who;
let elsewhere: Who;

beforeAll(async () => {
  server = await releasesApp();
  const { database, secrets } = server;
  city = await aSmallCity(database);
  ann = await member();
  bo = await member();
  stranger = await member(city.otherUnion);
  runner = await aStaff(database, secrets, { node: city.county, duties: ["releases.runner"] });
  reader = await aStaff(database, secrets, { node: city.county, duties: ["releases.reader", "people.officer"] });
  elsewhere = await aStaff(database, secrets, { node: city.otherCounty, duties: ["releases.runner"] });
});
afterAll(() => server.close());

async function member(union = city.union, input: Parameters<typeof aMember>[3] = {}): Promise<Who> {
  const made = await aMember(server.database, server.secrets, union, input);
  return { id: made.id, cookie: await made.cookie() };
}
const members = (count: number) => Promise.all(Array.from({ length: count }, () => member()));

async function call(
  who: Who | undefined,
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  given: { body?: object; key?: string } = {},
) {
  const headers = {
    ...(who === undefined ? {} : { cookie: who.cookie }),
    ...(given.key === undefined ? {} : { "idempotency-key": given.key }),
  };
  const answer = await server.app.inject({
    method,
    url,
    headers,
    ...(given.body === undefined ? {} : { payload: given.body }),
  });
  return {
    status: answer.statusCode,
    body: answer.body === "" ? undefined : answer.json(),
    code: answer.body === "" ? undefined : answer.json().code,
  };
}
const release = async (given: Partial<NewRelease> = {}, on = city.county) => {
  const id = await aRelease(server, on, given);
  await refreshStock(server.runtime);
  return id;
};
const claim = (who: Who | undefined, id: string, key = uuidv7()) =>
  call(who, "POST", `/api/releases/${id}/claims`, { body: {}, key });
const enter = (who: Who | undefined, id: string) => call(who, "POST", `/api/releases/${id}/entries`, { body: {} });
const mine = async (who: Who, id: string) => (await call(who, "GET", `/api/releases/${id}/mine`)).body;

/** The window's end is moved into the past; the serving loop of the server finds it. */
async function endWindow(id: string): Promise<void> {
  await transact(server.database.ctx(), (tx) =>
    sql`update stock.quota set entry_closes_at = clock_timestamp(), opens_at = clock_timestamp() where id = ${id} or parent_id = ${id}`.execute(
      tx.db,
    ),
  );
  await until(async () => {
    const { rows } = await server.database.pool.query(
      "select (s.quota).placed_at from stock.snapshot() s where (s.quota).id = $1",
      [id],
    );
    return rows[0]?.placed_at != null;
  });
  await refreshStock(server.runtime);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const memberRoutes = [
  "GET ",
  "GET /mine",
  "GET /order",
  "POST /entries",
  "POST /claims",
  "POST /waiting",
  "POST /waiting/accept",
  "DELETE /waiting",
  "PUT /reminder",
];
const staffRoutes = ["GET ", "GET /monitor", "POST /pause", "POST /resume", "POST /close", "POST /top-up"];
const bodies: Record<string, object> = {
  "POST /pause": { reason: "检查" },
  "POST /close": { reason: "结束" },
  "POST /top-up": { units: 1 },
};
const on = (root: string, id: string, route: string, who: Who | undefined) => {
  const [method = "GET", path = ""] = route.split(" ");
  const body = bodies[route] ?? (method === "POST" || method === "PUT" ? {} : undefined);
  return call(who, method as "GET", `${root}/${id}${path}`, { key: uuidv7(), ...(body === undefined ? {} : { body }) });
};

describe("every route", () => {
  test.each(memberRoutes)("%s of members: not signed in, another union's, unknown, malformed", async (route) => {
    const id = await release();
    expect((await on("/api/releases", id, route, undefined)).status).toBe(401);
    expect(await on("/api/releases", id, route, stranger)).toMatchObject({
      status: 404,
      code: "release.no_such_release",
    });
    expect((await on("/api/releases", uuidv7(), route, ann)).status).toBe(404);
    expect((await on("/api/releases", "nonsense", route, ann)).status).toBe(400);
  });

  test.each(staffRoutes)("%s of staff: not signed in, a member, another county, unknown, malformed", async (route) => {
    const id = await release();
    expect((await on("/api/staff/releases", id, route, undefined)).status).toBe(401);
    expect((await on("/api/staff/releases", id, route, ann)).status).toBe(401);
    expect(await on("/api/staff/releases", id, route, elsewhere)).toMatchObject({
      status: 404,
      code: "release.no_such_release",
    });
    expect((await on("/api/staff/releases", uuidv7(), route, runner)).status).toBe(404);
    expect((await on("/api/staff/releases", "nonsense", route, runner)).status).toBe(400);
  });

  test("that takes units or gives them asks for a key, and nothing takes more than it knows", async () => {
    const id = await release();
    expect((await call(ann, "POST", `/api/releases/${id}/claims`, { body: {} })).status).toBe(400);
    expect((await call(ann, "POST", `/api/releases/${id}/claims`, { body: {}, key: "1" })).status).toBe(400);
    expect((await call(ann, "POST", `/api/releases/${id}/waiting/accept`, { body: {} })).status).toBe(400);
    expect((await call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units: 1 } })).status).toBe(400);
    expect((await call(ann, "POST", `/api/releases/${id}/claims`, { body: { units: 2 }, key: uuidv7() })).status).toBe(
      400,
    );
    for (const units of [0, -1, 1.5, 1_000_001])
      expect(
        (await call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units }, key: uuidv7() })).status,
      ).toBe(400);
    expect((await call(ann, "GET", "/api/releases?from=yesterday")).status).toBe(400);
  });
});

describe("claiming", () => {
  test("gives one claim per key for ever, whatever happens to it; another member's key is useless", async () => {
    const id = await release({ capacity: 1 });
    const key = uuidv7();
    const first = await claim(ann, id, key);
    expect(first).toMatchObject({ status: 201, body: { releaseId: id, number: 1 } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => claim(ann, id, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(first)]));
    expect(await claim(bo, id, key)).toMatchObject({ status: 409, code: "release.sold_out" });
    await refreshStock(server.runtime);
    expect(await claim(ann, id, key)).toEqual(first);
    expect(await claim(ann, await release(), key)).toMatchObject({ status: 422, code: "idempotency.key_reused" });
    await call(runner, "POST", `/api/staff/releases/${id}/close`, { body: { reason: "结束" } });
    expect(await claim(ann, id, key)).toEqual(first);
    expect(await claim(bo, id)).toMatchObject({ status: 409, code: "release.closed" });
  });

  test("says what stands in the way", async () => {
    const cap = await aCap(server, city.county);
    const limited = await release({ caps: [cap] });
    expect((await claim(ann, limited)).status).toBe(201);
    expect(await claim(ann, limited)).toMatchObject({
      status: 409,
      code: "release.cap_reached",
      body: { params: { limit: 1, scope: "campaign" } },
    });
    const opensAt = minutes(5);
    expect(await claim(ann, await release({ opensAt }))).toMatchObject({
      code: "release.not_open_yet",
      body: { params: { opensAt: opensAt.toISOString() } },
    });
    expect(await claim(ann, await release({ eligibility: [{ type: "tag", anyOf: ["困难"] }] }))).toMatchObject({
      status: 403,
      code: "release.not_eligible",
      body: { params: { reason: "tag", anyOf: "困难" } },
    });
  });

  test("a claim stays its key's also when the person would not be eligible any more", async () => {
    const person = await member(city.union, { tags: ["女工"] });
    const id = await release({ eligibility: [{ type: "tag", anyOf: ["女工"] }] });
    const key = uuidv7();
    const first = await claim(person, id, key);
    expect(first.status).toBe(201);
    await transact(server.database.ctx(), (tx) =>
      sql`update membership.person set tags = '{}' where id = ${person.id}`.execute(tx.db),
    );
    const other = { id: person.id, cookie: (await memberAgain(person.id)).cookie };
    expect(await claim(other, id, key)).toEqual(first);
    expect((await claim(other, id)).status).toBe(403);
  });

  test("a share is asked first, then what is for everybody", async () => {
    const shares = [{ title: "县", branch: city.union.path, units: 1, spillAt: minutes(30) }];
    const id = await release({ capacity: 2, shares });
    const people = await members(3);
    const statuses = [];
    for (const who of people) statuses.push((await claim(who, id)).status);
    expect(statuses).toEqual([201, 201, 409]);
    const card = (await call(ann, "GET", `/api/releases/${id}`)).body;
    expect(card).toMatchObject({ capacity: 2, left: 0, state: "sold_out" });
    const first = people[0] as Who;
    expect(await mine(first, id)).toMatchObject({ claimState: "active" });
    const why = await call(reader, "GET", `/api/staff/releases/${id}/why?personId=${first.id}`);
    expect(why.body.steps.map((step: { what: string }) => step.what)).toEqual(["granted"]);
  });
});

async function memberAgain(personId: string): Promise<{ cookie: string }> {
  const { aCookie } = await import("#kernel/sign-in/sign-in.builders");
  return { cookie: await aCookie(server.database, "member", personId) };
}

describe("a grab", () => {
  test("is entered once, served by the server, and its order is published only then, so that each recomputes the own place", async () => {
    const id = await release({ mode: "grab", capacity: 2 });
    const people = await members(6);
    const first = await enter(people[0], id);
    expect(first).toMatchObject({ status: 202, body: { entered: true } });
    expect(await enter(people[0], id)).toEqual(first);
    for (const who of people.slice(1)) await enter(who, id);
    expect(await mine(people[0] as Who, id)).toMatchObject({
      entered: true,
      outcome: "waiting",
      entryNumber: first.body.entryNumber,
    });
    expect(await claim(ann, id)).toMatchObject({ code: "release.not_open_yet" });
    expect(await call(ann, "GET", `/api/releases/${id}/order`)).toMatchObject({
      status: 409,
      code: "release.order_not_published",
    });
    const before = (await call(ann, "GET", `/api/releases/${id}`)).body;
    expect(before).toMatchObject({
      state: "entry_open",
      secretHash: orderSecretHash(server.secrets, id).toString("hex"),
      placed: false,
    });

    await endWindow(id);

    const order = (await call(people[0], "GET", `/api/releases/${id}/order`)).body;
    expect(order).toMatchObject({ secretHash: before.secretHash, capacity: 2, winners: 2 });
    const recomputed = servingOrder(
      Buffer.from(order.secret, "hex"),
      order.entries.map(([number, weight]: [number, number]) => ({ number, weight })),
    );
    const parts = await Promise.all(people.map((who) => mine(who, id)));
    for (const part of parts) {
      expect(recomputed.indexOf(part.entryNumber) + 1).toBe(part.place);
      expect(part.outcome).toBe(part.place <= 2 ? "won" : "lost");
      expect(part.claimState).toBe(part.place <= 2 ? "active" : undefined);
    }
    expect(order.mine).toEqual({ number: parts[0].entryNumber, place: parts[0].place });
    expect(await enter(bo, id)).toMatchObject({ status: 409, code: "release.entry_closed" });
    expect(await claim(bo, id)).toMatchObject({ code: "release.sold_out" });
  });

  test('is not entered when not eligible, paused, or without a window; the desk "why" knows the reason', async () => {
    const id = await release({ mode: "grab", eligibility: [{ type: "verified" }] });
    const plain = await member(city.union, { verified: false });
    const known = await member(city.union, { verified: true });
    expect(await enter(plain, id)).toMatchObject({ status: 403, code: "release.not_eligible" });
    expect(await mine(plain, id)).toMatchObject({ eligible: false, reasonCode: "verified" });
    expect(await mine(known, id)).toMatchObject({ eligible: true });
    const why = async (who: Who) =>
      (await call(reader, "GET", `/api/staff/releases/${id}/why?personId=${who.id}`)).body;
    expect((await why(plain)).mine).toMatchObject({ eligible: false, reasonCode: "verified" });
    expect((await why(known)).mine).toMatchObject({ eligible: true });
    await until(async () => (await why(plain)).steps.length > 0);
    expect((await why(plain)).steps).toMatchObject([{ what: "refused", params: { code: "not_eligible", times: 1 } }]);
    expect((await mine(plain, id)).lastRefusal).toMatchObject({ code: "not_eligible" });
    expect((await call(reader, "GET", `/api/staff/releases/${id}/why?personId=${uuidv7()}`)).status).toBe(404);
    expect((await call(elsewhere, "GET", `/api/staff/releases/${id}/why?personId=${plain.id}`)).status).toBe(404);
    await call(runner, "POST", `/api/staff/releases/${id}/pause`, { body: { reason: "检查" } });
    expect(await enter(known, id)).toMatchObject({ status: 409, code: "release.paused" });
    expect(await enter(known, await release())).toMatchObject({ status: 409, code: "release.no_entry_window" });
  });
});

describe("the waiting list", () => {
  test("tells everybody their position, is offered what comes back, and the offer is taken once per key", async () => {
    const id = await release({ capacity: 1 });
    const [cy, di] = (await members(2)) as [Who, Who];
    await claim(ann, id);
    expect((await call(cy, "POST", `/api/releases/${id}/waiting`, { body: {} })).body).toMatchObject({ position: 1 });
    expect((await call(di, "POST", `/api/releases/${id}/waiting`, { body: {} })).body).toMatchObject({ position: 2 });
    expect((await mine(di, id)).waiting).toEqual({ position: 2 });
    expect(await call(cy, "POST", `/api/releases/${id}/waiting/accept`, { body: {}, key: uuidv7() })).toMatchObject({
      code: "release.no_offer",
    });
    await call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units: 1 }, key: uuidv7() });
    expect(await mine(cy, id)).toMatchObject({ claimState: "held" });
    const key = uuidv7();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => call(cy, "POST", `/api/releases/${id}/waiting/accept`, { body: {}, key })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { number: 2 } });
    expect((await mine(di, id)).waiting).toEqual({ position: 1 });
    expect((await call(di, "DELETE", `/api/releases/${id}/waiting`)).status).toBe(204);
    expect((await mine(di, id)).waiting).toBeUndefined();
    expect(await mine(cy, id)).toMatchObject({ claimState: "active" });
  });
});

describe("the calendar", () => {
  test("shows what a member's unions and those above release, with the own part; not what others do", async () => {
    const campaignId = uuidv7();
    const here = await release({ campaignId, capacity: 1 });
    const above = await release({ campaignId }, city.city);
    const other = await release({ campaignId }, city.otherCounty);
    await claim(ann, here);
    const ids = async (who: Who) =>
      (await call(who, "GET", `/api/releases?campaignId=${campaignId}`)).body.items.map(
        (item: { id: string }) => item.id,
      );
    expect(new Set(await ids(ann))).toEqual(new Set([here, above]));
    expect(new Set(await ids(stranger))).toEqual(new Set([other, above]));
    const items = (await call(ann, "GET", `/api/releases?campaignId=${campaignId}`)).body.items;
    expect(items.find((item: { id: string }) => item.id === here)).toMatchObject({
      state: "sold_out",
      left: 0,
      mine: { claimState: "active", eligible: true },
    });
  });

  test("reminds before an opening and not of what is open", async () => {
    const id = await release({ opensAt: minutes(30) });
    expect((await call(ann, "PUT", `/api/releases/${id}/reminder`, { body: {} })).status).toBe(204);
    expect((await mine(ann, id)).reminder).toBe(true);
    expect((await call(ann, "DELETE", `/api/releases/${id}/reminder`)).status).toBe(204);
    expect((await mine(ann, id)).reminder).toBe(false);
    expect((await call(ann, "PUT", `/api/releases/${await release()}/reminder`, { body: {} })).status).toBe(409);
  });
});

describe("running a release", () => {
  test("is for who holds the duty: a reader sees and may not, a runner may", async () => {
    const id = await release();
    const seen = (await call(reader, "GET", `/api/staff/releases/${id}`)).body;
    expect(seen.can).toEqual({ pause: false, resume: false, topUp: false, close: false });
    for (const route of ["POST /pause", "POST /resume", "POST /close", "POST /top-up"])
      expect((await on("/api/staff/releases", id, route, reader)).status).toBe(403);
    expect((await on("/api/staff/releases", id, "POST /pause", runner)).body).toMatchObject({
      state: "paused",
      can: { pause: false, resume: true },
    });
    expect((await on("/api/staff/releases", id, "POST /pause", runner)).status).toBe(403);
    expect(await claim(ann, id)).toMatchObject({ code: "release.paused" });
    expect((await on("/api/staff/releases", id, "POST /resume", runner)).body).toMatchObject({ state: "open" });
    expect((await claim(ann, id)).status).toBe(201);
    const list = (await call(reader, "GET", "/api/staff/releases")).body.items;
    expect(list.some((item: { id: string }) => item.id === id)).toBe(true);
    const others = (await call(elsewhere, "GET", "/api/staff/releases")).body.items;
    expect(others.some((item: { id: string }) => item.id === id)).toBe(false);
  });

  test("the same key tops up once; the same key with another figure is refused", async () => {
    const id = await release({ capacity: 1 });
    const key = uuidv7();
    const top = (units: number) => call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units }, key });
    expect((await top(3)).body).toMatchObject({ capacity: 4 });
    expect((await top(3)).body).toMatchObject({ capacity: 4 });
    expect(await top(4)).toMatchObject({ status: 422, code: "idempotency.key_reused" });
  });

  test("the monitor counts requests, grants, entries and refusals by reason", async () => {
    const id = await release({ capacity: 2 });
    const people = await members(3);
    for (const who of people) await claim(who, id);
    const monitor = async () => (await call(reader, "GET", `/api/staff/releases/${id}/monitor`)).body;
    const total = (seen: { series: { requests: number }[] }) =>
      seen.series.reduce((sum, second) => sum + second.requests, 0);
    await until(async () => total(await monitor()) === 3);
    const seen = await monitor();
    expect(seen).toMatchObject({ left: 0, capacity: 2, taken: 2, state: "sold_out" });
    expect(seen.series.reduce((sum: number, second: { granted: number }) => sum + second.granted, 0)).toBe(2);
    expect(
      seen.series.reduce(
        (sum: number, second: { refused: Record<string, number> }) => sum + (second.refused.sold_out ?? 0),
        0,
      ),
    ).toBe(1);
  });
});
