import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeQuota } from "#engines/stock";
import { transact } from "#kernel/context";
import { startLeader } from "#kernel/database/leader";
import { subscriptions } from "#kernel/outbox/outbox";
import { outboxDispatcher } from "#kernel/outbox/outbox-dispatcher";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";

let server: SignInApp;
let stop: () => Promise<void>;
let city: Awaited<ReturnType<typeof aSmallCity>>;
beforeAll(async () => {
  server = await releasesApp();
  city = await aSmallCity(server.database);
  const { runtime, database } = server;
  const duties = [outboxDispatcher({ runtime, subscriptions, poll: 10 })];
  const leader = startLeader({ url: database.ownerUrl, duties, log: runtime.log });
  stop = () => leader.stop();
});
afterAll(async () => {
  await stop();
  await server.close();
});

const rowsOf = <Row>(query: ReturnType<typeof sql<Row>>) =>
  transact(server.database.ctx(), async (tx) => (await query.execute(tx.db)).rows);
const told = (id: string) =>
  rowsOf(sql<{ personId: string; kind: string; params: { title?: string } }>`select person_id, kind, params
    from kernel.inbox_message where link = ${`/releases/${id}`} order by person_id`);

async function enteredBy(count: number): Promise<{ id: string; people: string[] }> {
  const id = await aRelease(server, city.county, { mode: "grab", title: "满30减10" });
  await refreshStock(server.runtime);
  const people: string[] = [];
  for (let index = 0; index < count; index++) {
    const person = await aMember(server.database, server.secrets, city.union);
    const headers = { cookie: await person.cookie() };
    const url = `/api/releases/${id}/entries`;
    expect((await server.app.inject({ method: "POST", url, headers, payload: {} })).statusCode).toBe(202);
    people.push(person.id);
  }
  return { id, people: people.sort() };
}
const close = (id: string) => transact(server.database.ctx(), (tx) => closeQuota(tx, id));
const endWindow = (id: string) =>
  rowsOf(sql`update stock.quota set entry_closes_at = clock_timestamp() - interval '1 second' where id = ${id}`);
async function until(done: () => Promise<boolean>) {
  for (let look = 0; look < 500 && !(await done()); look++) await sleep(10);
}

test("who entered a window that was closed before it was served is told once that nobody won; its secret stays unpublished", async () => {
  const { id, people } = await enteredBy(3);
  await close(id);
  await until(async () => (await told(id)).length >= 3);
  expect((await told(id)).map(({ personId }) => personId)).toEqual(people);
  expect((await told(id))[0]).toMatchObject({ kind: "release.withdrawn", params: { title: "满30减10" } });

  await endWindow(id);
  await refreshStock(server.runtime);
  await close(id);
  await sleep(700); // longer than the serving loop needs to find a window that is due
  expect(await told(id)).toHaveLength(3);
  const [quota] = await rowsOf(
    sql<{ secret: Buffer | null; claims: number }>`select secret_published as secret,
      (select count(*)::int from stock.claim where quota_id = q.id) as claims from stock.quota q where id = ${id}`,
  );
  expect(quota).toEqual({ secret: null, claims: 0 });
});

test("one that was served and closed afterwards tells winners and losers as ever", async () => {
  const { id, people } = await enteredBy(2);
  await endWindow(id);
  await refreshStock(server.runtime);
  await until(async () => (await rowsOf(sql`select from stock.claim where quota_id = ${id}`)).length === 2);
  await close(id);
  await until(async () => (await rowsOf(sql`select from kernel.outbox where delivered_at is null`)).length === 0);
  expect((await told(id)).filter(({ kind }) => kind === "release.withdrawn")).toEqual([]);
  expect(people).toHaveLength(2);
});
