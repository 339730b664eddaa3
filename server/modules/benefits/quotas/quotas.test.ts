import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { addOrganisation } from "#modules/membership";
import { listShares } from "#modules/releases";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import { refusedOf, spoilt } from "../../../engines/sheets/changes/spoiled.builders.ts";
import { aCity, aDuty, aKind } from "../benefits.builders.ts";
import { aCampaignOffice } from "../campaigns/campaigns.builders.ts";

const office = await aCampaignOffice();
const { world, city, maker, checker, call, approve, aDraft, releasesOf } = office;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const heading = ["工会", "种类", "名额", "放开时间"];
const count = 200;

let unions: { id: string; name: string; node: string }[];
beforeAll(async () => {
  unions = await transact(world.database.ctx(), async (tx) => {
    const made = [];
    for (let at = 0; at < count; at++) {
      const name = `第${at + 1}工会`;
      const { id, node } = await addOrganisation(tx, { parentId: city.id, name, kind: "base" });
      made.push({ id, node, name });
    }
    return made;
  });
});

const deskFor = (campaignId: string, who: { id: string } = maker) =>
  aSheetDesk(world, who.id, { kind: "union_quotas", subjectId: campaignId });
const read = async (id: string) => (await call(maker, "GET", `/${id}/quotas`)).json();
const put = (id: string, kindId: string, quotas: object[], who = maker) =>
  world.app.inject({
    ...{ method: "PUT", url: `/api/staff/campaigns/${id}/quotas`, payload: { kindId, quotas } },
    headers: { cookie: who.cookie },
  });
const quota = (at: number, units: number) => ({ organisationId: unions[at]?.id ?? "", units, spillMinutes: 720 });
const unitsIn = (kind: { quotas: { name: string; units: number }[] }) =>
  Object.fromEntries(kind.quotas.map(({ name, units }) => [name, units]));

describe("quotas of unions", () => {
  it("come in by sheet for two hundred unions, and each round is published with a share for each", async () => {
    const id = await aDraft({ kinds: [aKind({ stockPerRound: 1000 })], budgetFen: 100_000_000 });
    const desk = deskFor(id);
    const rows = unions.map(({ name }, at) => [name, "", String(1 + (at % 8)), at % 2 === 0 ? "24" : ""]);
    const brought = await desk.bring([["名额分配表"], heading, ...rows]);
    expect((await desk.view(brought)).counts).toMatchObject({ insert: count, refused: 0 });
    expect((await desk.write(brought)).counts).toMatchObject({ applied: count, stale: 0 });
    const [kind] = (await read(id)).kinds;
    expect([kind.quotas.length, kind.stockPerRound, kind.shared]).toEqual([count, 1000, 0]);
    // The title of the kind is put right; its quotas stay.
    const title = "另一个名字";
    expect((await call(maker, "PATCH", `/${id}`, { kinds: [aKind({ stockPerRound: 1000, title })] })).statusCode).toBe(
      200,
    );

    expect((await call(maker, "POST", `/${id}/submit`)).statusCode).toBe(200);
    const { revision } = (await call(maker, "GET", `/${id}`)).json();
    expect((await approve(checker, id, { revision })).statusCode).toBe(200);
    const [release] = await releasesOf(id);
    const shares = await transact(world.database.ctx(), (tx) => listShares(tx.db, [release?.id ?? ""]));
    expect(shares).toHaveLength(count);
    const units = rows.reduce((sum, row) => sum + Number(row[2]), 0);
    expect(shares.reduce((sum, { capacity }) => sum + capacity, 0)).toBe(units);
    expect(release?.capacity).toBe(1000 - units);
    expect(shares.find(({ branch }) => branch === unions[7]?.node)).toMatchObject({ capacity: 8, title: "第8工会" });

    // From then on they stand.
    const again = await deskFor(id).bring([heading, ["第1工会", "", "9", ""]]);
    expect((await desk.write(again)).problem).toMatchObject({ code: "benefits.fixed_after_approval" });
    expect((await put(id, kind.id, [])).json().code).toBe("benefits.fixed_after_approval");
    expect((await desk.undo(brought)).counts).toMatchObject({ undone: 0, kept: count });
  });

  it("are changed field by field by a second sheet and by hand, and taken back but for what others changed", async () => {
    const id = await aDraft({ kinds: [aKind({ stockPerRound: 50 })] });
    const desk = deskFor(id);
    const [{ id: kindId }] = (await read(id)).kinds;
    expect((await put(id, kindId, [quota(0, 5), quota(1, 5)])).statusCode).toBe(200);
    const brought = await desk.bring([
      heading,
      ["第1工会", "", "7", ""],
      ["第2工会", "", "0", ""],
      ["第3工会", "", "4", "6"],
      ["第4工会", "", "3", ""],
      ["第2 工会", "", "5", ""],
    ]);
    expect(await desk.rows(brought)).toMatchObject([
      { outcome: "update", changed: ["units"] },
      { outcome: "update", changed: ["units"] },
      { outcome: "insert" },
      { outcome: "insert" },
      { outcome: "refused", codes: ["quota.twice_in_file"] },
    ]);
    expect((await desk.write(brought)).counts).toMatchObject({ applied: 4 });
    const written = await read(id);
    expect(unitsIn(written.kinds[0])).toEqual({ 第1工会: 7, 第3工会: 4, 第4工会: 3 });
    await put(id, kindId, [quota(0, 8), { ...quota(2, 4), spillMinutes: 360 }, quota(3, 3)]);
    expect((await desk.undo(brought)).counts).toMatchObject({ undone: 3, kept: 1 });
    expect(unitsIn((await read(id)).kinds[0])).toEqual({ 第1工会: 8, 第2工会: 5 });
  });

  it(`refuses exactly the rows that are wrong (seed ${seed})`, async () => {
    const kinds = [aKind({ title: "甲券", stockPerRound: 300 }), aKind({ title: "乙券", stockPerRound: 300 })];
    const desk = deskFor(await aDraft({ kinds }));
    const good = unions.slice(0, 60).map(({ name }, at) => [name, at % 2 === 0 ? "甲券" : "乙券", "3", ""]);
    const { rows, mistakes } = spoilt(seed, good, [
      { code: "quota.union_unknown", spoil: (row) => row.with(0, "查无此会") },
      { code: "quota.kind_unknown", spoil: (row) => row.with(1, "丙券") },
      { code: "quota.kind_unknown", spoil: (row) => row.with(1, "") },
      { code: "sheets.not_a_number", spoil: (row) => row.with(2, "三十左右") },
      { code: "quota.over_stock", spoil: (row) => row.with(2, "301") },
      { code: "sheets.required", spoil: (row) => row.with(2, "") },
    ]);
    const brought = await desk.bring([heading, ...rows]);
    expect(refusedOf(await desk.rows(brought))).toEqual(mistakes);
    expect((await desk.write(brought)).counts).toMatchObject({ applied: 60 - mistakes.size });
  });
});

describe("a quota", () => {
  it("is of a union below, within what a round has, and there once; more is not handed in", async () => {
    const share = { whose: "branch", organisationId: unions[9]?.id, title: "预留", units: 5, spillMinutes: 90 };
    const id = await aDraft({ kinds: [aKind({ stockPerRound: 20, shares: [share] })] });
    const [{ id: kindId }] = (await read(id)).kinds;
    const elsewhere = { ...quota(0, 1), organisationId: (await aCity(world)).id };
    for (const [quotas, code] of [
      [[{ ...quota(0, 1), organisationId: city.id }], "benefits.share_outside"],
      [[elsewhere], "benefits.share_outside"],
      [[quota(9, 1)], "benefits.quota_twice"],
      [[quota(0, 8), quota(1, 8)], "benefits.quotas_over_stock"],
    ] as const)
      expect((await put(id, kindId, [...quotas])).json().code).toBe(code);
    expect((await put(id, kindId, [quota(0, 8), quota(1, 7)])).statusCode).toBe(200);
    await call(maker, "PATCH", `/${id}`, { kinds: [aKind({ stockPerRound: 19, shares: [share] })] });
    expect((await call(maker, "POST", `/${id}/submit`)).json().code).toBe("benefits.quotas_over_stock");
  });

  it("is written only by who makes campaigns there", async () => {
    const id = await aDraft();
    const [{ id: kindId }] = (await read(id)).kinds;
    expect((await put(id, kindId, [], checker)).statusCode).toBe(403);
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await put(id, kindId, [], stranger)).statusCode).toBe(404);
    await expect(deskFor(id, stranger).bring([heading, ["第1工会", "", "1", ""]])).rejects.toMatchObject({
      code: "sheets.no_such_subject",
    });
  });
});
