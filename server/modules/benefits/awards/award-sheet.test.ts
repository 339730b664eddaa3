import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { redeemClaim } from "#engines/stock";
import { transact } from "#kernel/context";
import { holdRows } from "#kernel/database/hold-rows.builders";
import { insertPeople } from "#modules/membership";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import { aCity, aDuty, aKind, type Organisation } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";

const { world, city, maker, checker, anApproved, releasesOf } = await aCampaignOffice();
const { database, secrets } = world;

const person = (union: Organisation, name: string, phone: string, memberNumber: string) => ({
  ...{ union, name, phone: `+86${phone}`, memberNumber, sex: null, birthDate: null },
  ...{ employmentForm: "standard" as const, tags: [], verified: true },
});
let people: string[];
beforeAll(async () => {
  people = await transact(database.ctx(), (tx) =>
    insertPeople(
      ...([tx, secrets] as const),
      [
        person(city, "欧阳红梅", "13811110001", "6109240001"),
        person(city, "买买提江", "13811110002", "6109240002"),
        person(city, "万小燕", "13811110003", "6109240003"),
        person(city, "龙得水", "13811110004", "6109240004"),
      ],
      "2026-01-01",
    ),
  );
  const elsewhere = await aCity(world);
  await transact(database.ctx(), (tx) =>
    insertPeople(tx, secrets, [person(elsewhere, "外乡人", "13811110009", "6199990009")], "2026-01-01"),
  );
});

/** A campaign with units kept for awards, and who brings lists for its one round. */
async function aCampaign({ units = 5, awardsChecked = false } = {}) {
  const shares = [{ whose: "award", title: "困难职工", units, spillMinutes: 600 }];
  const id = await anApproved({ kinds: [aKind({ stockPerRound: 10, shares })], awardsChecked });
  const [release] = await releasesOf(id);
  const releaseId = release?.id ?? "";
  return { id, releaseId, desk: aSheetDesk(world, maker.id, { kind: "award_list", subjectId: releaseId }) };
}

const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await transact(database.ctx(), (tx) => query.execute(tx.db))).rows;
const claims = () =>
  rows<{ personId: string; id: string; state: string }>(sql`select person_id, id, state from stock.claim
    where person_id = any(${people}::uuid[]) order by granted_at, person_id`);
const heading = ["姓名", "手机号", "手机尾号", "会员号", "奖励原因"];

describe("a list of awards", () => {
  test("gives each person on it a voucher, says why the others get none, and takes back what was not used", async () => {
    const { desk } = await aCampaign();
    const id = await desk.bring([
      heading,
      ["欧阳红梅", "138 1111 0001", "", "", "季度标兵"],
      ["", "", "", "6109240002", "季度标兵"],
      ["万小燕", "", "0003", "", ""],
      ["查无此人", "13811119999", "", "", ""],
      ["外乡人", "13811110009", "", "", ""],
      ["龙的水", "13811110004", "", "", ""],
      ["欧阳红梅", "", "", "", ""],
      ["", "", "0003", "", "没有名字"],
    ]);
    const [one, two, three, four] = people;
    expect(await desk.view(id)).toMatchObject({ state: "review", problem: null });
    expect(await desk.rows(id)).toMatchObject([
      { row: 2, outcome: "insert" },
      { row: 3, outcome: "insert" },
      { row: 4, outcome: "insert" },
      { row: 5, outcome: "refused", codes: ["list.not_found"] },
      { row: 6, outcome: "refused", codes: ["list.not_found"] }, // somebody else's member is nobody here
      { row: 7, outcome: "conflict", candidates: [four] },
      { row: 8, outcome: "refused", codes: ["list.twice_in_list"] },
      { row: 9, outcome: "refused", codes: ["list.nobody_named"] },
    ]);
    expect(await claims()).toEqual([]);
    await desk.decide(id, 7, four ?? "");
    expect((await desk.write(id)).counts).toMatchObject({ applied: 4, stale: 0, refused: 4 });
    const given = await claims();
    expect(given.map(({ personId }) => personId).sort()).toEqual([one, two, three, four].sort());
    const reasons = await rows<{ reason: string; people: number; by: string }>(sql`select a.reason, a.created_by as by,
      (select count(*)::int from benefits.award_person p where p.award_id = a.id) as people
      from benefits.award a where import_id = ${id} order by people, reason`);
    expect(reasons.map(({ people: count, by }) => [count, by])).toEqual([
      [2, maker.id],
      [2, maker.id],
    ]);

    const used = given.find(({ personId }) => personId === two);
    await transact(database.ctx(), async (tx) => {
      await sql`update stock.claim set valid_from = null where id = ${used?.id}`.execute(tx.db);
      await redeemClaim(tx, used?.id ?? "");
    });
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 3, kept: 1 });
    expect((await claims()).map(({ personId, state }) => [personId === two, state]).sort()).toEqual([
      ...Array(3).fill([false, "returned"]),
      [true, "redeemed"],
    ]);
    const told = await rows(sql`select from kernel.inbox_message where kind = 'benefits.award_taken_back'`);
    expect(told).toHaveLength(3);
  });

  test("obeys the share, waits for the campaign's second person, and is withdrawn while it waits", async () => {
    const { desk, id: campaignId } = await aCampaign({ units: 2, awardsChecked: true });
    const id = await desk.bring([heading, ...["0001", "0002", "0003"].map((end) => ["", `1381111${end}`, "", "", ""])]);
    expect(await desk.rows(id)).toMatchObject([
      { outcome: "insert" },
      { outcome: "insert" },
      { outcome: "refused", codes: ["list.sold_out"] },
    ]);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 2 });
    const state = () =>
      rows<{ id: string; state: string }>(sql`select id, state from benefits.award where campaign_id = ${campaignId}`);
    const [award] = await state();
    expect(award?.state).toBe("proposed");
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 2, kept: 0 });
    expect((await state())[0]?.state).toBe("refused");
    const late = await world.app.inject({
      ...{ method: "POST", url: `/api/staff/awards/${award?.id}/decide`, payload: { verdict: "passed" } },
      headers: { cookie: checker.cookie, "idempotency-key": crypto.randomUUID() },
    });
    expect(late.json()).toMatchObject({ code: "benefits.wrong_state" });
  });

  test("is given or withdrawn, not both, when the second person says yes at the moment it is taken back", async () => {
    const { desk, id: campaignId } = await aCampaign({ units: 2, awardsChecked: true });
    const id = await desk.bring([heading, ...["0001", "0002"].map((end) => ["", `1381111${end}`, "", "", ""])]);
    await desk.write(id);
    const [award] = await rows<{ id: string }>(sql`select id from benefits.award where campaign_id = ${campaignId}`);
    const campaign = await holdRows(database, `select from benefits.campaign where id = '${campaignId}' for update`);
    const passed = world.app.inject({
      ...{ method: "POST", url: `/api/staff/awards/${award?.id}/decide`, payload: { verdict: "passed" } },
      headers: { cookie: checker.cookie, "idempotency-key": crypto.randomUUID() },
    });
    await campaign.inLine(1);
    const undone = desk.undo(id);
    await campaign.inLine(2);
    await campaign.letGo();
    expect((await passed).statusCode).toBe(200);
    expect((await undone).counts).toMatchObject({ undone: 2, kept: 0 });
    expect(
      await rows(sql`select a.state, (select array_agg(c.state) from benefits.award_person p
        join stock.claim c on c.id = p.claim_id where p.award_id = a.id) as claims
        from benefits.award a where campaign_id = ${campaignId}`),
    ).toEqual([{ state: "given", claims: ["returned", "returned"] }]);
  });

  test("is brought only by who may award there, and for a release that keeps units for awards", async () => {
    const { releaseId } = await aCampaign();
    const of = { kind: "award_list", subjectId: releaseId };
    const list = [heading, ["欧阳红梅", "13811110001", "", "", ""]];
    await expect(aSheetDesk(world, checker.id, of).bring(list)).rejects.toMatchObject({ status: 403 });
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    await expect(aSheetDesk(world, stranger.id, of).bring(list)).rejects.toMatchObject({
      code: "sheets.no_such_subject",
    });
    const whole = await anApproved({ kinds: [aKind({ stockPerRound: 10 })] });
    const [release] = await releasesOf(whole);
    const desk = aSheetDesk(world, maker.id, { kind: "award_list", subjectId: release?.id ?? "" });
    expect(await desk.view(await desk.bring(list))).toMatchObject({
      ...{ state: "failed", problem: { code: "release.no_award_share" } },
    });
  });
});
