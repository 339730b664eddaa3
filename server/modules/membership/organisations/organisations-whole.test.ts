import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, anOrganisation, type BuiltOrganisation } from "../membership.builders.ts";
import { remindOfElections } from "./elections.ts";
import { moveDueOrganisations, moveOrganisation } from "./move.ts";

const today = dayOf(new Date());
const tomorrow = addDays(today, 1);
let server: SignInApp;
let province: BuiltOrganisation;
let officer: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  province = await anOrganisation(server.database, "province");
  officer = await aStaff(server.database, server.secrets, { node: province, duties: ["people.officer"] });
});
afterAll(() => server.close());

const ask = (method: "GET" | "POST" | "PATCH", url: string, payload?: object, cookie = officer.cookie) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const post = (url: string, payload?: object, cookie?: string) => ask("POST", url, payload, cookie);
const get = async (url: string, cookie?: string) => (await ask("GET", url, undefined, cookie)).json();
const at = (organisation: { id: string }, rest = "") => `/api/organisations/${organisation.id}${rest}`;
const query = async <Row>(text: string) =>
  (await transact(server.database.ctx(), (tx) => sql.raw<Row>(text).execute(tx.db))).rows;
const add = (kind: Parameters<typeof anOrganisation>[1], parent: { id: string }, name?: string) =>
  anOrganisation(server.database, kind, parent, name);
/** As if it had been there since the beginning of the year. */
const since = async (organisation: { id: string }, day = "2026-01-01") => {
  await query(`update membership.organisation_link set valid_from = '${day}' where from_id = '${organisation.id}'`);
  await query(
    `update membership.organisation_version set valid_from = '${day}' where organisation_id = '${organisation.id}'`,
  );
};
const twoCities = async () => {
  const [one, two] = [await add("city", province), await add("city", province)];
  const county = await add("county", one);
  const union = await add("base", county);
  return { one, two, county, union };
};

describe("a move", () => {
  test("today takes all below with it, and yesterday stays as it was", async () => {
    const { one, two, county, union } = await twoCities();
    for (const organisation of [one, two, county, union]) await since(organisation);
    const member = await aMember(server.database, server.secrets, union);
    const moved = await post(at(county, "/move"), { parentId: two.id, from: today, reason: "区划调整" });
    expect(moved.json(), moved.body).toMatchObject({ moved: true });
    const names = (await get(at(union))).path.map((step: { id: string }) => step.id);
    expect(names).toEqual([province.id, two.id, county.id, union.id]);
    expect(await get(at(two))).toMatchObject({ members: 1 });
    expect(await get(at(one))).toMatchObject({ members: 0 });
    expect((await get(`/api/people?organisationId=${two.id}`)).items).toMatchObject([{ id: member.id }]);

    const yesterday = addDays(today, -1);
    const then = await get(`/api/organisations/as-of?parent=${one.id}&day=${yesterday}`);
    expect(then.items).toMatchObject([{ id: county.id, children: 1 }]);
    expect((await get(`/api/organisations/as-of?parent=${one.id}&day=${today}`)).items).toEqual([]);
    const was = await get(at(union, `/as-of?day=${yesterday}`));
    expect(was.path.map((step: { id: string }) => step.id)).toEqual([province.id, one.id, county.id, union.id]);
    const links = (await get(at(county, "/links"))).items;
    expect(links).toMatchObject([
      { kind: "affiliation", to: { id: two.id }, validFrom: today, validTo: null, state: "holds" },
      { kind: "affiliation", to: { id: one.id }, validTo: today, state: "over", endReason: "区划调整" },
    ]);
  });

  test("of a coming day is planned, can be taken back, and is done by the job of that day", async () => {
    const { one, two, county } = await twoCities();
    await since(county);
    expect((await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" })).json()).toEqual({
      ...{ moved: false, rows: 0 },
    });
    expect((await get(at(county))).parentId).toBe(one.id);
    expect((await get(at(county, "/touched"))).plannedMove).toEqual({ toId: two.id, on: tomorrow });
    const twice = await post(at(county, "/move"), { parentId: two.id, from: today, reason: "再来" });
    expect(twice.json()).toMatchObject({ status: 409, code: "organisation.move_planned" });
    expect((await post(at(county, "/move/cancel"))).statusCode).toBe(204);
    expect((await post(at(county, "/move/cancel"))).json().code).toBe("organisation.no_move_planned");
    expect((await get(at(county, "/links"))).items).toMatchObject([{ to: { id: one.id }, validTo: null }]);

    await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" });
    expect(await moveDueOrganisations(server.database.ctx())).toBe(0);
    await query(
      `update membership.organisation_link set valid_to = '${today}' where from_id = '${county.id}' and to_id = '${one.id}'`,
    );
    await query(
      `update membership.organisation_link set valid_from = '${today}' where from_id = '${county.id}' and to_id = '${two.id}'`,
    );
    expect(await moveDueOrganisations(server.database.ctx())).toBe(1);
    expect((await get(at(county))).parentId).toBe(two.id);
    expect(await moveDueOrganisations(server.database.ctx())).toBe(0);
  });

  test("that has become impossible when its day comes is taken back and written down", async () => {
    const { one, two, county } = await twoCities();
    await since(county);
    await post(at(county, "/move"), { parentId: two.id, from: tomorrow, reason: "明年起" });
    await query(`update membership.organisation set state = 'closed', closed_on = '${today}' where id = '${two.id}'`);
    await query(
      `update membership.organisation_link set valid_to = '${today}' where from_id = '${county.id}' and to_id = '${one.id}'`,
    );
    await query(
      `update membership.organisation_link set valid_from = '${today}' where from_id = '${county.id}' and to_id = '${two.id}'`,
    );
    expect(await moveDueOrganisations(server.database.ctx())).toBe(0);
    expect((await get(at(county))).parentId).toBe(one.id);
    const [failed] = await query<{ payload: string }>(
      `select payload from kernel.audit_record where action = 'organisation.move_failed' and object_id = '${county.id}'`,
    );
    expect(failed?.payload).toContain("organisation.closed");
  });

  test("is refused under itself, where its kind does not stand, in the past, and by whoever answers for one side alone", async () => {
    const { one, two, county, union } = await twoCities();
    const refused = async (id: string, given: object, cookie?: string) =>
      (await post(`/api/organisations/${id}/move`, { from: today, reason: "试试", ...given }, cookie)).json().code;
    const below = await add("base", union);
    expect(await refused(union.id, { parentId: below.id })).toBe("organisation.under_itself");
    expect(await refused(union.id, { parentId: union.id })).toBe("organisation.under_itself");
    expect(await refused(county.id, { parentId: union.id })).toBe("organisation.under_itself");
    expect(await refused(one.id, { parentId: two.id })).toBe("organisation.kind_not_allowed");
    expect(await refused(county.id, { parentId: one.id })).toBe("organisation.stands_there_already");
    expect(await refused(county.id, { parentId: two.id, from: addDays(today, -1) })).toBe("organisation.day_past");
    const ofCity = await aStaff(server.database, server.secrets, { node: one, duties: ["people.officer"] });
    const other = await add("county", one);
    expect(await refused(county.id, { parentId: two.id }, ofCity.cookie)).toBe("organisation.missing");
    const ofCounty = await aStaff(server.database, server.secrets, { node: county, duties: ["people.officer"] });
    expect(await refused(county.id, { parentId: other.id }, ofCounty.cookie)).toBe("organisation.missing");
    expect(await refused(union.id, { parentId: other.id }, ofCity.cookie)).toBeUndefined();
  });

  test("and another at once never make a circle, whoever comes first", async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await add("base", province), await add("base", province)];
      const ctx = server.database.ctx();
      const given = (to: { id: string }) => ({ parentId: to.id, from: today, reason: "同时" });
      const outcomes = await Promise.allSettled([
        moveOrganisation(ctx, a.id, given(b)),
        moveOrganisation(ctx, b.id, given(a)),
      ]);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const [circle] = await query<{
        n: number;
      }>(`select count(*)::int as n from kernel.node c join kernel.node p on p.id = c.parent_id
        where not p.path @> c.path or nlevel(c.path) <> nlevel(p.path) + 1`);
      expect(circle?.n).toBe(0);
    }
  });
});

describe("links", () => {
  test("of industry show people and figures when they say so, for as long as they hold, and let nothing be changed", async () => {
    const { one, county, union } = await twoCities();
    const industry = await add("industry", one);
    const watcher = await aStaff(server.database, server.secrets, { node: industry, duties: ["people.officer"] });
    const member = await aMember(server.database, server.secrets, union);
    const sees = async () => (await ask("GET", `/api/people/${member.id}`, undefined, watcher.cookie)).statusCode;
    expect(await sees()).toBe(404);

    const blind = await post(at(union, "/links"), { kind: "industry", toId: industry.id });
    expect(blind.statusCode, blind.body).toBe(201);
    expect(await sees()).toBe(404);
    await post(`/api/organisation-links/${blind.json().id}/end`, { on: today, reason: "改约定" });
    const link = await post(at(union, "/links"), {
      kind: "industry",
      toId: industry.id,
      grantsSight: true,
      agreement: "数据共享",
    });
    await expect.poll(sees, { timeout: 1000 }).toBe(200);
    expect((await get("/api/people", watcher.cookie)).items).toMatchObject([{ id: member.id }]);
    const count = await get(`/api/statistics/organisations?organisationId=${union.id}&day=${today}`, watcher.cookie);
    expect(count).toMatchObject({ total: 1, unions: 1 });
    const change = await ask("PATCH", `/api/people/${member.id}`, { name: "改名" }, watcher.cookie);
    expect(change.statusCode).toBe(403);
    expect((await ask("PATCH", at(union), { name: "改名" }, watcher.cookie)).statusCode).toBe(403);
    // And nothing beside what is linked.
    const neighbour = await aMember(server.database, server.secrets, await add("base", county));
    expect((await ask("GET", `/api/people/${neighbour.id}`, undefined, watcher.cookie)).statusCode).toBe(404);

    const ended = await post(
      `/api/organisation-links/${link.json().id}/end`,
      { on: today, reason: "到期" },
      watcher.cookie,
    );
    expect(ended.statusCode, ended.body).toBe(204);
    await expect.poll(sees, { timeout: 1000 }).toBe(404);
  });

  test.each(["alliance", "co_building", "pairing"] as const)("of %s carry no right", async (kind) => {
    const { one, two, union } = await twoCities();
    const partner = await add("base", two);
    const watcher = await aStaff(server.database, server.secrets, { node: partner, duties: ["people.officer"] });
    const member = await aMember(server.database, server.secrets, union);
    const made = await post(at(union, "/links"), { kind, toId: partner.id, agreement: "共用活动室" });
    expect(made.statusCode).toBe(201);
    expect((await ask("GET", `/api/people/${member.id}`, undefined, watcher.cookie)).statusCode).toBe(404);
    expect((await get(at(partner, "/links"), watcher.cookie)).items[0]).toMatchObject({
      ...{ kind, from: { name: union.name }, agreement: "共用活动室", can: { end: true } },
    });
    const sight = await post(at(union, "/links"), { kind, toId: one.id, grantsSight: true });
    expect(sight.json().code).toBe("organisation.sight_of_industry_only");
  });

  test("are made once, not to oneself, and by whoever answers for both ends", async () => {
    const { two, county, union } = await twoCities();
    const given = { kind: "pairing", toId: two.id };
    expect((await post(at(union, "/links"), given)).statusCode).toBe(201);
    expect((await post(at(union, "/links"), given)).json().code).toBe("organisation.link_there_already");
    expect((await post(at(union, "/links"), { kind: "pairing", toId: union.id })).json().code).toBe(
      "organisation.link_to_itself",
    );
    const ofCounty = await aStaff(server.database, server.secrets, { node: county, duties: ["people.officer"] });
    expect((await post(at(union, "/links"), given, ofCounty.cookie)).statusCode).toBe(404);
    expect((await post(at(union, "/links"), { kind: "affiliation", toId: two.id })).statusCode).toBe(400);
  });
});

describe("the end of an organisation", () => {
  test("a merger hands over members, children and counts, and names the successor", async () => {
    const { county } = await twoCities();
    const [a, b] = [await add("base", county, "甲厂工会"), await add("base", county, "乙厂工会")];
    const child = await add("base", a);
    const [one, both] = [
      await aMember(server.database, server.secrets, a),
      await aMember(server.database, server.secrets, a),
    ];
    await query(`insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
      values (gen_random_uuid(), '${both.id}', '${b.id}', '${b.path}', false, '2026-01-01')`);
    expect(await get(at(a, "/touched"))).toMatchObject({ members: 2, memberships: 2, organisations: 2 });
    const merged = await post(at(a, "/merge"), { intoId: b.id, reason: "两厂合并" });
    expect(merged.json(), merged.body).toEqual({ members: 2, organisations: 1 });
    expect(await get(at(a))).toMatchObject({ state: "closed", closedOn: today, successor: { id: b.id }, members: 0 });
    expect(await get(at(b))).toMatchObject({ members: 2, children: 1 });
    expect((await get(at(child))).parentId).toBe(b.id);
    const file = await get(`/api/people/${one.id}`);
    const membershipAt = (id: string) =>
      file.memberships.find((m: { organisationId: string }) => m.organisationId === id);
    expect(membershipAt(b.id)).toMatchObject({ state: "active", primary: true, validFrom: today });
    expect(membershipAt(a.id)).toMatchObject({ state: "transferred", validTo: today });
    const primaries = await query<{ n: number }>(`select count(*)::int as n from membership.membership
      where person_id = '${both.id}' and is_primary and valid_to is null and organisation_id = '${b.id}'`);
    expect(primaries[0]?.n).toBe(1);
    expect((await post(at(a, "/merge"), { intoId: b.id, reason: "再合" })).json().code).toBe("organisation.closed");
    expect((await ask("PATCH", at(a), { name: "改名" })).json().code).toBe("organisation.closed");
    const list = await get(`/api/organisations?parent=${county.id}`);
    expect(list.items.map((item: { id: string }) => item.id)).not.toContain(a.id);
  });

  test("nothing with members or organisations closes without saying where they go", async () => {
    const { county, union } = await twoCities();
    await aMember(server.database, server.secrets, union);
    const refused = (await post(at(county, "/close"), { reason: "撤销" })).json();
    expect(refused).toMatchObject({ code: "organisation.not_empty", params: { organisations: 1 } });
    expect((await post(at(union, "/close"), { reason: "撤销" })).json()).toMatchObject({
      ...{ code: "organisation.not_empty", params: { members: 1, organisations: 0 } },
    });
    expect((await post(at(union, "/close"), { reason: "企业注销", membersTo: county.id })).json()).toEqual({
      members: 1,
    });
    expect(await get(at(county))).toMatchObject({ members: 1, children: 0 });
    expect((await post(at(county, "/close"), { reason: "撤销", membersTo: province.id })).json()).toEqual({
      members: 1,
    });
  });

  test("nobody comes in while it is being closed, whoever is first", async () => {
    const { county, union } = await twoCities();
    const came = () =>
      aMember(server.database, server.secrets, union).then(
        () => "in",
        (error: { code: string }) => error.code,
      );
    const [closed, ...people] = await Promise.all([
      post(at(union, "/close"), { reason: "撤销", membersTo: county.id }),
      ...Array.from({ length: 6 }, came),
    ]);
    expect(closed.statusCode, closed.body).toBe(200);
    expect(new Set([...people, await came()])).toContain("organisation.closed");
    const left = await query(
      `select 1 from membership.membership where organisation_id = '${union.id}' and valid_to is null`,
    );
    expect(left).toEqual([]);
    await expect(
      query(`insert into membership.membership (id, person_id, organisation_id, node, is_primary, valid_from)
        select gen_random_uuid(), id, '${union.id}', node, false, current_date from membership.person limit 1`),
    ).rejects.toThrow("membership.organisation_closed");
  });

  test("a split takes the people and organisations that were chosen, and only those", async () => {
    const { union, county } = await twoCities();
    const [child, other] = [await add("base", union), await add("base", union)];
    const [goes, stays] = [
      await aMember(server.database, server.secrets, union),
      await aMember(server.database, server.secrets, union),
    ];
    const given = { name: "二厂工会", kind: "base", personIds: [goes.id], childIds: [child.id], reason: "分立" };
    const stranger = await aMember(server.database, server.secrets, county);
    const wrong = await post(at(union, "/split"), { ...given, personIds: [stranger.id] });
    expect(wrong.json().code).toBe("organisation.nothing_to_split");
    const none = await post(at(union, "/split"), { ...given, personIds: [], childIds: [] });
    expect(none.json().code).toBe("organisation.nothing_to_split");
    const made = await post(at(union, "/split"), given);
    expect(made.json(), made.body).toMatchObject({ members: 1, organisations: 1 });
    expect(await get(at(made.json()))).toMatchObject({ parentId: county.id, members: 1, children: 1 });
    expect(await get(at(union))).toMatchObject({ members: 1, children: 1 });
    expect((await get(at(other))).parentId).toBe(union.id);
    expect((await get(`/api/people/${stays.id}`)).unions).toMatchObject([{ id: union.id }]);
  });
});

test("whom an act touches is told to who could do it, and links to who sees figures, not to all who see the place", async () => {
  const { one, county } = await twoCities();
  const answers = async (duties: string[], node: BuiltOrganisation) => {
    const { cookie } = await aStaff(server.database, server.secrets, { node, duties });
    const codes = ["/touched", "/links", ""].map(
      async (rest) => (await ask("GET", at(county, rest), undefined, cookie)).statusCode,
    );
    return Promise.all(codes);
  };
  expect(await answers(["people.officer"], one)).toEqual([200, 200, 200]);
  expect(await answers(["people.officer"], county)).toEqual([403, 200, 200]);
  expect(await answers(["auditor"], one)).toEqual([403, 403, 200]);
});

describe("statistics", () => {
  test("say what was reported then, and what it is on today's tree", async () => {
    const { one, two, county, union } = await twoCities();
    for (const organisation of [one, two, county, union]) await since(organisation);
    await query(
      `update membership.organisation_version set industry = 'G', new_form = true where organisation_id = '${union.id}'`,
    );
    await post(at(county, "/move"), { parentId: two.id, from: today, reason: "区划调整" });
    const count = (root: { id: string }, day: string, tree: string) =>
      get(`/api/statistics/organisations?organisationId=${root.id}&day=${day}&tree=${tree}`);
    const yesterday = addDays(today, -1);
    expect(await count(one, yesterday, "reported")).toMatchObject({ total: 3, unions: 3, newForm: 1 });
    expect(await count(one, yesterday, "today")).toMatchObject({ total: 1, newForm: 0 });
    expect(await count(two, yesterday, "today")).toMatchObject({ total: 3, newForm: 1 });
    expect(await count(two, today, "reported")).toMatchObject({ total: 3 });
    expect(await count(two, "2025-12-31", "reported")).toMatchObject({ total: 0 });
    const { by } = await count(one, yesterday, "reported");
    const industry = by.find((one: { dimension: string }) => one.dimension === "industry");
    expect(industry.values).toEqual([
      { value: null, organisations: 2 },
      { value: "G", organisations: 1 },
    ]);
  });
});

describe("elections", () => {
  test("are listed by urgency and told once for each reminder", async () => {
    const { union, county } = await twoCities();
    const due = (id: string, day: string) => ask("PATCH", `/api/organisations/${id}`, { electionOn: day });
    await due(union.id, addDays(today, 31));
    await due(county.id, addDays(today, -3));
    const items = (await get("/api/organisations/elections?within=90")).items;
    expect(items).toMatchObject([
      { organisation: { id: county.id }, daysLeft: -3, remindedAt: null },
      { organisation: { id: union.id }, daysLeft: 31 },
    ]);
    expect((await get("/api/organisations/elections?within=10")).items).toHaveLength(1);
    const remind = () => remindOfElections(server.database.ctx());
    expect([await remind(), await remind()]).toEqual([2, 0]);
    await due(union.id, addDays(today, 30));
    expect([await remind(), await remind()]).toEqual([1, 0]);
    const told = await query(`select 1 from kernel.outbox where topic = 'organisation.election_due'`);
    expect(told).toHaveLength(3);
  });
});
