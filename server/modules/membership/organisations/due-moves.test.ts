import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { handOverDuties } from "#kernel/sign-in/grants";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { anOrganisation } from "../membership.builders.ts";
import { moveDueOrganisations } from "./move.ts";

let server: SignInApp;
beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
});
afterAll(() => server.close());

const query = async (text: ReturnType<typeof sql>) =>
  (await transact(server.database.ctx(), ({ db }) => text.execute(db))).rows;

/** A county that somebody has planned to move from one city to another, and whose day has come. */
async function dueMove() {
  const { database, secrets, app } = server;
  const province = await anOrganisation(database, "province");
  const [one, two] = [
    await anOrganisation(database, "city", province),
    await anOrganisation(database, "city", province),
  ];
  const county = await anOrganisation(database, "county", one);
  const author = await aStaff(database, secrets, { node: province, duties: ["people.officer"] });
  const today = dayOf(new Date());
  await query(
    sql`update membership.organisation_link set valid_from = '2026-01-01' where from_id = ${county.id}::uuid`,
  );
  const planned = await app.inject({
    ...{ method: "POST", url: `/api/organisations/${county.id}/move`, headers: { cookie: author.cookie } },
    payload: { parentId: two.id, from: addDays(today, 1), reason: "明年起" },
  });
  expect(planned.json(), planned.body).toMatchObject({ moved: false });
  const shift = (column: "valid_to" | "valid_from", to: { id: string }) =>
    query(sql`update membership.organisation_link set ${sql.ref(column)} = ${today}::date
      where from_id = ${county.id}::uuid and to_id = ${to.id}::uuid`);
  await shift("valid_to", one);
  await shift("valid_from", two);
  const parent = async () => {
    const [row] = (await query(sql`select parent_id from kernel.node where id = ${county.id}::uuid`)) as [
      { parentId: string },
    ];
    return row.parentId;
  };
  return { one, two, county, author, parent };
}

/** The nodes in whose audit it stands. */
const written = async (id: string) => {
  const rows = await query(sql`select node::text as node from kernel.audit_record
    where object_id = ${id} and action = 'organisation.move_failed' and payload like '%author_without_duty%'`);
  return (rows as { node: string }[]).map(({ node }) => node);
};
const told = (id: string) =>
  query(sql`select topic from kernel.outbox where payload->>'organisationId' = ${id}
  and payload->>'why' = 'organisation.author_without_duty'`);

test("a planned move is done on its day while its author may still do it", async () => {
  const { two, parent } = await dueMove();
  expect(await moveDueOrganisations(server.database.ctx())).toBe(1);
  expect(await parent()).toBe(two.id);
});

test("one whose author has handed the duty over is done all the same, by who took over", async () => {
  const { two, author, parent } = await dueMove();
  const { database, secrets } = server;
  const [home] = (await query(
    sql`select node_id as id, node::text as path from kernel.staff_account where id = ${author.id}::uuid`,
  )) as { id: string; path: string }[];
  const young = await aStaff(database, secrets, { node: home ?? two, duties: [] });
  const given = { accountId: author.id, successorId: young.id, reason: "换届" };
  await handOverDuties(database.ctx(), secrets, given);
  expect(await moveDueOrganisations(database.ctx())).toBe(1);
  expect(await parent()).toBe(two.id);
});

test.each([
  [
    "has lost the duty",
    (id: string) => sql`update kernel.duty_grant set revoked_at = clock_timestamp() where account_id = ${id}::uuid`,
  ],
  [
    "has left",
    (id: string) => sql`update kernel.staff_account set disabled_at = clock_timestamp() where id = ${id}::uuid`,
  ],
])("one whose author %s by then is taken back, written down and told", async (_, over) => {
  const { one, two, county, author, parent } = await dueMove();
  await query(over(author.id));
  expect(await moveDueOrganisations(server.database.ctx())).toBe(0);
  expect(await parent()).toBe(one.id);
  // Where it stands and where it was to go: both had been told of the plan.
  expect((await written(county.id)).sort()).toEqual([county.path, two.path].sort());
  expect(await told(county.id)).toEqual([{ topic: "organisation.move_failed" }]);
  expect(
    await query(sql`select move_failed_why as why from membership.organisation where id = ${county.id}::uuid`),
  ).toEqual([{ why: "organisation.author_without_duty" }]);
  expect(await moveDueOrganisations(server.database.ctx())).toBe(0);
});
