/** A city with something in every room moves under a province: every row of every table follows, and the audit stays as it was. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { settleMoves } from "#kernel/nodes.store";
import { addOrganisation } from "#modules/membership";
import { asSuperuser, aWholeCity, type City } from "./access.builders.ts";
import { moveOrganisation } from "./modules/membership/organisations/move.ts";
import { type WholeServer, wholeServer } from "./whole-server.builders.ts";

let server: WholeServer;
let city: City;
let province: { id: string; node: string };

beforeAll(async () => {
  server = await wholeServer();
  city = await aWholeCity(server, "迁城");
  province = await transact(server.base.database.ctx(), (tx) =>
    addOrganisation(tx, { parentId: null, name: "云泽省总工会", kind: "province" }),
  );
});
afterAll(() => server.close());

/** How many rows of each table lie at or below a path, column by column; and documents that name it. */
const rowsBelow = (path: string) =>
  asSuperuser(server.base, async (query) => {
    const tables = await query("select name::text as name, paths, documents from kernel.tables_with_paths()");
    const counts: Record<string, number> = {};
    for (const { name, paths, documents } of tables) {
      for (const column of paths as string[]) {
        const [row] = await query(`select count(*)::int as n from ${name} where ${column} <@ $1::ltree`, [path]);
        counts[`${name}.${column}`] = Number(row?.n);
      }
      if (String(name).startsWith("kernel.")) continue;
      for (const column of documents as string[]) {
        const [row] = await query(`select count(*)::int as n from ${name} where ${column}::text ~ $1`, [
          `"node": "${path.replaceAll(".", "\\.")}["\\.]`,
        ]);
        counts[`${name}.${column}`] = Number(row?.n);
      }
    }
    return counts;
  });
const audit = (path: string) =>
  asSuperuser(server.base, async (query) => {
    const [row] = await query(
      "select count(*)::int as n, md5(string_agg(hash::text, '' order by chain, seq)) as sum from kernel.audit_record where node <@ $1::ltree",
      [path],
    );
    return row;
  });
const filled = (counts: Record<string, number>) => Object.values(counts).filter((count) => count > 0).length;
const none = (counts: Record<string, number>) => Object.entries(counts).filter(([, count]) => count > 0);

test("every row follows, column by column, and what was written in the audit stays where it was", async () => {
  const old = city.node.path;
  const before = await rowsBelow(old);
  const written = await audit(old);
  expect(filled(before)).toBeGreaterThan(50);

  const given = { parentId: province.id, from: dayOf(new Date()), reason: "省直管" };
  const { rows } = await moveOrganisation(server.base.database.ctx(), city.node.id, given);
  const now = `${province.node}.${old}`;
  const after = await rowsBelow(now);
  // The move itself: one affiliation, and what it tells.
  const news = ["membership.organisation_link.from_node", "kernel.outbox.node"];
  for (const [column, count] of Object.entries(before))
    if (!news.includes(column)) expect([column, after[column]]).toEqual([column, count]);
  expect(none(await rowsBelow(old))).toEqual([]);
  expect(rows).toBeGreaterThan(100);
  const still = await audit(old);
  // One line more under the old path: that it was moved.
  expect(Number(still?.n)).toBe(Number(written?.n) + 1);

  // The negative control: one row left behind is seen.
  await asSuperuser(server.base, (query) =>
    query("update membership.person set node = $1::ltree where id = $2", [old, city.ids.person]),
  );
  expect(none(await rowsBelow(old))).toEqual([["membership.person.node", 1]]);
  expect(await transact(server.base.database.ctx(), (tx) => settleMoves(tx.db, 60))).toBe(1);
  expect(none(await rowsBelow(old))).toEqual([]);
});

test("staff and members go on working at once, and whoever answers for the city reads its audit from before", async () => {
  const read = (url: string, cookie: string) => server.app.inject({ url, headers: { cookie } });
  const found = await read(`/api/people?organisationId=${city.node.id}`, city.cookies.staff);
  expect(found.json().items.length).toBeGreaterThan(1);
  const campaign = await read(`/api/staff/campaigns/${city.ids.campaign}`, city.cookies.staff);
  expect(campaign.statusCode).toBe(200);
  const me = await read("/api/member/vouchers", city.cookies.member);
  expect(me.statusCode).toBeLessThan(500);
  const records = await read("/api/audit?limit=100", city.cookies.staff);
  const actions = records.json().items.map((one: { action: string }) => one.action);
  expect(actions).toContain("organisation.created");
});
