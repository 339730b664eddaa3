import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { returnClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { type Leader, startLeader } from "#kernel/database/leader";
import { uuidv7 } from "#kernel/ids";
import { type OutboxEvent, subscriptions } from "#kernel/outbox/outbox";
import { outboxDispatcher } from "#kernel/outbox/outbox-dispatcher";
import { aStaff, type SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import type { NewRelease } from "./publish-release.ts";
import { aCap, aRelease, releasesApp } from "./releases.builders.ts";
import { type Listener, listenTo, portOf, until } from "./stream.builders.ts";

interface Who {
  id: string;
  cookie: string;
}

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let port: number;
let leader: Leader;
const listeners: Listener[] = [];

beforeAll(async () => {
  server = await releasesApp();
  city = await aSmallCity(server.database);
  port = await portOf(server.app);
});
beforeEach(() => {
  const { runtime, database } = server;
  const duties = [outboxDispatcher({ runtime, subscriptions, poll: 10 })];
  leader = startLeader({ url: database.ownerUrl, log: runtime.log, duties, retryEvery: 20 });
});
afterEach(async () => {
  for (const one of listeners.splice(0)) one.leave();
  await leader.stop();
});
afterAll(() => server.close());

async function member(union = city.union): Promise<Who> {
  const made = await aMember(server.database, server.secrets, union);
  return { id: made.id, cookie: await made.cookie() };
}
async function release(given: Partial<NewRelease> = {}): Promise<string> {
  const id = await aRelease(server, city.county, given);
  await refreshStock(server.runtime);
  return id;
}
async function act(who: Who, url: string): Promise<{ id?: string }> {
  const headers = { cookie: who.cookie, "idempotency-key": uuidv7() };
  const answer = await server.app.inject({ method: "POST", url: `/api/releases/${url}`, headers, payload: {} });
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json();
}
const enter = (who: Who, id: string) => act(who, `${id}/entries`);
const claim = async (who: Who, id: string) => (await act(who, `${id}/claims`)).id ?? "";
const asSystem = <T>(work: (tx: Parameters<Parameters<typeof transact<T>>[1]>[0]) => Promise<T>) =>
  transact(server.database.ctx(), work);

/** The window's end is moved into the past; the serving loop of the server finds it. */
const endWindow = (id: string) =>
  asSystem((tx) =>
    sql`update stock.quota set entry_closes_at = clock_timestamp(), opens_at = clock_timestamp()
      where id = ${id}`.execute(tx.db),
  );

interface Message {
  personId: string;
  kind: string;
  params: Record<string, string | number>;
  link: string;
}

async function inboxOf(...people: Who[]): Promise<Message[]> {
  const ids = people.map(({ id }) => id);
  const { rows } = await asSystem((tx) =>
    sql<Message>`select person_id, kind, params, link from kernel.inbox_message
      where person_id = any(${ids}::uuid[]) order by id`.execute(tx.db),
  );
  return rows;
}

/** Every event about a release is delivered once more, as it may be after a failure. */
async function deliverAgain(releaseId: string): Promise<void> {
  const { rows } = await asSystem((tx) =>
    sql<OutboxEvent>`select id, position, topic, node::text as node, payload, created_at as at from kernel.outbox
      where payload->>'quotaId' = ${releaseId} order by position`.execute(tx.db),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const event of rows)
    for (const subscriber of subscriptions.of(event.topic)) await subscriber(server.database.ctx(), event);
}

async function listen(who: Who, url = "/api/member/events"): Promise<Listener> {
  const listener = await listenTo(port, url, who.cookie);
  listeners.push(listener);
  return listener;
}
const heard = (listener: Listener, event: string) => listener.heard.filter((one) => one.event === event);

describe("after a window", () => {
  test("each who entered is told once what became of it: the winners with the voucher, the others with their place", async () => {
    const people = await Promise.all([member(), member(), member()]);
    const id = await release({ mode: "grab", capacity: 1, title: "满60减20" });
    for (const who of people) await enter(who, id);
    await endWindow(id);
    await until(async () => (await inboxOf(...people)).length === 3);
    await deliverAgain(id);
    const messages = await inboxOf(...people);
    expect(messages.map(({ kind }) => kind).sort()).toEqual(["release.lost", "release.lost", "release.won"]);
    expect(new Set(messages.map(({ personId }) => personId)).size).toBe(3);
    const places = messages.filter(({ kind }) => kind === "release.lost").map(({ params }) => params.place);
    expect(places.sort()).toEqual([2, 3]);
    const won = messages.find(({ kind }) => kind === "release.won");
    expect(won).toMatchObject({
      params: { title: "满60减20" },
      link: expect.stringMatching(/^\/vouchers\/[0-9a-f-]{36}$/),
    });
  });

  test("who has used up the limit is told so, and the unit goes to another", async () => {
    const [capped, other] = [await member(), await member()];
    const cap = await aCap(server, city.county, 1);
    await claim(capped, await release({ caps: [cap] }));
    const id = await release({ mode: "grab", capacity: 2, caps: [cap] });
    await enter(capped, id);
    await enter(other, id);
    await endWindow(id);
    await until(async () => (await inboxOf(capped, other)).length === 2);
    expect((await inboxOf(capped)).map(({ kind }) => kind)).toEqual(["release.capped"]);
    expect((await inboxOf(other)).map(({ kind }) => kind)).toEqual(["release.won"]);
  });

  test("who claims first come, first served gets no message besides the answer on the page", async () => {
    const [first, marker] = [await member(), await member()];
    await claim(first, await release());
    // What is told later has been told by now, when a later event has.
    const id = await release({ mode: "grab", capacity: 1 });
    await enter(marker, id);
    await endWindow(id);
    await until(async () => (await inboxOf(marker)).length === 1);
    expect(await inboxOf(first)).toEqual([]);
  });
});

test("who waits is told when a unit is kept for them, and again when another is", async () => {
  const [holder, waiting] = [await member(), await member()];
  const id = await release({ capacity: 1 });
  const claimId = await claim(holder, id);
  await refreshStock(server.runtime);
  await act(waiting, `${id}/waiting`);
  await asSystem((tx) => returnClaim(tx, claimId, { reason: "member" }));
  await until(async () => (await inboxOf(waiting)).length === 1);
  await deliverAgain(id);
  const messages = await inboxOf(waiting);
  expect(messages).toMatchObject([{ kind: "release.offered", link: `/releases/${id}` }]);
  expect(Date.parse(String(messages[0]?.params.holdUntil))).toBeGreaterThan(Date.now());
});

describe("the stream of a member", () => {
  test("tells one's own claim, the stock of one's own union's releases, and nothing of others", async () => {
    const [ann, bo, stranger] = [await member(), await member(), await member(city.otherUnion)];
    const id = await release({ capacity: 4 });
    const [toAnn, toBo, toStranger] = [await listen(ann), await listen(bo), await listen(stranger)];
    await claim(ann, id);
    await until(() => heard(toAnn, "claim.changed").length > 0);
    const stock = (listener: Listener) =>
      heard(listener, "release.stock").filter(({ data }) => data.releaseId === id && data.left === 3);
    await until(() => stock(toAnn).length > 0 && stock(toBo).length > 0);
    expect(heard(toBo, "claim.changed")).toEqual([]);
    expect(toStranger.heard.filter(({ data }) => data.releaseId === id || data.quotaId === id)).toEqual([]);
  });

  test("tells when there is a result to ask for", async () => {
    const [ann, bo] = [await member(), await member()];
    const id = await release({ mode: "grab", capacity: 1 });
    const toBo = await listen(bo);
    await enter(ann, id);
    await endWindow(id);
    await until(() => heard(toBo, "release.result").some(({ data }) => data.releaseId === id));
  });
});

test("the stream of staff tells what happens in their part of the tree, and to nobody by name", async () => {
  const { database, secrets } = server;
  const reader = await aStaff(database, secrets, { node: city.county, duties: ["releases.reader"] });
  const foreign = await aStaff(database, secrets, { node: city.otherCounty, duties: ["releases.reader"] });
  const [mine, theirs] = [await listen(reader, "/api/staff/events"), await listen(foreign, "/api/staff/events")];
  const ann = await member();
  const id = await release({ capacity: 2 });
  await claim(ann, id);
  await until(() => heard(mine, "stock.granted").some(({ data }) => data.quotaId === id));
  expect(JSON.stringify(mine.heard)).not.toContain(ann.id);
  expect(JSON.stringify(theirs.heard)).not.toContain(id);
});
