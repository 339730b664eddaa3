import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { pairOf } from "../duplicates/duplicates.builders.ts";
import { membership } from "../index.ts";
import { aMember, anOrganisation, aSmallCity } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
/** Officer of the city, above all unions. */
let chief: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
});
afterAll(() => server.close());

async function call(who: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) {
  const answer = await server.app.inject({ method, url, headers: { cookie: who.cookie }, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}
async function someone(union: { id: string }, facts: Parameters<typeof aMember>[3] = { name: "阎致远" }) {
  const one = await aMember(server.database, server.secrets, union, facts);
  return { ...one, own: { cookie: await one.cookie() } };
}
const ask = async (one: { own: { cookie: string } }, union: { id: string }) => {
  const sent = await call(one.own, "POST", "/api/member/transfers", { organisationId: union.id, reason: "换到新单位" });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  return sent.body.items[0].id as string;
};
const answer = (id: string, more: object = {}) =>
  call(chief, "POST", `/api/staff/transfers/${id}/answer`, {
    ...{ revision: 1, verdict: "passed", note: "按规定办理", fileId: null, ...more },
  });
const unionOf = async (id: string) =>
  (await call(chief, "GET", `/api/people/${id}`)).body.unions.find(({ primary }: { primary: boolean }) => primary);
const aUnion = (name: string) => anOrganisation(server.database, "base", city.county, name);

test("files are not made one while either is on its way, waits for an answer to an appeal, or is being closed", async () => {
  const facts = { name: "司徒同名", birthDate: "1980-05-06" };
  const [kept, other] = [await someone(city.union, facts), await someone(city.otherUnion, facts)];
  const pairId = await pairOf(server.database, kept.id, other.id);
  const merge = () =>
    call(chief, "POST", `/api/staff/duplicates/${pairId}/merge`, { personId: kept.id, take: [], reason: "同一个人" });
  const withdraw = (id: string) => call(other.own, "POST", `/api/member/transfers/${id}/withdraw`);

  const asked = await ask(other, city.union);
  expect((await merge()).body.code).toBe("duplicates.on_the_way");
  await answer(asked, { verdict: "refused", note: "先补交材料" });
  await call(other.own, "POST", `/api/member/transfers/${asked}/appeal`, { text: "材料已经齐了" });
  expect((await merge()).body.code).toBe("duplicates.on_the_way");
  await withdraw(asked);

  const { demoCode } = (await call(other.own, "POST", "/api/member/data/codes", { what: "close" })).body;
  expect((await call(other.own, "POST", "/api/member/data/closing", { code: demoCode })).status).toBe(200);
  expect((await merge()).body.code).toBe("duplicates.closing_account");
  await call(other.own, "POST", "/api/member/data/closing/withdraw");
  expect((await merge()).status).toBe(200);
});

test("an answer moves nobody whose union was not asked, and neither does an appeal against an old refusal", async () => {
  const one = await someone(city.union);
  const asked = await ask(one, city.otherUnion);
  await answer(asked, { verdict: "refused", note: "先办完手里的事" });
  const third = await aUnion("丙厂工会");
  const direct = { organisationId: third.id, reason: "本人已到丙厂" };
  expect((await call(chief, "POST", `/api/people/${one.id}/transfer`, direct)).status).toBeLessThan(300);
  expect((await call(one.own, "GET", "/api/member/transfers")).body.items).toMatchObject([{ canAppeal: false }]);
  const appealed = await call(one.own, "POST", `/api/member/transfers/${asked}/appeal`, { text: "请再看一看" });
  expect(appealed.body.code).toBe("transfer.overtaken");

  // However a transfer was overtaken: what is asked for its yes says so, and a no ends it.
  await transact(server.database.ctx(), ({ db }) =>
    sql`update membership.transfer set state = 'appealing', revision = 2, appeal = '请再看一看', ended_at = null where id = ${asked}::uuid`.execute(
      db,
    ),
  );
  const above = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
  const yes = { revision: 2, verdict: "passed", note: "同意", fileId: null };
  const answered = await call(above, "POST", `/api/staff/transfers/${asked}/answer`, yes);
  expect(answered.body.code).toBe("transfer.overtaken");
  expect(await unionOf(one.id)).toMatchObject({ id: third.id, state: "active" });
});

test("a union that goes up in another, or is closed, ends what led out of it and into it, and the members are told", async () => {
  const [gone, next] = [await aUnion("甲厂工会"), await aUnion("乙厂工会")];
  const [leaving, coming] = [await someone(gone), await someone(city.otherUnion)];
  const ids = [await ask(leaving, city.otherUnion), await ask(coming, gone)];
  const correction = { field: "employer_name", said: "新单位" };
  await call(leaving.own, "POST", "/api/member/data/corrections", correction);
  await answer(ids[0] ?? "");
  const merged = await call(chief, "POST", `/api/organisations/${gone.id}/merge`, {
    intoId: next.id,
    reason: "两厂合并",
  });
  expect(merged.status, JSON.stringify(merged.body)).toBe(200);
  for (const one of [leaving, coming]) {
    expect((await call(one.own, "GET", "/api/member/transfers")).body.items).toMatchObject([{ state: "withdrawn" }]);
    const told = sql`select from kernel.inbox_message where person_id = ${one.id}::uuid and kind = 'transfer.withdrawn'`;
    expect((await transact(server.database.ctx(), ({ db }) => told.execute(db))).rows).toHaveLength(1);
  }
  expect(await unionOf(leaving.id)).toMatchObject({ id: next.id, state: "active" });
  const { rows } = await transact(server.database.ctx(), ({ db }) =>
    sql`select node::text as node from membership.correction where person_id = ${leaving.id}::uuid`.execute(db),
  );
  expect(rows).toEqual([{ node: next.path }]); // what waits with a file goes where the file goes
});

test("a retained membership stays retained at the new union", async () => {
  const one = await someone(city.union);
  const retained = { state: "retained", reason: "退休", fileId: null };
  await call(chief, "POST", `/api/people/${one.id}/membership/state`, retained);
  const asked = await ask(one, city.otherUnion);
  await answer(asked);
  await answer(asked);
  expect(await unionOf(one.id)).toMatchObject({ id: city.otherUnion.id, state: "retained" });
});
