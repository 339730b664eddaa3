import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aStaff, type SignInApp } from "#kernel/sign-in/sign-in.builders";
import { aMember, aSmallCity } from "../membership/membership.builders.ts";
import { refreshStock } from "./index.ts";
import type { NewRelease } from "./publish-release.ts";
import { aRelease, minutes, releasesApp } from "./releases.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let ann: { id: string; cookie: string };
let stranger: typeof ann;
let runner: { cookie: string };
beforeAll(async () => {
  server = await releasesApp();
  const { database, secrets } = server;
  city = await aSmallCity(database);
  ann = await member(city.union);
  stranger = await member(city.otherUnion);
  runner = await aStaff(database, secrets, { node: city.city, duties: ["releases.runner"] });
});
afterAll(() => server.close());

async function member(union: typeof city.union) {
  const made = await aMember(server.database, server.secrets, union);
  return { id: made.id, cookie: await made.cookie() };
}
async function release(given: Partial<NewRelease> = {}) {
  const id = await aRelease(server, city.city, given);
  await refreshStock(server.runtime);
  return id;
}
async function post(who: { cookie: string }, url: string, body: object = {}) {
  const headers = { cookie: who.cookie, "idempotency-key": uuidv7() };
  const answer = await server.app.inject({ method: "POST", url, headers, payload: body });
  return { status: answer.statusCode, ...(answer.body === "" ? {} : answer.json()) };
}
const claim = (who: { cookie: string }, id: string) => post(who, `/api/releases/${id}/claims`);
const refusal = (given: Partial<NewRelease>) => release(given).then(Promise.reject, (error) => error);
const ask = <Row>(query: ReturnType<typeof sql<Row>>) =>
  transact(server.database.ctx(), async (tx) => (await query.execute(tx.db)).rows);

describe("seats for branches", () => {
  const seats = ["1排1座", "1排2座", "2排1座"];
  const shares = () => [{ title: "一分会", branch: city.union.path, units: 2, spillAt: minutes(30) }];

  test("the first ones are the branch's, the rest everybody's", async () => {
    const id = await release({ capacity: 3, units: seats, shares: shares() });
    const mine = await claim(ann, id);
    const other = await claim(stranger, id);
    const labels = await ask(
      sql<{
        id: string;
        unitLabel: string;
      }>`select id, unit_label from stock.claim where id in (${mine.id}, ${other.id})`,
    );
    const labelOf = (claimId: string) => labels.find((row) => row.id === claimId)?.unitLabel;
    expect([labelOf(mine.id), labelOf(other.id)]).toEqual(["1排1座", "2排1座"]);
    expect(await claim(await member(city.otherUnion), id)).toMatchObject({ code: "release.sold_out" });
  });

  test("must be as many as the capacity, and each once", async () => {
    for (const units of [
      seats.slice(1),
      [...seats, "3排1座"],
      ["1排1座", "1排2座", "1排1座"],
      ["1排1座", "1排1座", "2排1座"],
    ])
      expect(await refusal({ capacity: 3, units, shares: shares() }), units.join()).toMatchObject({
        code: "stock.wrong_units",
        status: 422,
      });
    expect(await refusal({ capacity: 1, shares: shares() })).toMatchObject({ code: "release.wrong_times" });
  });
});

describe("a release that would stay open longer than what it gives is good", () => {
  test("closes when that ends", async () => {
    const id = await release({ closesAt: minutes(600), validUntil: minutes(30) });
    const [quota] = await ask(
      sql<{ closesAt: Date; validUntil: Date }>`select closes_at, valid_until from stock.quota where id = ${id}`,
    );
    expect(quota?.closesAt).toEqual(quota?.validUntil);
    expect(await refusal({ opensAt: minutes(60), closesAt: minutes(600), validUntil: minutes(30) })).toMatchObject({
      code: "release.wrong_times",
    });
  });
});

describe("a refusal because everything is gone", () => {
  test("says when the next round of the same thing opens, never one that is closed or a rehearsal", async () => {
    const subjectId = uuidv7();
    const at = (count: number) => ({ opensAt: minutes(count), closesAt: minutes(count + 60) });
    const next = at(120);
    const id = await release({ subjectId, capacity: 0 });
    const closed = await release({ subjectId, ...at(60) });
    await release({ subjectId, ...at(90), rehearsal: true });
    await release({ subjectId, ...next });
    await post(runner, `/api/staff/releases/${closed}/close`, { reason: "下雨" });
    expect(await claim(ann, id)).toMatchObject({
      status: 409,
      code: "release.sold_out",
      params: { nextOpensAt: next.opensAt.toISOString() },
      retryAfter: 1,
    });
  });

  test("says nothing of a next round when there is none", async () => {
    const answer = await claim(ann, await release({ capacity: 0 }));
    expect(answer.code).toBe("release.sold_out");
    expect(answer.params?.nextOpensAt).toBeUndefined();
  });
});
