import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { changeAudience, refreshStock } from "./index.ts";
import { aCap, minutes } from "./releases.builders.ts";
import { aCityOfReleases, type Who } from "./routes.builders.ts";

const { server, city, ann, bo, runner, reader, member, members, memberAgain, release, call, claim, mine } =
  await aCityOfReleases();

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
    expect(why.body).toMatchObject({ orderPublished: false, caps: expect.any(Array) });
    expect(why.body.steps.map((step: { what: string }) => step.what)).toEqual(["granted"]);
    await call(reader, "GET", `/api/staff/releases/${id}/why?personId=${first.id}`);
    const sent = { body: { personId: first.id } };
    expect((await call(reader, "POST", `/api/staff/releases/${id}/why/send`, sent)).status).toBe(204);
    expect((await call(ann, "POST", `/api/staff/releases/${id}/why/send`, sent)).status).toBe(401);
    const { rows } = await transact(server.database.ctx(), (tx) =>
      sql<{ action: string }>`select action from kernel.audit_record
        where object_id = ${first.id} and action like 'release.why%' order by at`.execute(tx.db),
    );
    expect(rows.map(({ action }) => action)).toEqual(["release.why_read", "release.why_sent"]); // read twice, written once
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

  test("does not give what was offered to whoever may not take part any more", async () => {
    const id = await release({ capacity: 1 });
    const [cy] = (await members(1)) as [Who];
    await claim(ann, id);
    await call(cy, "POST", `/api/releases/${id}/waiting`, { body: {} });
    await call(runner, "POST", `/api/staff/releases/${id}/top-up`, { body: { units: 1 }, key: uuidv7() });
    expect(await mine(cy, id)).toMatchObject({ claimState: "held" });
    await transact(server.database.ctx(), (tx) => changeAudience(tx, id, [{ type: "tag", anyOf: ["骑手"] }]));
    await refreshStock(server.runtime);
    const answer = await call(cy, "POST", `/api/releases/${id}/waiting/accept`, { body: {}, key: uuidv7() });
    expect(answer).toMatchObject({ status: 403, code: "release.not_eligible" });
    expect(await mine(cy, id)).toMatchObject({ claimState: "held", eligible: false });
  });
});
