import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { staffSignInRoutes } from "#kernel/sign-in/staff-sign-in.routes";
import type { TestDatabase } from "#kernel/testing";
import { membership, personFacts } from "#modules/membership";
import { type DemoAccounts, demoPhone, loadDemoCity } from "./city.ts";

let server: SignInApp;
let database: TestDatabase;
let demo: DemoAccounts;

beforeAll(async () => {
  server = await signInApp(async (app, runtime) => {
    staffSignInRoutes(app, runtime);
    await membership.routes?.(app, runtime);
  });
  database = server.database;
  demo = await loadDemoCity(server.runtime);
});
afterAll(() => server.close());

const count = async (query: string): Promise<number> => {
  const { rows } = await transact(database.ctx(), (tx) => sql.raw<{ n: number }>(query).execute(tx.db));
  return rows[0]?.n ?? 0;
};

describe("the demo city", () => {
  test("has 20,000 members in 40 unions under province, city and county", async () => {
    expect(await count("select count(*)::int n from membership.person")).toBe(20_000);
    expect(await count("select count(*)::int n from membership.membership where is_primary")).toBe(20_000);
    expect(await count("select count(distinct node)::int n from membership.person where nlevel(node) = 4")).toBe(40);
    expect(demo.unions).toHaveLength(40);
    expect(await count("select count(distinct phone_index)::int n from membership.person")).toBe(20_000);
  });

  test("knows its members by number, and the first hundred are verified", async () => {
    expect(demoPhone(0)).toBe("+8619900000001");
    const facts = await transact(database.ctx(), (tx) => personFacts(tx.db, demo.members.personIds[99] ?? ""));
    expect(facts).toMatchObject({ verified: true });
    expect(demo.unions.map((union) => union.node)).toContain(facts?.unions[0]);
  });

  test("has ten staff accounts whose duties lie where they should", async () => {
    expect(demo.staff.map((one) => one.role)).toEqual([
      "administrator",
      "maker",
      "checker",
      "approver",
      "auditor",
      "keeper",
      "county",
      "organiser",
      "accountant",
      "cashier",
    ]);
    expect(await count("select count(*)::int n from kernel.duty_grant where duty = 'auditor'")).toBe(2);
    expect(await count("select count(*)::int n from kernel.staff_account where totp_secret is not null")).toBe(10);
  });

  test("lets everybody in as the terminal prints it", async () => {
    const post = (url: string, payload: object) => server.app.inject({ method: "POST", url, payload });
    for (const { login, password, at } of demo.staff) {
      const { ticket, next, demoCode } = (await post("/api/staff/sign-in", { login, password })).json();
      expect(next).toBe("totp");
      const me = (await post("/api/staff/sign-in/second", { ticket, code: demoCode })).json();
      expect(me.duties[0]).toMatchObject({ nodeId: at.id, nodeName: at.name });
    }
    const phone = String(demo.members.firstPhone);
    const { demoCode } = (await post("/api/member/sign-in/codes", { phone })).json();
    const me = (await post("/api/member/sign-in", { phone, code: demoCode })).json();
    expect(me).toMatchObject({ personId: demo.members.personIds[0], verified: true, phoneMasked: "199****0001" });
  });
});
