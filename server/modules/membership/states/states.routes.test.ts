import { sql } from "kysely";
import { afterAll, describe, expect, test, vi } from "vitest";
import { transact } from "#kernel/context";
import { aStaff } from "#kernel/sign-in/sign-in.builders";
import { aDocument } from "../../../engines/decisions/decisions.builders.ts";
import { countEligible, personFacts } from "../index.ts";
import { aMember, inboxOf, textsTo } from "../membership.builders.ts";
import { aServedCity } from "../served-city.builders.ts";

const { server, city, officer, stranger } = await aServedCity();
afterAll(() => server.close());

const member = () => aMember(server.database, server.secrets, city.union, { name: "方知行" });
const change = (who: { cookie: string } | undefined, id: string, payload: object) =>
  server.app.inject({
    ...{ method: "POST", url: `/api/people/${id}/membership/state`, payload: { reason: "按规定办理", ...payload } },
    headers: who === undefined ? {} : { cookie: who.cookie },
  });
const file = async (id: string, who = officer) =>
  (await server.app.inject({ url: `/api/people/${id}`, headers: { cookie: who.cookie } })).json();
const unionsOf = (id: string) => transact(server.database.ctx(), async (tx) => (await personFacts(tx.db, id))?.unions);
const eligible = () => transact(server.database.ctx(), (tx) => countEligible(tx.db, city.union.path, []));
const counted = async () => {
  const answer = await server.app.inject({
    url: `/api/organisations/${city.union.id}`,
    headers: { cookie: officer.cookie },
  });
  return answer.json().members as number;
};
const retainedWelfare = (on: boolean) =>
  transact(server.database.ctx(), ({ db }) =>
    sql`insert into membership.union_setting (organisation_id, node, retained_welfare)
      values (${city.union.id}::uuid, ${city.union.path}::ltree, ${on})
      on conflict (organisation_id) do update set retained_welfare = excluded.retained_welfare`.execute(db),
  );

describe("a membership", () => {
  test("that is retained is not counted and has no part in welfare, unless the union says so; and comes back", async () => {
    const one = await member();
    const [members, people] = [await counted(), await eligible()];
    expect((await change(officer, one.id, { state: "retained" })).statusCode).toBe(204);
    expect([await counted(), await eligible(), await unionsOf(one.id)]).toEqual([members - 1, people - 1, []]);
    expect((await file(one.id)).memberships).toMatchObject([
      { state: "retained", validTo: null, next: ["active", "resigned", "expelled", "closed"] },
    ]);
    const cookie = await one.cookie();
    const me = await server.app.inject({ url: "/api/member/me", headers: { cookie } });
    expect(me.json().unions).toMatchObject([{ id: city.union.id, state: "retained" }]);
    await retainedWelfare(true);
    expect([await eligible(), await unionsOf(one.id)]).toEqual([people, [city.union.path]]);
    await retainedWelfare(false);
    expect((await change(officer, one.id, { state: "active" })).statusCode).toBe(204);
    expect([await counted(), await unionsOf(one.id)]).toEqual([members, [city.union.path]]);
    const { rows } = await transact(server.database.ctx(), ({ db }) =>
      sql`select from_state, to_state, reason from membership.state_change where person_id = ${one.id}::uuid order by at`.execute(
        db,
      ),
    );
    expect(rows).toEqual([
      { fromState: "active", toState: "retained", reason: "按规定办理" },
      { fromState: "retained", toState: "active", reason: "按规定办理" },
    ]);
  });

  test("that is suspended counts, signs in, and is given nothing", async () => {
    const one = await member();
    const members = await counted();
    await change(officer, one.id, { state: "suspended" });
    expect([await counted(), await unionsOf(one.id)]).toEqual([members, []]);
    const me = await server.app.inject({ url: "/api/member/me", headers: { cookie: await one.cookie() } });
    expect(me.statusCode).toBe(200);
  });

  test("ends by expulsion only with a meeting's minutes, which the file then holds", async () => {
    const one = await member();
    const cookie = await one.cookie();
    expect((await change(officer, one.id, { state: "expelled" })).json().code).toBe("membership.minutes_missing");
    const fileId = await aDocument(server.database.ctx(), city.union.path);
    expect((await change(officer, one.id, { state: "expelled", fileId })).statusCode).toBe(204);
    await vi.waitFor(async () =>
      expect((await server.app.inject({ url: "/api/member/me", headers: { cookie } })).statusCode).toBe(401),
    );
    const { rows } = await transact(server.database.ctx(), ({ db }) =>
      sql`select step from decisions.decision where file_id = ${fileId}::uuid`.execute(db),
    );
    expect(rows).toEqual([{ step: "expelled" }]);
    expect((await change(officer, one.id, { state: "active" })).statusCode).toBe(404);
  });

  test("is changed by staff of its subtree only, along the ways there are, and once", async () => {
    const one = await member();
    expect((await change(undefined, one.id, { state: "retained" })).statusCode).toBe(401);
    expect((await change(stranger, one.id, { state: "retained" })).statusCode).toBe(404);
    expect((await change(officer, one.id, { state: "gone" })).statusCode).toBe(400);
    expect((await change(officer, one.id, { state: "transferred" })).json().code).toBe("membership.no_such_change");
    expect((await change(officer, one.id, { state: "retained", organisationId: city.otherUnion.id })).json().code).toBe(
      "membership.none_there",
    );
    const both = await Promise.all([1, 2].map(() => change(officer, one.id, { state: "suspended" })));
    expect(both.map((one) => one.statusCode).sort()).toEqual([204, 409]);
  });
});

test("a second union serves a member who stays counted in the first; it ends without the membership", async () => {
  const chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
  const one = await member();
  const add = (who: { cookie: string }, organisationId: string) =>
    server.app.inject({
      ...{ method: "POST", url: `/api/people/${one.id}/affiliations`, headers: { cookie: who.cookie } },
      payload: { organisationId, basis: "residence" },
    });
  const members = await counted();
  expect((await add(stranger, city.otherUnion.id)).statusCode).toBe(404);
  expect((await add(officer, city.otherUnion.id)).json().code).toBe("organisation.missing");
  const both = await Promise.all([1, 2].map(() => add(chief, city.otherUnion.id)));
  expect(both.map((answer) => answer.statusCode).sort()).toEqual([204, 422]);
  expect((await unionsOf(one.id))?.sort()).toEqual([city.otherUnion.path, city.union.path].sort());
  expect(await counted()).toBe(members);
  const ended = await change(chief, one.id, { state: "resigned", organisationId: city.otherUnion.id });
  expect(ended.statusCode).toBe(204);
  const { memberships } = await file(one.id, chief);
  expect(memberships.map((held: { state: string; basis: string | null }) => [held.state, held.basis]).sort()).toEqual([
    ["active", null],
    ["resigned", "residence"],
  ]);
  expect(await unionsOf(one.id)).toEqual([city.union.path]);
});

test("the end of the primary membership ends those in other branches too, and each branch reads of it", async () => {
  const chief = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
  const one = await member();
  const added = await server.app.inject({
    ...{ method: "POST", url: `/api/people/${one.id}/affiliations`, headers: { cookie: chief.cookie } },
    payload: { organisationId: city.otherUnion.id, basis: "residence" },
  });
  expect(added.statusCode, added.body).toBe(204);
  const ended = await change(officer, one.id, { state: "resigned" });
  expect(ended.statusCode, ended.body).toBe(204);
  const rows = await transact(server.database.ctx(), async ({ db }) => ({
    held: (
      await sql`select 1 from membership.membership where person_id = ${one.id}::uuid and valid_to is null`.execute(db)
    ).rows,
    written: (
      await sql<{ node: string }>`select node::text as node from kernel.audit_record
        where action = 'person.membership_state_changed' and object_id = ${one.id}`.execute(db)
    ).rows.map(({ node }) => node),
  }));
  expect(rows.held).toEqual([]);
  expect(rows.written.sort()).toEqual([city.otherUnion.path, city.union.path].sort());
});

test("a member is told what becomes of the membership and why, and by text message of its end; nobody of a change that failed", async () => {
  const one = await member();
  for (const state of ["suspended", "active", "retained"]) await change(officer, one.id, { state });
  expect((await change(officer, one.id, { state: "transferred" })).statusCode).toBe(409);
  expect((await change(officer, one.id, { state: "resigned" })).statusCode).toBe(204);
  expect(await inboxOf(server.database, one.id)).toEqual([
    ...["membership.suspended", "membership.restored", "membership.retained", "membership.resigned"],
  ]);
  expect(await textsTo(server.database, server.secrets, one.phone)).toEqual(["membership_ended"]);
});
