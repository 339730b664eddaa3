import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import { membership } from "../index.ts";
import { aMember, anOrganisation, aSmallCity } from "../membership.builders.ts";
import { changeOrganisation } from "../organisations.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  officer = await aStaff(server.database, server.secrets, { node: city.county, duties: ["people.officer"] });
});
afterAll(() => server.close());

const deskOf = (account: { id: string }) =>
  aSheetDesk(server, account.id, { kind: "organisations", nodeId: city.county.id });
const organisation = async (name: string) =>
  (
    await transact(server.database.ctx(), (tx) =>
      sql<
        Record<string, unknown>
      >`select o.kind, p.name as parent, o.credit_code, o.industry, o.class, o.marks, o.new_form,
          o.term_years, o.state, o.address, o.id from membership.organisation o
        left join kernel.node n on n.id = o.id left join membership.organisation p on p.id = n.parent_id
        where o.name = ${name} order by o.id desc limit 1`.execute(tx.db),
    )
  ).rows[0];

const heading = ["组织名称", "组织类型", "上级工会", "信用代码", "行业", "分类", "标签", "任期开始", "任期", "地址"];
const row = (...cells: string[]) => [...cells, ...Array(heading.length - cells.length).fill("")];

describe("a list of organisations", () => {
  it("sets new ones up below each other, changes known ones, says why the rest is refused, and is taken back", async () => {
    const desk = deskOf(officer);
    const known = await anOrganisation(server.database, "base", city.county, "河滨机械厂工会");
    await anOrganisation(server.database, "base", city.otherCounty, "别县的工会");
    const id = await desk.bring([
      ["某县工会组织名册"],
      heading,
      row("青石镇总工会", "镇工会"),
      row("青石镇快递联合工会", "联合工会", "青石镇总工会", "", "交通运输", "追赶", "快递、货运", "2024.3.1", "5年"),
      row("河滨机械厂 工会", "", "", "81610924MC0000000X", "", "", "", "", "", "新街 1 号"),
      row("无上级厂工会", "", "不存在的工会"),
      row("镇下镇总工会", "乡镇街道工会", "青石镇总工会"),
      row("青石镇总工会", "镇工会"),
      row("半个任期工会", "", "", "", "", "", "", "2024-01-01"),
      row("借壳工会", "", "别县的工会"),
    ]);
    expect(await desk.rows(id)).toMatchObject([
      { row: 3, outcome: "insert", codes: [] },
      { row: 4, outcome: "insert", codes: [] },
      { row: 5, outcome: "update", changed: ["creditCode", "address"], codes: ["organisation.code_doubtful"] },
      { row: 6, outcome: "refused", codes: ["organisation.parent_unknown"] },
      { row: 7, outcome: "refused", codes: ["organisation.kind_not_under_parent"] },
      { row: 8, outcome: "refused", codes: ["organisation.twice_in_file"] },
      { row: 9, outcome: "refused", codes: ["organisation.term_incomplete"] },
      // Of another branch not even the name is known here.
      { row: 10, outcome: "refused", codes: ["organisation.parent_unknown"] },
    ]);
    expect(await organisation("青石镇总工会")).toBeUndefined();

    expect((await desk.write(id)).counts).toMatchObject({ applied: 3, stale: 0 });
    expect(await organisation("青石镇快递联合工会")).toMatchObject({
      ...{ kind: "joint", parent: "青石镇总工会", industry: "G", class: "catching_up", termYears: 5 },
      ...{ marks: ["courier", "trucking"], newForm: true, state: "active" },
    });
    expect(await organisation("河滨机械厂工会")).toMatchObject({
      creditCode: "81610924MC0000000X",
      address: "新街 1 号",
    });

    // Somebody else changes one of the fields before it is taken back.
    await changeOrganisation(await desk.ctx(), known.id, { address: "老街 2 号" });
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 2, kept: 1 });
    expect(await organisation("河滨机械厂工会")).toMatchObject({ creditCode: null, address: "老街 2 号" });
    expect([await organisation("青石镇总工会"), await organisation("青石镇快递联合工会")]).toMatchObject([
      { state: "closed" },
      { state: "closed" },
    ]);
    expect((await desk.rows(id)).find(({ row: at }) => at === 5)?.kept).toEqual(["address"]);
  });

  it("is one list however many thousands it has: parents of earlier rows are known, and go after what stands below them", async () => {
    const { id: accountId } = officer;
    const desk = aSheetDesk(server, accountId, { kind: "organisations", nodeId: city.county.id, together: 2 });
    const id = await desk.bring([
      heading,
      row("白石镇总工会", "镇工会"),
      row("白石镇一村工会"),
      row("白石镇快递工会", "联合工会", "白石镇总工会"),
      row("白石镇货运工会", "联合工会", "白石镇总工会"),
      row("白石镇货运一队工会", "", "白石镇货运工会"),
      row("白石镇快递工会", "联合工会", "白石镇总工会"),
    ]);
    expect((await desk.rows(id)).map(({ outcome, codes }) => [outcome, ...codes])).toEqual([
      ...Array.from({ length: 5 }, () => ["insert"]),
      ["refused", "organisation.twice_in_file"],
    ]);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 5, stale: 0 });
    expect(await organisation("白石镇货运一队工会")).toMatchObject({ parent: "白石镇货运工会" });
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 5, kept: 0 });
    const reasons = await transact(server.database.ctx(), (tx) =>
      sql<{ reason: string }>`select distinct payload::jsonb ->> 'reason' as reason from kernel.audit_record
        where action = 'organisation.closed' and object_id in
          (select id::text from membership.organisation where name like '白石镇%')`.execute(tx.db),
    );
    expect(reasons.rows).toEqual([{ reason: "名单.csv" }]);
  });

  it("has been there since it was founded, with its kind and marks; taken back it has never been", async () => {
    const desk = deskOf(officer);
    const id = await desk.bring([
      [...heading, "成立日期"],
      [...row("蓝湖镇总工会", "镇工会"), ""],
      [...row("蓝湖骑手工会", "产业工会", "", "", "", "", "外卖骑手"), "2021-06-01"],
      [...row("蓝湖快递工会", "联合工会", "蓝湖镇总工会", "", "", "", "快递"), "2022-03-01"],
    ]);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 3 });
    const on = async (day: string) => {
      const { rows } = await transact(server.database.ctx(), (tx) =>
        sql<{ name: string; kind: string; newForm: boolean; under: string | null }>`
          select v.name, v.kind, v.new_form, p.name as under from membership.organisation_version v
          left join membership.organisation_link l on l.from_id = v.organisation_id and l.valid_from <= ${day}::date
            and (l.valid_to is null or l.valid_to > ${day}::date)
          left join membership.organisation p on p.id = l.to_id
          where v.name like '蓝湖%' and v.state = 'active' and v.valid_from <= ${day}::date
            and (v.valid_to is null or v.valid_to > ${day}::date) order by v.name`.execute(tx.db),
      );
      return rows;
    };
    const riders = { name: "蓝湖骑手工会", kind: "industry", newForm: true };
    expect(await on("2021-05-31")).toEqual([]);
    // The county came into the register later than they were founded: until then they belonged to nothing that it knows.
    expect(await on("2021-06-01")).toEqual([{ ...riders, under: null }]);
    expect(await on("2022-03-01")).toMatchObject([{ name: "蓝湖快递工会", newForm: true, under: null }, riders]);
    expect(await on(dayOf(new Date()))).toMatchObject([
      { name: "蓝湖快递工会", under: "蓝湖镇总工会" },
      { name: "蓝湖镇总工会" },
      { ...riders, under: expect.any(String) },
    ]);
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 3, kept: 0 });
    expect(await on("2022-03-01")).toEqual([]);
  });

  it("asks which one is meant where code and name point at different ones; one with members stays when it is taken back", async () => {
    const desk = deskOf(officer);
    const code = "81610924MC12345672";
    const one = await anOrganisation(server.database, "base", city.county, "城关小学工会");
    await changeOrganisation(await desk.ctx(), one.id, { creditCode: code });
    const id = await desk.bring([heading, row("城关镇中心小学工会", "", "", code), row("白河茶厂工会")]);
    expect(await desk.rows(id)).toMatchObject([
      { outcome: "conflict", candidates: [one.id] },
      { outcome: "insert", codes: [] },
    ]);
    await desk.decide(id, 2, one.id);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 2 });
    expect(await organisation("城关镇中心小学工会")).toMatchObject({ id: one.id });
    const factory = (await organisation("白河茶厂工会")) as { id: string };
    await aMember(server.database, server.secrets, factory);

    expect((await desk.undo(id)).counts).toMatchObject({ undone: 1, kept: 1 });
    expect(await organisation("城关小学工会")).toMatchObject({ id: one.id });
    expect(await organisation("白河茶厂工会")).toMatchObject({ state: "active" });
    // The same file once more: what is there already is not set up again.
    const again = await desk.bring([heading, row("白河茶厂工会")]);
    expect(await desk.rows(again)).toMatchObject([{ outcome: "unchanged" }]);
  });

  it("is nobody's but those who answer for the branch, until the very moment it is written", async () => {
    const { database, secrets } = server;
    const stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
    await expect(deskOf(stranger).bring([heading, row("外人工会")])).rejects.toMatchObject({ status: 403 });
    const leaving = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
    const desk = deskOf(leaving);
    const id = await desk.bring([heading, row("卸任工会")]);
    await expect(deskOf(stranger).view(id)).rejects.toMatchObject({ code: "sheets.no_such_import" });
    const ctx = await desk.ctx();
    const { submitImport, workOnce } = await import("#engines/sheets");
    await submitImport(ctx, id, { skipRefused: false });
    await transact(database.ctx(), (tx) =>
      sql`update kernel.duty_grant set revoked_at = clock_timestamp() where account_id = ${leaving.id}`.execute(tx.db),
    );
    await workOnce({ ctx: database.ctx(), secrets });
    expect(await deskOf(officer).view(id)).toMatchObject({ state: "review", problem: { code: "access.forbidden" } });
    expect(await organisation("卸任工会")).toBeUndefined();
  });
});
