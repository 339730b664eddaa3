import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anonymous } from "#kernel/actor";
import { transact } from "#kernel/context";
import { definedJobs } from "#kernel/jobs";
import { sendInbox } from "#kernel/notify/notify";
import { stayingRows } from "#kernel/person-references";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import "../../../modules.ts"; // every room says what stays
import { membership } from "../index.ts";
import { aMember, aSmallCity, type BuiltOrganisation } from "../membership.builders.ts";
import { putLink } from "../parent-app/parent-app.store.ts";
import { aPair, pairOf } from "./duplicates.builders.ts";
import { followLateRows } from "./late-rows.ts";
import { mergePeople } from "./merge-people.ts";
import { unmergePeople } from "./unmerge-people.ts";

let server: SignInApp;
let union: BuiltOrganisation;
beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  ({ union } = await aSmallCity(server.database));
});
afterAll(() => server.close());

const ctx = () => server.database.ctx();
const merge = async (pairId: string, personId: string) =>
  (await mergePeople(ctx(), server.secrets, { pairId, personId, take: [], reason: "同一个人" })).id;
/** Whose message it is. */
const holderOf = async (dedupe: string) => {
  const find = sql<{ personId: string }>`select person_id from kernel.inbox_message where dedupe = ${dedupe}`;
  return (await transact(ctx(), (tx) => find.execute(tx.db))).rows[0]?.personId;
};

/** Writes a message to somebody in a transaction that is under way while `meanwhile` happens, and then commits. */
const writeDuring = (personId: string, dedupe: string, meanwhile: () => Promise<unknown>) =>
  transact(ctx(), async (tx) => {
    await sendInbox(tx, { personId, kind: "test", title: "一", body: "二", dedupe });
    await meanwhile();
  });

describe("rows that come late", () => {
  it("follow, belong to the merge, and go back with it", async () => {
    const { pairId, kept, other } = await aPair(server, union);
    let mergeId = "";
    await writeDuring(other.id, `late ${pairId}`, async () => {
      mergeId = await merge(pairId, kept.id);
    });
    // Without the sweep it lies where nobody reads it.
    expect(await holderOf(`late ${pairId}`)).toBe(other.id);
    expect(await followLateRows(ctx())).toBe(1);
    expect(await holderOf(`late ${pairId}`)).toBe(kept.id);
    expect(await followLateRows(ctx())).toBe(0);
    expect(await unmergePeople(ctx(), server.secrets, { mergeId, reason: "是双胞胎" })).toEqual({ kept: [] });
    expect(await holderOf(`late ${pairId}`)).toBe(other.id);
    expect(await followLateRows(ctx())).toBe(0);
  });

  it("go on through a file that was merged itself, and stay where the other has the same, which is named", async () => {
    const { database, secrets } = server;
    const facts = { name: "欧阳三影", birthDate: "1979-09-09" };
    const [a, b, c] = [
      await aMember(database, secrets, union, facts),
      await aMember(database, secrets, union, facts),
      await aMember(database, secrets, union, facts),
    ];
    await merge(await pairOf(database, a.id, b.id), b.id);
    const last = await merge(await pairOf(database, b.id, c.id), c.id);
    for (const personId of [a.id, b.id, c.id])
      await transact(ctx(), (tx) => sendInbox(tx, { personId, kind: "test", dedupe: `same ${last}` }));
    await transact(ctx(), (tx) => sendInbox(tx, { personId: a.id, kind: "test", dedupe: `chain ${last}` }));
    await followLateRows(ctx());
    expect(await holderOf(`chain ${last}`)).toBe(c.id);
    const { rows } = await transact(ctx(), (tx) =>
      sql<{ kept: string[] }>`select kept from membership.merge where id = ${last}`.execute(tx.db),
    );
    expect(rows[0]?.kept).toEqual(["kernel.inbox_message"]);
    expect(await followLateRows(ctx())).toBe(0);
  });

  it("leave a number as well known as it was, and nobody who came in to the closed file comes in to the other", async () => {
    const { pairId, kept, other } = await aPair(server, union);
    const issuer = "https://parent.example";
    const run = (text: ReturnType<typeof sql>) => transact(ctx(), ({ db }) => text.execute(db));
    await run(sql`update membership.person set phone_known_at = '2026-01-01' where id = ${other.id}`);
    await transact(ctx(), ({ db }) => putLink(db, { issuer, subject: "former", personId: kept.id, how: "phone" }));
    await mergePeople(ctx(), server.secrets, { pairId, personId: kept.id, take: ["phone"], reason: "同一个人" });
    // As a sign-in would that was under way.
    await transact(ctx(), ({ db }) => putLink(db, { issuer, subject: "late", personId: other.id, how: "phone" }));
    await followLateRows(ctx());
    expect((await run(sql`select from membership.person_identity where person_id = ${kept.id}`)).rows).toEqual([]);
    const known = sql`select from membership.person where id = ${kept.id} and phone_known_at = '2026-01-01'`;
    expect((await run(known)).rows).toHaveLength(1);
  });

  it("are looked for twice after a merge, and every night", async () => {
    const { pairId, kept } = await aPair(server, union);
    const mergeId = await merge(pairId, kept.id);
    const { rows } = await transact(ctx(), (tx) =>
      sql`select from pgboss.job where name = 'membership.follow_late_rows' and singleton_key like ${`${mergeId}%`}`.execute(
        tx.db,
      ),
    );
    expect(rows).toHaveLength(2);
    expect(definedJobs().find(({ name }) => name === "membership.follow_late_rows_nightly")?.cron).toBeDefined();
  });
});

describe("rows of every room", () => {
  it("are in tables whose rows can be told apart beside the person, so that none is forgotten", async () => {
    const { rows } = await transact(server.database.ctx(), (tx) =>
      sql<{
        name: string;
      }>`select format('%I.%I', n.nspname, c.relname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        where a.attname = 'person_id' and a.atttypid = 'uuid'::regtype and c.relkind in ('r', 'p') and not c.relispartition
          and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
          and c.oid not in (select t.name from kernel.tables_of_people() t)`.execute(tx.db),
    );
    expect(rows).toEqual([]);
  });

  it("are read by an index, also when PostgreSQL knows nothing of the table yet", async () => {
    const { rows } = await transact(server.database.ctx(), (tx) =>
      sql<{ name: string }>`select name::text as name from kernel.tables_of_people()
        where not name::text = any (${stayingRows()}::text[])`.execute(tx.db),
    );
    const whole: string[] = [];
    for (const { name } of rows)
      await transact(server.database.ctx(), async (tx) => {
        await sql`set local enable_seqscan to off`.execute(tx.db);
        const plan = await sql`explain select * from ${sql.table(name)} where person_id = ${union.id}`.execute(tx.db);
        if (!JSON.stringify(plan.rows).includes("Index Cond: (person_id")) whole.push(name);
      });
    expect(whole).toEqual([]);
    expect(rows.length).toBeGreaterThan(20);
  });

  it("follow for the server's own sight alone", async () => {
    const asAnybody = transact(server.database.ctx(anonymous), (tx) =>
      sql`select kernel.move_person_rows(${union.id}, ${union.id}, '{}', null)`.execute(tx.db),
    );
    await expect(asAnybody).rejects.toThrow(/for the server itself/);
  });
});
