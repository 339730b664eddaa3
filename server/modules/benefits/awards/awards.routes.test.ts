import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { balances } from "#engines/funds";
import { stockFacts } from "#engines/stock";
import { transact } from "#kernel/context";
import { listShares } from "#modules/releases";
import { aCity, aDuty, aKind, aMerchant, someMembers } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";

const { world, city, storeId, fundSourceId, maker, checker, both, call, anApproved, releasesOf } =
  await aCampaignOffice();
const award = (units: number) => ({ whose: "award", title: "困难职工", units, spillMinutes: 600 });
const kinds = (units: number, stock = 10) => [aKind({ stockPerRound: stock, shares: [award(units)] })];
let people: string[];
beforeAll(async () => {
  people = await someMembers(world, city, 6);
});

const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await transact(world.database.ctx(), (tx) => query.execute(tx.db))).rows;

/** A campaign with units kept for awards in its one round, which opens tomorrow. */
async function aCampaign({ units = 3, awardsChecked = true } = {}) {
  const id = await anApproved({ kinds: kinds(units), awardsChecked });
  const [release] = await releasesOf(id);
  const releaseId = release?.id ?? "";
  const propose = (personIds: string[], by = maker, key = crypto.randomUUID()) =>
    call(by, "POST", `/${id}/awards`, { releaseId, personIds, reason: "困难职工名单 2026-11" }, key);
  const check = async (personIds: string[]) =>
    (await call(maker, "POST", `/${id}/awards/check`, { releaseId, personIds })).json();
  const decide = (awardId: string, verdict: "passed" | "refused", by = checker, note = "") =>
    world.app.inject({
      ...{ method: "POST", url: `/api/staff/awards/${awardId}/decide`, payload: { verdict, note } },
      headers: { cookie: by.cookie, "idempotency-key": crypto.randomUUID() },
    });
  return { id, releaseId, propose, check, decide };
}

const outcomes = (answer: { json(): { awards: { people: { outcome: string | null }[] }[] } }) =>
  answer.json().awards[0]?.people.map(({ outcome }) => outcome);

describe("a direct award", () => {
  test("is named by one person, agreed to by another, and gives vouchers apart from the grab, before it opens", async () => {
    const { id, releaseId, propose, decide } = await aCampaign();
    const before = await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId));
    const named = people.slice(0, 2);
    const proposed = await propose(named);
    expect(proposed.statusCode, proposed.body).toBe(201);
    expect(proposed.json()).toMatchObject({
      shares: [{ releaseId, units: 3, given: 0, left: 3, open: true, round: 1, title: "困难职工" }],
      awards: [{ state: "proposed", reason: "困难职工名单 2026-11", can: { decide: false, print: false } }],
    });
    expect(outcomes(proposed)).toEqual([null, null]);
    expect(await rows(sql`select from stock.claim where person_id = any(${named}::uuid[])`)).toHaveLength(0);

    const [{ id: awardId }] = proposed.json().awards;
    const given = await decide(awardId, "passed");
    expect(given.statusCode, given.body).toBe(200);
    expect(outcomes(given)).toEqual(["granted", "granted"]);
    expect(given.json().shares).toMatchObject([{ given: 2, left: 1 }]);
    expect(given.json().awards[0].people[0]).toMatchObject({ claimState: "active", onPaper: false });

    const claims = await rows<{ source: string; parent: string }>(sql`select c.source, q.parent_id as parent
      from stock.claim c join stock.quota q on q.id = c.quota_id where c.person_id = any(${named}::uuid[])`);
    expect(claims).toEqual(Array(2).fill({ source: "award", parent: releaseId }));
    const [share] = await transact(world.database.ctx(), (tx) => listShares(tx.db, [releaseId]));
    const facts = await transact(world.database.ctx(), (tx) => stockFacts(tx.db, [share?.quotaId ?? "", releaseId]));
    expect(facts.map(({ quotaId, awarded }) => [quotaId === releaseId, awarded]).sort()).toEqual([
      [false, 2],
      [true, 0],
    ]);
    const after = await transact(world.database.ctx(), (tx) => balances(tx, fundSourceId));
    expect([after.issued - before.issued, before.set_aside - after.set_aside]).toEqual([20_000, 20_000]);
    const told = await rows<{ kind: string; params: object }>(sql`select kind, params from kernel.inbox_message
      where person_id = ${named[0]} and kind = 'benefits.awarded'`);
    expect(told).toEqual([
      { kind: "benefits.awarded", params: { title: "满200减100", reason: "困难职工名单 2026-11" } },
    ]);
    expect((await call(maker, "GET", `/${id}/awards`)).json().awards).toHaveLength(1);
  });

  test("is given at once where the campaign asks for no second person", async () => {
    const { propose } = await aCampaign({ awardsChecked: false });
    const answer = await propose([people[0] ?? ""]);
    expect(outcomes(answer)).toEqual(["granted"]);
    expect(answer.json().awards[0]).toMatchObject({ state: "given", decidedBy: null });
  });

  test("obeys the same caps, the audience and its share, and says whom it left out", async () => {
    const { propose, check, decide } = await aCampaign({ units: 2 });
    const [stranger = ""] = await someMembers(world, await aCity(world), 1);
    const [one = "", two = "", three = ""] = people;
    await decide((await propose([one])).json().awards[0].id, "passed");

    expect(await check([one, stranger, two, three])).toEqual({
      people: [
        { personId: one, outcome: "capped" },
        { personId: stranger, outcome: "not_eligible" },
        { personId: two, outcome: "granted" },
        { personId: three, outcome: "sold_out" },
      ],
      left: 1,
    });
    const given = await decide((await propose([one, stranger, two, three])).json().awards[0].id, "passed");
    expect(outcomes(given)).toEqual(["capped", "not_eligible", "granted", "sold_out"]);
  });

  test("that is only rehearsed leaves nothing behind", async () => {
    const { releaseId, check } = await aCampaign();
    const traces = () =>
      rows(sql`select (select count(*) from stock.claim)::int as claims, (select count(*) from funds.entry)::int as money,
        (select sum(used) from stock.cap_use)::int as used, (select count(*) from kernel.audit_record)::int as audit,
        (select count(*) from kernel.inbox_message)::int as inbox, (select sum(taken) from stock.quota)::int as taken`);
    const before = await traces();
    expect((await check(people)).people.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      ...["granted", "granted", "granted", "sold_out", "sold_out", "sold_out"],
    ]);
    expect(await traces()).toEqual(before);
    expect(releaseId).not.toBe("");
  });

  test("is not the maker's to allow, also with both duties, and a no gives nothing and says why", async () => {
    const { id, propose, decide } = await aCampaign();
    const own = (await propose([people[0] ?? ""], both)).json().awards[0].id;
    expect((await decide(own, "passed", both)).json()).toMatchObject({ status: 403 });
    expect((await decide(own, "passed", maker)).statusCode).toBe(403);
    expect((await decide(own, "refused")).json()).toMatchObject({ code: "decisions.note_missing" });
    const refused = await decide(own, "refused", checker, "名单没有盖章");
    expect(refused.json().awards[0]).toMatchObject({ state: "refused", note: "名单没有盖章" });
    expect(outcomes(refused)).toEqual([null]);
    expect((await decide(own, "passed")).json()).toMatchObject({ code: "benefits.wrong_state" });
    const actions = await rows<{ action: string }>(sql`select action from kernel.audit_record
      where object_id = ${id} and action like 'benefits.award%' order by at`);
    expect(actions.map(({ action }) => action)).toEqual(["benefits.award_proposed", "benefits.award_refused"]);
  });

  test("happens once, however often it is sent and by however many at once", async () => {
    const { propose, decide } = await aCampaign();
    const key = crypto.randomUUID();
    const [first, again] = await Promise.all([
      propose([people[1] ?? ""], maker, key),
      propose([people[1] ?? ""], maker, key),
    ]);
    expect(first.json().awards).toHaveLength(1);
    expect(again.json().awards).toHaveLength(1);
    const [{ id }] = first.json().awards;
    const answers = await Promise.all([decide(id, "passed"), decide(id, "passed", both), decide(id, "passed")]);
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(
      await rows(sql`select from stock.claim where source = 'award' and person_id = ${people[1]}
      and node = ${city.node}::ltree and id in (select claim_id from benefits.award_person where award_id = ${id})`),
    ).toHaveLength(1);
  });

  test("refuses a name that stands twice, a release of another campaign, one without a share, a draft", async () => {
    const { propose, id } = await aCampaign();
    const twice = await propose([people[0] ?? "", people[0] ?? ""]);
    expect(twice.json()).toMatchObject({ code: "benefits.twice_named" });
    const other = await aCampaign();
    const body = { releaseId: other.releaseId, personIds: [people[0]], reason: "x" };
    expect((await call(maker, "POST", `/${id}/awards`, body)).json()).toMatchObject({
      code: "release.no_such_release",
    });
    const bare = await anApproved({ kinds: [aKind()] });
    const [release] = await releasesOf(bare);
    const without = await call(maker, "POST", `/${bare}/awards`, { ...body, releaseId: release?.id });
    expect(without.json()).toMatchObject({ code: "release.no_award_share" });
    expect((await call(maker, "POST", `/${id}/awards`, { ...body, personIds: [] })).statusCode).toBe(400);
  });

  test("is nobody else's to see or to make", async () => {
    const { id, propose } = await aCampaign();
    const stranger = await aDuty(world, await aCity(world), "benefits.maker", "benefits.checker");
    expect((await call(stranger, "GET", `/${id}/awards`)).statusCode).toBe(404);
    expect((await propose([people[0] ?? ""], stranger)).statusCode).toBe(404);
    expect((await call({ id: "", cookie: "" }, "GET", `/${id}/awards`)).statusCode).toBe(401);
    const reader = await aDuty(world, city, "benefits.reader");
    expect((await call(reader, "GET", `/${id}/awards`)).json().can).toEqual({ propose: false });
    expect((await propose([people[0] ?? ""], reader)).statusCode).toBe(403);
  });
});

describe("a voucher on paper", () => {
  const till = async (url: string, cookie: string, payload: object) =>
    world.app.inject({
      ...{ method: "POST", url: `/api/till${url}`, payload },
      headers: { cookie, "idempotency-key": crypto.randomUUID() },
    });
  const print = async (awardId: string, personIds?: string[], by = maker) =>
    world.app.inject({
      ...{ method: "POST", url: `/api/staff/awards/${awardId}/paper`, headers: { cookie: by.cookie } },
      payload: personIds === undefined ? {} : { personIds },
    });

  /** An award in the hands of two, of a round that is open, and a till that takes it. */
  async function anAward() {
    const shop = await aMerchant(world, city);
    const id = await anApproved({ kinds: kinds(2), awardsChecked: false, storeIds: [storeId, shop.store.id] });
    const [release] = await releasesOf(id);
    await transact(world.database.ctx(), (tx) =>
      sql`update stock.quota set opens_at = now() - interval '2 minutes', entry_opens_at = now() - interval '3 minutes',
        entry_closes_at = now() - interval '1 minute', valid_from = now() - interval '2 minutes'
        where id = ${release?.id} or parent_id = ${release?.id}`.execute(tx.db),
    );
    const holders = await someMembers(world, city, 2);
    const body = { releaseId: release?.id, personIds: holders, reason: "送券上门" };
    const answer = await call(maker, "POST", `/${id}/awards`, body);
    expect(outcomes(answer)).toEqual(["granted", "granted"]);
    return { awardId: answer.json().awards[0].id as string, holders, cookie: shop.cookie };
  }

  test("is printed with a code of its own, taken at a till once, and never again", async () => {
    const { awardId, holders, cookie } = await anAward();
    const printed = (await print(awardId)).json();
    expect(printed).toMatchObject({ from: "测试市总工会", kindTitle: "满200减100", stores: expect.any(Array) });
    expect(printed.tickets.map(({ personId }: { personId: string }) => personId)).toEqual(holders);
    const [{ code }, other] = printed.tickets;
    expect(code).toMatch(/^GHP1[A-Z2-7]{32}$/);
    expect(other.code).not.toBe(code);

    const looked = (await till("/check", cookie, { code, amountFen: 30_000 })).json();
    expect(looked).toMatchObject({ ok: true, offFen: 10_000 });
    const { claimId, checkToken } = looked;
    const taken = await till("/redemptions", cookie, { claimId, checkToken, amountFen: 30_000 });
    expect(taken.statusCode, taken.body).toBe(201);
    expect((await till("/redemptions", cookie, { code, amountFen: 30_000 })).json()).toMatchObject({
      ...{ status: 409, code: "benefits.paper_used" },
    });
    const stored = await rows<{ text: string }>(sql`select t::text as text from benefits.paper_ticket t`);
    expect(stored.every(({ text }) => !text.includes(code))).toBe(true);
  });

  test("that was printed again is void, also for a till that has just looked at it", async () => {
    const { awardId, holders, cookie } = await anAward();
    const [first] = (await print(awardId)).json().tickets;
    const { claimId, checkToken } = (await till("/check", cookie, { code: first.code })).json();
    const [second] = (await print(awardId, [holders[0] ?? ""])).json().tickets;
    expect((await till("/check", cookie, { code: first.code })).json()).toMatchObject({
      code: "benefits.paper_voided",
    });
    const late = await till("/redemptions", cookie, { claimId, checkToken, amountFen: 30_000 });
    expect(late.json()).toMatchObject({ code: "benefits.paper_voided" });
    expect((await till("/redemptions", cookie, { code: second.code, amountFen: 30_000 })).statusCode).toBe(201);
  });

  test("taken at two tills at once is taken once", async () => {
    const { awardId, cookie } = await anAward();
    const [{ code }] = (await print(awardId)).json().tickets;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => till("/redemptions", cookie, { code, amountFen: 30_000 })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  });

  test("is refused in clear words when it was made up, and when it comes in from a till without network", async () => {
    const { awardId, cookie } = await anAward();
    const code = `GHP1${"A".repeat(32)}`;
    expect((await till("/check", cookie, { code })).json()).toMatchObject({
      status: 404,
      code: "benefits.no_such_paper",
    });
    const [ticket] = (await print(awardId)).json().tickets;
    const clerk = (await rows<{ id: string }>(sql`select clerk_id as id from benefits.redemption limit 1`))[0]?.id;
    const accepted = [
      {
        ...{ code: ticket.code, amountFen: 30_000, clerkId: clerk, localId: crypto.randomUUID() },
        acceptedAt: new Date().toISOString(),
      },
    ];
    const synced = await till("/offline", cookie, { accepted });
    expect(JSON.stringify(synced.json())).toContain("refused");
  });

  test("is printed by who may award, for who holds one that can be used", async () => {
    const { awardId, holders } = await anAward();
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await print(awardId, undefined, stranger)).statusCode).toBe(404);
    expect((await print(awardId, undefined, checker)).statusCode).toBe(403);
    const [nobody = ""] = await someMembers(world, city, 1);
    expect((await print(awardId, [nobody])).json()).toMatchObject({ code: "benefits.nothing_to_print" });
    expect((await print(awardId, [holders[1] ?? ""])).json().tickets).toHaveLength(1);
  });
});
