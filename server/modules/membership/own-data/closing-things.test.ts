/** What somebody still had when the account closes, or the membership ends: it goes back, also from a draw that is served just then. */
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listOpenOf } from "#engines/stock";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import {
  aClaim,
  aQuota,
  aWindow,
  endWindow,
  enterAll,
  factsOf,
  serveNow,
} from "../../../engines/stock/stock.builders.ts";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { giveUpLate } from "../states/give-up-late.ts";
import { closeDue } from "./closing.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
beforeEach(() => run(sql`delete from kernel.limit_event`)); // the pause between two codes

const call = (who: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({
    ...{ method, url, headers: { cookie: who.cookie } },
    ...(payload === undefined ? {} : { payload }),
  });
const member = async (name: string) => {
  const one = await aMember(server.database, server.secrets, city.union, { name });
  return { ...one, cookie: await one.cookie() };
};
const isOpen = async (personId: string) => {
  const { entries, claims } = await transact(server.database.ctx(), (tx) => listOpenOf(tx.db, personId));
  return entries.length + claims.length;
};

/** The day of an account that was asked to be closed has come. */
async function closing(one: { id: string; cookie: string }) {
  const { demoCode } = (await call(one, "POST", "/api/member/data/codes", { what: "close" })).json();
  const asked = await call(one, "POST", "/api/member/data/closing", { code: demoCode });
  expect(asked.statusCode, asked.body).toBe(200);
  await run(sql`update membership.closing set due_on = due_on - 15 where person_id = ${one.id}::uuid`);
}
const written = async (action: string, object: string) =>
  (
    (
      await run(
        sql`select payload as detail from kernel.audit_record where action = ${action} and object_id = ${object}`,
      )
    ).rows as { detail: string }[]
  ).map(({ detail }) => JSON.parse(detail));

test("is shown before, goes back on the day, and a draw that is served just then leaves nothing in hand", async () => {
  const { database } = server;
  const [one, other] = [await member("晏清和"), await member("旁人甲")];
  const bought = await aQuota(database, { capacity: 1 });
  await aClaim(database, bought, one.id);
  const draw = await aWindow(database, { capacity: 2 });
  await enterAll(database, draw, [one.id, other.id]);
  const shown = (await call(one, "GET", "/api/member/data")).json();
  expect(shown.inHand).toBe(2);
  expect(shown.open.map(({ what }: { what: string }) => what)).toEqual(["entry", "active"]);

  await closing(one);
  await endWindow(database, draw);
  const [closed] = await Promise.all([closeDue(database.ctx()), serveNow(database, draw)]);
  expect(closed).toBe(1);
  expect(await isOpen(one.id)).toBe(0);
  expect(await factsOf(database, bought)).toMatchObject({ taken: 0 });
  expect(await factsOf(database, draw)).toMatchObject({ taken: 1 });
  const [erased] = await written("person.erased", one.id);
  const { entries, active } = erased.givenUp;
  // The draw was left, or what it gave went back; never both.
  expect([active + entries, entries <= 1]).toEqual([2, true]);

  // A request that was under way writes an entry a moment later: it goes back too, and only of who is gone.
  const next = await aWindow(database);
  await enterAll(database, next, [one.id, other.id]);
  expect(await transact(database.ctx(), (tx) => giveUpLate(tx, one.id))).toBe(1);
  expect(await transact(database.ctx(), (tx) => giveUpLate(tx, other.id))).toBe(0);
  expect([await isOpen(one.id), await isOpen(other.id)]).toEqual([0, 2]);
});

test("who died has nothing open either; staff read before how much it is, of their own people only", async () => {
  const { database, secrets } = server;
  const officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  const stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
  const reader = await aStaff(database, secrets, { node: city.county, duties: ["people.reader"] });
  const one = await member("晏清安");
  const [held, draw] = [await aQuota(database, { capacity: 1 }), await aWindow(database)];
  await aClaim(database, held, one.id);
  await enterAll(database, draw, [one.id]);
  await call(one, "POST", "/api/member/data/corrections", { field: "other", said: "请核对工龄" });
  const url = `/api/people/${one.id}`;
  expect((await call(officer, "GET", `${url}/in-hand`)).json()).toEqual({ entries: 1, waiting: 0, held: 0, active: 1 });
  expect((await call(stranger, "GET", `${url}/in-hand`)).statusCode).toBe(404);
  expect((await call(reader, "GET", `${url}/in-hand`)).statusCode).toBe(403);
  expect((await call({ cookie: "" }, "GET", `${url}/in-hand`)).statusCode).toBe(401);

  const ended = await call(officer, "POST", `${url}/membership/state`, { state: "closed", reason: "病故" });
  expect(ended.statusCode, ended.body).toBe(204);
  expect(await isOpen(one.id)).toBe(0);
  expect(await written("person.membership_ended", one.id)).toMatchObject([
    { corrections: 1, givenUp: { entries: 1, active: 1 }, reason: "病故" },
  ]);
  expect(await written("stock.entry_left", draw)).toHaveLength(1);
  const { rows } = await run(sql`select state from membership.correction where person_id = ${one.id}::uuid`);
  expect(rows).toEqual([{ state: "withdrawn" }]);
});
