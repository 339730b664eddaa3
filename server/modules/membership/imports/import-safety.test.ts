import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listWaiting } from "#engines/decisions";
import { auditRoutes } from "#kernel/audit/audit.routes";
import { transact } from "#kernel/context";
import { takeMoreOfToday } from "#kernel/sign-in/limits";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "../index.ts";
import { aMember, anOrganisation, aSmallCity } from "../membership.builders.ts";
import { anImportDesk } from "./imports.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;
let second: Awaited<ReturnType<typeof aStaff>>;
let desk: ReturnType<typeof anImportDesk>;
let theirs: ReturnType<typeof anImportDesk>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    auditRoutes(app);
    return membership.routes?.(app, runtime);
  });
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  second = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  desk = anImportDesk(server, officer, city.county.id);
  theirs = anImportDesk(server, second, city.county.id);
});
afterAll(() => server.close());

const table = (head: string[], ...rows: string[][]) =>
  Buffer.from([head, ...rows].map((row) => row.join(",")).join("\n"));
const roster = (...rows: string[][]) => table(["姓名", "身份证号", "手机号", "学历", "所属工会", "就业形态"], ...rows);
const cards = [
  "610997199001012613",
  "610997199002022629",
  "610997199003032634",
  "610997199005052655",
  "610997199006062660",
];

const checked = async (content: Buffer, kind = "people") => {
  const id = await desk.upload(content, "表.csv", kind);
  await desk.work();
  await desk.settleAll(id);
  return id;
};
const written = async (content: Buffer, kind = "people") => {
  const id = await checked(content, kind);
  await desk.act(id, "submit", { skipRefused: true });
  await desk.work();
  expect((await desk.get(id)).state).toBe("applied");
  return id;
};
const peopleNamed = async (name: string) => {
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql<{ id: string; phone: Buffer | null; workType: string | null; employmentForm: string }>`
      select id, phone, work_type, employment_form from membership.person where name = ${name}`.execute(tx.db),
  );
  return rows;
};

/** What this account finds of imports where everything waits for it. */
const waitsFor = async ({ id: accountId }: { id: string }, path = city.county.path) => {
  const actor = { kind: "staff", sessionId: accountId, accountId, name: "x", duties: [] } as const;
  const duties = [{ duty: "people.officer", path }];
  const all = await transact(server.database.ctx({ ...actor, duties }), (tx) => listWaiting(tx, server.secrets));
  return all.filter(({ type }) => type === "import");
};

describe("whoever asks about one person", () => {
  it("finds what imports did to them: which, in whose name, which fields; and nothing of the others", async () => {
    const union = await anOrganisation(server.database, "base", city.county, "云岭茶厂工会");
    const document = { kind: "resident_id" as const, number: cards[0] ?? "" };
    const known = await aMember(server.database, server.secrets, union, { name: "丁一", document, education: "高中" });
    const id = await written(
      roster(
        ["丁一", cards[0] ?? "", known.phone.slice(3), "本科", "", ""],
        ["王新", cards[1] ?? "", "19811110002", "大专", "云岭茶厂工会", ""],
      ),
    );
    const [fresh] = await peopleNamed("王新");
    await desk.act(id, "undo", { reason: "传错了" });
    await desk.work();

    // The auditor of the union below, where the import of the county does not lie.
    const auditor = await aStaff(server.database, server.secrets, { node: union, duties: ["auditor"] });
    const about = async (objectId: string) => {
      const answer = await server.app.inject({
        url: `/api/audit?objectId=${objectId}`,
        headers: { cookie: auditor.cookie },
      });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer
        .json()
        .items.map(({ action, detail, placeId }: Record<string, unknown>) => ({ action, detail, placeId }));
    };
    const asked = { importId: id, staffAccountId: officer.id };
    const placeId = union.id;
    expect(await about(fresh?.id ?? "")).toEqual([
      { action: "person.import_taken_out", detail: asked, placeId },
      { action: "person.imported", detail: asked, placeId },
    ]);
    expect(await about(known.id)).toEqual([
      { action: "person.import_taken_back", detail: { ...asked, fields: ["education"] }, placeId },
      { action: "person.changed_by_import", detail: { ...asked, fields: ["education"] }, placeId },
      { action: "person.created", detail: { organisationId: union.id }, placeId },
    ]);
    const file = await server.app.inject({ url: `/api/people/${known.id}`, headers: { cookie: officer.cookie } });
    expect(file.json().history.map(({ action }: { action: string }) => action)).toContain("person.changed_by_import");

    const elsewhere = await aStaff(server.database, server.secrets, { node: city.otherCounty, duties: ["auditor"] });
    const other = await server.app.inject({
      url: `/api/audit?objectId=${known.id}`,
      headers: { cookie: elsewhere.cookie },
    });
    expect(other.json().items).toEqual([]);
  });

  it("reads in the audit of the union how many there were, not who", async () => {
    const auditor = await aStaff(server.database, server.secrets, { node: city.county, duties: ["auditor"] });
    const { body } = await server.app.inject({
      url: "/api/audit?action=person.imported",
      headers: { cookie: auditor.cookie },
    });
    expect(JSON.parse(body).items[0].detail).toMatchObject({ about: 1 });
    expect(body).not.toContain("subjects");
  });
});

describe("numbers that are registered elsewhere", () => {
  it("are counted by account and day; over that the check ends and tells nothing", async () => {
    const taken = await aMember(server.database, server.secrets, city.otherUnion, { name: "外人" });
    const file = () => roster(["钱七", cards[2] ?? "", taken.phone.slice(3), "", "", ""]);
    const id = await checked(file());
    const [line] = await desk.lines(id, "outcome=refused");
    expect(line?.defects).toEqual([{ column: "phone", code: "person.phone_of_other", params: {} }]);
    expect(line?.candidates).toEqual([]);
    await desk.act(id, "withdraw");

    await transact(server.database.ctx(), (tx) =>
      takeMoreOfToday(tx.db, `sheets.elsewhere:${officer.id}`, { amount: 1999, max: 2000 }),
    );
    const refused = await desk.upload(file(), "再.csv");
    await desk.work();
    expect(await desk.get(refused)).toMatchObject({
      ...{ state: "failed", problem: { code: "sheets.too_many_elsewhere" }, counts: { refused: 0 } },
    });
    expect(await desk.lines(refused)).toEqual([]);
    // Another account has a day of its own.
    const others = await theirs.upload(file(), "他.csv");
    await theirs.work();
    expect((await theirs.get(others)).counts.refused).toBe(1);
  });
});

describe("taking back", () => {
  it("waits for a second person where the union wants one for writing", async () => {
    const id = await written(roster(["周五", cards[3] ?? "", "19811110005", "", "", ""]));
    const want = (wanted: boolean) =>
      transact(server.database.ctx(), (tx) =>
        sql`insert into sheets.second_person (node, wanted) values (${city.county.path}::ltree, ${wanted})
          on conflict (node) do update set wanted = ${wanted}`.execute(tx.db),
      );
    await want(true);
    expect(await desk.act(id, "undo", { reason: "传错了" })).toMatchObject({
      state: "undo_asked",
      submittedByMe: true,
    });
    await desk.work();
    expect(await peopleNamed("周五")).toHaveLength(1);
    const fact = { code: "import_undo", params: { rows: 1, reason: "传错了" } };
    const waits = { id, onPage: true, title: "表.csv", link: `/people/imports/${id}`, facts: [fact] };
    expect(await waitsFor(second)).toMatchObject([waits]);
    expect(await waitsFor(second, city.otherCounty.path)).toEqual([]);
    expect(await waitsFor(officer)).toEqual([]);
    const passed = { verdict: "passed" };
    expect((await desk.call("POST", `/${id}/answer`, passed)).json().code).toBe("decisions.same_person");
    expect((await theirs.act(id, "answer", { verdict: "refused", note: "是对的" })).state).toBe("applied");
    await desk.act(id, "undo", { reason: "真的错了" });
    expect((await theirs.act(id, "answer", passed)).state).toBe("undoing");
    await desk.work();
    expect((await desk.get(id)).state).toBe("undone");
    expect(await peopleNamed("周五")).toEqual([]);
    const again = await checked(roster(["周五", cards[3] ?? "", "19811110005", "", "", ""]));
    await desk.act(again, "submit", { skipRefused: false });
    expect(await waitsFor(second)).toMatchObject([
      { id: again, facts: [{ code: "import_rows", params: { rows: 1 } }] },
    ]);
    expect((await theirs.act(again, "answer", { verdict: "refused", note: "先等等" })).state).toBe("review");
    expect(await waitsFor(second)).toEqual([]);
    await desk.act(again, "withdraw");
    await want(false);
  });

  it("closes the unions that it set up, except those that somebody has used since", async () => {
    const id = await written(
      roster(
        ["甲一", cards[3] ?? "", "19811110011", "", "新设一工会", ""],
        ["乙一", cards[4] ?? "", "19811110012", "", "新设二工会", ""],
      ),
    );
    const { settled } = await desk.get(id);
    const idOf = (name: string) => (settled.union as Record<string, { id: string }>)[name]?.id ?? "";
    await aMember(server.database, server.secrets, { id: idOf("新设二工会") }, { name: "后来人" });
    await desk.act(id, "undo", { reason: "传错了" });
    await desk.work();
    expect((await desk.get(id)).settled.union).toEqual({
      新设一工会: { id: idOf("新设一工会"), created: true, closed: true },
      新设二工会: { id: idOf("新设二工会"), created: true },
    });
    const states = await transact(server.database.ctx(), (tx) =>
      sql<{
        name: string;
        state: string;
      }>`select name, state from membership.organisation where name like '新设%' order by name`.execute(tx.db),
    );
    expect(states.rows).toEqual([
      { name: "新设一工会", state: "closed" },
      { name: "新设二工会", state: "active" },
    ]);
  });
});

describe("what a row says beyond the columns", () => {
  it("the trade of somebody on a platform is kept as the work type", async () => {
    await written(roster(["骑手甲", cards[4] ?? "", "19811110021", "", "", "外卖骑手"]));
    expect(await peopleNamed("骑手甲")).toMatchObject([{ employmentForm: "platform", workType: "外卖骑手" }]);
  });

  it("a phone that two of one household share stays with the first, and a note says so; of two households it is refused", async () => {
    const head = ["镇", "村", "户编号", "姓名", "身份证号", "手机号"];
    const phone = "19811110031";
    const id = await checked(
      table(
        head,
        ["石桥镇", "东村", "H1", "户主甲", cards[1] ?? "", phone],
        ["石桥镇", "东村", "H1", "家人乙", cards[2] ?? "", phone],
        ["石桥镇", "西村", "H1", "别家丙", cards[3] ?? "", phone],
      ),
      "labour_ledger",
    );
    expect((await desk.lines(id, "outcome=refused")).map(({ row }) => row)).toEqual([4]);
    const [noted] = await desk.lines(id, "noted=true");
    expect(noted).toMatchObject({
      row: 3,
      notes: [{ column: "phone", code: "sheets.shared_in_household", params: { firstRow: 2 } }],
    });
    await desk.act(id, "submit", { skipRefused: true });
    await desk.work();
    expect((await peopleNamed("户主甲"))[0]?.phone).not.toBeNull();
    expect((await peopleNamed("家人乙"))[0]?.phone).toBeNull();
    expect(await peopleNamed("别家丙")).toEqual([]);
  });
});
