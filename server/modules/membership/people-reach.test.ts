import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { countEligible, membership, peopleFacts, personFacts, personReach } from "./index.ts";
import { aMember, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
});
afterAll(() => server.close());

const member = (name: string, union = city.union) => aMember(server.database, server.secrets, union, { name });

describe("row level security", () => {
  test("shows a member their own row only, whatever the query asks", async () => {
    const [own, other] = [await member("甲"), await member("乙")];
    const actor: Actor = { kind: "member", sessionId: uuidv7(), personId: own.id, reach: [city.union.path] };
    const seen = (statement: string) =>
      transact(
        server.database.ctx(actor),
        async (tx) => (await sql.raw<{ id: string }>(statement).execute(tx.db)).rows,
      );
    expect(await seen("select id from membership.person")).toEqual([{ id: own.id }]);
    expect(await seen(`select id from membership.person where id = '${other.id}'`)).toEqual([]);
    const memberships = await seen("select person_id as id from membership.membership");
    expect(memberships).toEqual([{ id: own.id }]);
    expect(await seen("select id from kernel.staff_account")).toEqual([]);
    expect(await seen("select account_id as id from kernel.duty_grant")).toEqual([]);
    expect((await seen("select id from membership.organisation")).length).toBe(3);
    await expect(seen(`update membership.person set name = 'x' where id = '${own.id}' returning id`)).rejects.toThrow(
      /row-level security/,
    );
    expect(await seen(`update membership.person set name = 'x' where id = '${other.id}' returning id`)).toEqual([]);
  });

  test("shows staff the people of their subtrees only, and nobody without a context", async () => {
    const there = await member("丙", city.otherUnion);
    const staff = (path: string): Actor => ({
      kind: "staff",
      sessionId: "s",
      accountId: uuidv7(),
      name: "",
      duties: [{ duty: "none", path }],
    });
    const sees = (path: string) =>
      transact(server.database.ctx(staff(path)), async (tx) => {
        const { rows } = await sql`select 1 from membership.person where id = ${there.id}::uuid`.execute(tx.db);
        return rows.length;
      });
    expect(await sees(city.county.path)).toBe(0);
    expect(await sees(city.otherCounty.path)).toBe(1);
    expect(await sees(city.city.path)).toBe(1);
    expect((await sql`select 1 from membership.person`.execute(server.database.db)).rows).toEqual([]);
  });
});

describe("facts about people", () => {
  test("are what eligibility asks for", async () => {
    const { database, secrets } = server;
    const person = await aMember(database, secrets, city.union, {
      tags: ["只此一人"],
      verified: true,
      employmentForm: "platform",
    });
    const other = await member("丁");
    const expected = { unions: [city.union.path], verified: true, employmentForm: "platform", tags: ["只此一人"] };
    await transact(database.ctx(), async (tx) => {
      expect(await personFacts(tx.db, person.id)).toEqual({ id: person.id, ...expected });
      expect((await peopleFacts(tx.db, [person.id, other.id, uuidv7()])).size).toBe(2);
      const conditions = [
        { type: "verified" },
        { type: "tag", anyOf: ["只此一人", "x"] },
        { type: "employmentForm", anyOf: ["platform"] },
        { type: "within", node: city.county.path },
      ] as const;
      expect(await countEligible(tx.db, city.city.path, conditions)).toBe(1);
      expect(await countEligible(tx.db, city.otherCounty.path, conditions)).toBe(0);
    });
    expect(await personReach(database.ctx(), person.id)).toEqual([city.union.path]);
    await expect(personReach(database.ctx(), uuidv7())).rejects.toThrow("person.missing");
  });
});
