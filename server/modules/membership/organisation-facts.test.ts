import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { creditCodeCheckSign } from "#wire/credit-code";
import { membership } from "./index.ts";
import { aMember, anOrganisation, aSmallCity } from "./membership.builders.ts";
import { changedFacts, noFacts, reminderDue } from "./organisation-facts.rules.ts";
import { foldTallies } from "./organisations.store.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  officer = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
});
afterAll(() => server.close());

const call = (method: "GET" | "POST" | "PATCH", url: string, payload?: object) =>
  server.app.inject({
    method,
    url,
    headers: { cookie: officer.cookie },
    ...(payload === undefined ? {} : { payload }),
  });
const change = (id: string, body: object) => call("PATCH", `/api/organisations/${id}`, body);
const ask = async <Row>(query: string) =>
  (await transact(server.database.ctx(), (tx) => sql.raw<Row>(query).execute(tx.db))).rows;

const body = "81320100MC0123456";
const good = body + (creditCodeCheckSign(body) ?? "");

describe("facts", () => {
  test("a doubtful code is kept with its doubt and reason; a right one has neither", async () => {
    const at = city.union.id;
    const wrong = `${body}${good.endsWith("1") ? "2" : "1"}`;
    const doubtful = await change(at, { creditCode: ` ${wrong} `, creditCodeReason: "证书如此" });
    expect(doubtful.json()).toMatchObject({
      creditCode: wrong,
      creditCodeDoubt: "check",
      creditCodeReason: "证书如此",
    });
    const right = await change(at, { creditCode: good });
    expect(right.json()).toMatchObject({ creditCode: good, creditCodeDoubt: null, creditCodeReason: null });
    const twin = await change(city.otherUnion.id, { creditCode: good });
    expect(twin.json().creditCodeAlsoOf).toBe(city.union.name);
  });

  test("everything is written, read again, and taken away again", async () => {
    const facts = {
      ...{
        regionCode: "320102",
        industry: "G",
        unitType: "private",
        class: "rising",
        marks: ["courier"],
        address: "工人路 1 号",
      },
      ...{ phone: "025-12351", foundedOn: "2019-05-01", legalPerson: true, termFrom: "2024-05-01", termYears: 3 },
    };
    const written = (await change(city.union.id, facts)).json();
    expect(written).toMatchObject({ ...facts, newForm: true, electionDue: "2027-05-01", regionRevision: "2023-12" });
    const set = (await change(city.union.id, { electionOn: "2027-03-15", marks: [] })).json();
    expect(set).toMatchObject({ electionDue: "2027-03-15", newForm: false });
    const none = (
      await change(city.union.id, { regionCode: null, electionOn: null, termFrom: null, termYears: null })
    ).json();
    expect(none).toMatchObject({ regionCode: null, regionRevision: null, electionDue: null });
  });

  test.each([
    [{ regionCode: "160000" }, 422],
    [{ termFrom: "2024-05-01" }, 422],
    [{ termFrom: "2024-05-01", termYears: 4 }, 400],
    [{ kind: "merchant" }, 422],
    [{ kind: "city" }, 422],
    [{ creditCodeDoubt: null }, 400],
  ])("%j is refused", async (given, status) => {
    expect((await change(city.otherUnion.id, given)).statusCode).toBe(status);
  });

  test("a union becomes a joint one where that may stand", async () => {
    const made = await anOrganisation(server.database, "base", city.county);
    expect((await change(made.id, { kind: "joint", state: "preparing" })).json()).toMatchObject({
      ...{ kind: "joint", state: "preparing" },
    });
  });

  test("what was counted by on a day stays written, changes of one day are one version", async () => {
    const made = await anOrganisation(server.database, "base", city.county);
    await ask(
      `update membership.organisation_version set valid_from = '2026-01-01' where organisation_id = '${made.id}'`,
    );
    await change(made.id, { industry: "C" });
    await change(made.id, { industry: "H" });
    await change(made.id, { address: "不影响统计" });
    const versions = await ask<{ validFrom: string; open: boolean; industry: string | null }>(
      `select valid_from, valid_to is null as open, industry from membership.organisation_version
       where organisation_id = '${made.id}' order by valid_from`,
    );
    expect(versions).toMatchObject([
      { validFrom: "2026-01-01", open: false, industry: null },
      { open: true, industry: "H" },
    ]);
  });
});

describe("rules", () => {
  test("a code is judged anew for another kind", () => {
    const before = changedFacts(noFacts, { creditCode: good }, "base");
    expect(before.creditCodeDoubt).toBeNull();
    expect(changedFacts(before, {}, "enterprise").creditCodeDoubt).toBe("of_unions");
  });

  test("another region is of the dictionary's revision unless one is named", () => {
    const old = changedFacts(noFacts, { regionCode: "320102", regionRevision: "2014-10" }, "base");
    expect(old.regionRevision).toBe("2014-10");
    expect(changedFacts(old, { address: "x" }, "base").regionRevision).toBe("2014-10");
    expect(changedFacts(old, { regionCode: "320104" }, "base").regionRevision).toBe("2023-12");
  });

  test.each([
    [91, undefined],
    [90, 90],
    [31, 90],
    [30, 30],
    [1, 30],
    [0, 0],
    [-40, 0],
  ])("with %i days left the reminder of %s is due", (left, due) => {
    expect(reminderDue(left)).toBe(due);
  });
});

describe("counts", () => {
  const counted = async (id: string) => (await call("GET", `/api/organisations/${id}`)).json().members;
  const rows = (table: string) => ask<{ count: number }>(`select count(*)::int as count from membership.${table}`);

  test("follow who comes, moves and leaves, and are what the memberships say, before and after they are folded", async () => {
    const from = await anOrganisation(server.database, "base", city.county);
    const to = await anOrganisation(server.database, "base", city.otherCounty);
    const [one, two, three] = [
      await aMember(server.database, server.secrets, from),
      await aMember(server.database, server.secrets, from),
      await aMember(server.database, server.secrets, from),
    ];
    expect(await counted(from.id)).toBe(3);
    const moved = await call("POST", `/api/people/${one.id}/transfer`, { organisationId: to.id, reason: "调动" });
    expect(moved.statusCode, moved.body).toBeLessThan(300);
    const left = await call("POST", `/api/people/${two.id}/membership/end`, { reason: "离职" });
    expect(left.statusCode, left.body).toBeLessThan(300);
    expect([await counted(from.id), await counted(to.id)]).toEqual([1, 1]);
    const whole = await counted(city.city.id);
    const [before] = await rows("member_tally");
    expect(await transact(server.database.ctx(), (tx) => foldTallies(tx.db))).toBeGreaterThan(1);
    const [after] = await rows("member_tally");
    expect(after?.count).toBeLessThan(before?.count ?? 0);
    expect(await counted(city.city.id)).toBe(whole);
    expect(three.id).toBeTruthy();
    const apart = await ask(`select o.id from membership.organisation o
      left join (select organisation_id, sum(change) as n from membership.member_tally group by 1) t on t.organisation_id = o.id
      left join (select organisation_id, count(*) as n from membership.membership
        where is_primary and membership.counts_as_member(state) group by 1) m on m.organisation_id = o.id
      where coalesce(t.n, 0) <> coalesce(m.n, 0)`);
    expect(apart).toEqual([]);
  });

  test("ten thousand below one are listed a page at a time, every one once, merchants last", async () => {
    const parent = await anOrganisation(server.database, "county", city.city);
    await ask(`with made as (
        insert into kernel.node (id, parent_id, path) select gen_random_uuid(), '${parent.id}', ('new.' || i)::ltree
        from generate_series(1, 10000) i returning id, label),
      placed as (insert into membership.organisation (id, node, kind, name, short_name, pinyin, initials)
        select id, ('${parent.path}.' || label)::ltree, case when label % 50 = 0 then 'merchant' else 'base' end, 'x' || label, 'x', 'x', 'x'
        from made returning id)
      select count(*) from placed`);
    await ask(
      `update kernel.node n set path = o.node from membership.organisation o where o.id = n.id and n.path <@ 'new'`,
    );
    const page = async (after: string | null) =>
      (await call("GET", `/api/organisations?parent=${parent.id}${after ? `&after=${after}` : ""}`)).json();
    const seen = new Set<string>();
    let next: string | null = null;
    const began = performance.now();
    for (let at = 0; at < 5; at++) {
      const answer: { items: { id: string; kind: string }[]; next: string | null } = await page(next);
      for (const { id, kind } of answer.items) if (kind === "base") seen.add(id);
      next = answer.next;
    }
    const each = (performance.now() - began) / 5;
    expect(seen.size).toBe(500);
    const [last] = await ask<{ id: string }>(`select id from membership.organisation
      where kind = 'base' and node <@ '${parent.path}' order by node desc limit 1`);
    const merchants = await page(last?.id ?? "");
    expect(new Set(merchants.items.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(["merchant"]));
    expect((await page(merchants.next)).next).toBeNull();
    // Quick even without the planner's statistics, which these rows are too new for; a nested scan takes seconds.
    expect(each).toBeLessThan(1000);
  });
});
