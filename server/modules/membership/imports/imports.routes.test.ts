import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { destroyImports, workOnce } from "#engines/sheets";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { makeRoster, type Sample, sampleBytes } from "../../../../db/samples/index.ts";
import { keepLease } from "../../../engines/sheets/changes/work-on-import.ts";
import { membership } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";
import { anImportDesk } from "./imports.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;
let stranger: Awaited<ReturnType<typeof aStaff>>;
let second: Awaited<ReturnType<typeof aStaff>>;
let desk: ReturnType<typeof anImportDesk>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  second = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
  desk = anImportDesk(server, officer, city.county.id);
});
afterAll(() => server.close());

const bytesOf = async (sample: Sample, format?: Parameters<typeof sampleBytes>[1]) =>
  Buffer.concat(await Array.fromAsync(sampleBytes(sample, format)));

/** Everything that the register holds of people, so that nothing can differ unseen. */
const register = async (): Promise<string[]> => {
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql<{ row: string }>`select (to_jsonb(p) - 'updated_at')::text as row from membership.person p
      union all select to_jsonb(m)::text from membership.membership m order by 1`.execute(tx.db),
  );
  return rows.map(({ row }) => row);
};

describe("a roster", () => {
  const roster = makeRoster({ rows: 300, seed: 11 });

  it("is read, cleaned and compared; refused are exactly its wrong rows; then it is in the register and can be taken back", async () => {
    const before = await register();
    const id = await desk.upload(await bytesOf(roster));
    await desk.work();
    const checked = await desk.get(id);
    expect(checked.problem).toBeNull();
    expect(checked.state).toBe("review");
    const refused = await desk.lines(id, "outcome=refused");
    expect(refused.map(({ row }) => row)).toEqual(roster.defects.map(({ row }) => row));
    expect(checked.counts.insert).toBe(300 - roster.defects.length);
    expect(await register()).toEqual(before);

    const submit = (skipRefused: boolean) => desk.call("POST", `/${id}/submit`, { skipRefused });
    expect((await submit(true)).json().code).toBe("sheets.not_ready_unsettled");
    await desk.settleAll(id);
    expect((await submit(false)).json().code).toBe("sheets.not_ready_refused_left");
    expect((await submit(true)).statusCode).toBe(200);
    await desk.work();
    const applied = await desk.get(id);
    expect([applied.state, applied.counts.applied, applied.counts.stale]).toEqual([
      "applied",
      checked.counts.insert,
      0,
    ]);
    const people = await server.app.inject({
      url: `/api/people?organisationId=${city.county.id}&limit=1`,
      headers: { cookie: officer.cookie },
    });
    expect(people.json().total).toBe(checked.counts.insert);

    const again = await desk.upload(await bytesOf(roster));
    await desk.work();
    expect((await desk.get(again)).counts).toMatchObject({ insert: 0, unchanged: checked.counts.insert });
    await desk.act(again, "withdraw");

    await desk.act(id, "undo", { reason: "传错了文件" });
    await desk.work();
    expect((await desk.get(id)).counts).toMatchObject({ applied: 0, undone: checked.counts.insert, kept: 0 });
    expect(await register()).toEqual(before);
  });

  it("is seen by nobody else, and shows no number in clear", async () => {
    const id = await desk.upload(await bytesOf(makeRoster({ rows: 20, seed: 3 })));
    await desk.work();
    const { body } = await desk.call("GET", `/${id}/lines?limit=100`);
    expect(body.match(/\d{16,}[\dX]|1\d{10}/g)).toBeNull();
    expect(body).toMatch(/\*{4}/);
    for (const url of [`/${id}`, `/${id}/lines`, `/${id}/refused`]) {
      const answer = await server.app.inject({ url: `/api/staff/imports${url}`, headers: { cookie: stranger.cookie } });
      expect([url, answer.statusCode]).toEqual([url, 404]);
    }
    const { payload: _, ...list } = await server.app.inject({
      url: "/api/staff/imports",
      headers: { cookie: stranger.cookie },
    });
    expect(list.json().items).toEqual([]);
    await desk.act(id, "withdraw");
  });
});

describe("a change-set", () => {
  const sheet = (...rows: string[][]) =>
    Buffer.from([["姓名", "身份证号", "手机号", "学历"], ...rows].map((row) => row.join(",")).join("\n"));
  const cards = ["610997199001012613", "610997199002022629", "610997199003032634"];

  it("fills in what the register lacks, names what differs, and takes back only what nobody has changed since", async () => {
    const document = { kind: "resident_id" as const, number: cards[0] ?? "" };
    const person = await aMember(server.database, server.secrets, city.union, {
      name: "丁一",
      document,
      education: "高中",
    });
    const id = await desk.upload(sheet(["丁一", cards[0] ?? "", person.phone.slice(3), "本科"]), "改.csv");
    await desk.work();
    const [line] = await desk.lines(id, "outcome=update");
    expect(line?.cells.filter(({ changed }) => changed)).toEqual([
      { key: "education", value: "本科", before: "高中", changed: true },
    ]);
    await desk.act(id, "submit", { skipRefused: false });
    await desk.work();
    const read = async () =>
      (await server.app.inject({ url: `/api/people/${person.id}`, headers: { cookie: officer.cookie } })).json();
    expect((await read()).education).toBe("本科");

    await desk.act(id, "undo", { reason: "写错了" });
    await desk.work();
    expect((await read()).education).toBe("高中");
    expect((await desk.get(id)).counts).toMatchObject({ undone: 1, kept: 0 });
  });

  it("leaves with an undo what somebody has changed meanwhile, and says so", async () => {
    const id = await desk.upload(sheet(["钱二", cards[1] ?? "", "19811112222", "本科"]), "新.csv");
    await desk.work();
    await desk.act(id, "submit", { skipRefused: false });
    await desk.work();
    const found = await server.app.inject({ url: `/api/people?q=${cards[1]}`, headers: { cookie: officer.cookie } });
    const personId: string = found.json().items[0].id;
    const change = { method: "PATCH" as const, url: `/api/people/${personId}`, payload: { title: "工程师" } };
    expect((await server.app.inject({ ...change, headers: { cookie: officer.cookie } })).statusCode).toBe(200);
    await desk.act(id, "undo", { reason: "撤回" });
    await desk.work();
    const [line] = await desk.lines(id, "state=kept");
    expect(line).toMatchObject({ state: "kept", kept: ["*"] });
    const still = await server.app.inject({ url: `/api/people/${personId}`, headers: { cookie: officer.cookie } });
    expect(still.json().title).toBe("工程师");
  });

  it("asks whom a row means where only the name and the birth day fit", async () => {
    const known = await aMember(server.database, server.secrets, city.union, { name: "孙三", birthDate: "1990-03-03" });
    const id = await desk.upload(sheet(["孙三", cards[2] ?? "", known.phone.slice(3), "大专"]), "疑.csv");
    await desk.work();
    // The same phone and the same name: it is the same person, who now gets a document.
    expect((await desk.get(id)).counts).toMatchObject({ update: 1, conflict: 0 });
    await desk.act(id, "withdraw");
    const other = await desk.upload(sheet(["孙三", cards[2] ?? "", "19811113333", "大专"]), "疑2.csv");
    await desk.work();
    const [line] = await desk.lines(other, "undecided=true");
    expect(line?.candidates).toMatchObject([{ id: known.id, name: "孙三" }]);
    expect((await desk.call("POST", `/${other}/submit`, { skipRefused: true })).json().code).toBe(
      "sheets.not_ready_undecided",
    );
    await desk.act(other, `lines/${line?.row}/decision`, { decision: "same", targetId: known.id });
    await desk.act(other, "submit", { skipRefused: true });
    await desk.work();
    const file = await server.app.inject({ url: `/api/people/${known.id}`, headers: { cookie: officer.cookie } });
    expect(file.json()).toMatchObject({ idMasked: "610***********2634", education: "大专" });
    await desk.act(other, "undo", { reason: "撤回" });
    await desk.work();
    const back = await server.app.inject({ url: `/api/people/${known.id}`, headers: { cookie: officer.cookie } });
    expect(back.json()).toMatchObject({
      idMasked: "",
      education: null,
      phoneMasked: expect.stringContaining(known.phone.slice(-4)),
    });
  });

  it("is not taken from a process that works on it and has nothing to report for long", async () => {
    const id = await desk.upload(sheet(["郑七", "610997199001012613", "19811116666", "本科"]), "久.csv");
    const lease = async () => {
      const { rows } = await transact(server.database.ctx(), (tx) =>
        sql<{ held: boolean }>`select leased_until > now() as held from sheets.import where id = ${id}::uuid`.execute(
          tx.db,
        ),
      );
      return rows[0]?.held;
    };
    expect(await lease()).toBe(false);
    const end = keepLease(desk.worker, { id, state: "reading" }, 0.02);
    await expect.poll(lease).toBe(true);
    expect(await workOnce(desk.worker)).toBe(false);
    await end();
    await desk.act(id, "withdraw");
  });

  it("touches nobody of another union, and says only that the number is taken", async () => {
    const document = { kind: "resident_id" as const, number: "61099719900404264X" };
    await aMember(server.database, server.secrets, city.otherUnion, { name: "李四", document });
    const id = await desk.upload(sheet(["李四", document.number, "19811114444", "本科"]), "外.csv");
    await desk.work();
    const [line] = await desk.lines(id);
    expect(line).toMatchObject({
      outcome: "refused",
      defects: [{ column: "idNumber", code: "person.in_other_union" }],
    });
    await desk.act(id, "withdraw");
  });

  it("puts nobody into a union that is not below its own, whatever a name is said to mean", async () => {
    const text = "姓名,身份证号,手机号,所属工会\n郑七,610997199007072676,19811117777,远方工会\n";
    const id = await desk.upload(Buffer.from(text), "远.csv");
    await desk.work();
    const say = (meant: object) => desk.call("PUT", `/${id}/names`, { column: "union", names: { 远方工会: meant } });
    expect((await say({ id: city.otherUnion.id })).json().code).toBe("sheets.unknown_name");
    expect((await say({ id: city.union.id })).statusCode).toBe(200);
    await desk.act(id, "withdraw");
  });

  it("touches nobody who has gone to another union since, neither by a decision nor by an undo", async () => {
    const card = "610997199008082681";
    const doubtful = await aMember(server.database, server.secrets, city.union, {
      name: "王八一",
      birthDate: "1990-08-08",
    });
    const updated = await aMember(server.database, server.secrets, city.union, { name: "冯九一", education: "高中" });
    const first = await desk.upload(sheet(["冯九一", "610997199009092697", updated.phone.slice(3), "本科"]), "一.csv");
    const second_ = await desk.upload(sheet(["王八一", card, "19811118888", "本科"]), "二.csv");
    await desk.work();
    await desk.act(first, "submit", { skipRefused: false });
    await desk.work();
    const [line] = await desk.lines(second_, "undecided=true");
    await desk.act(second_, `lines/${line?.row}/decision`, { decision: "same", targetId: doubtful.id });
    const boss = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
    for (const person of [doubtful, updated]) {
      const moved = await server.app.inject({
        ...{ method: "POST", url: `/api/people/${person.id}/transfer`, headers: { cookie: boss.cookie } },
        payload: { organisationId: city.otherUnion.id, reason: "调动" },
      });
      expect(moved.statusCode, moved.body).toBe(200);
    }
    await desk.act(second_, "submit", { skipRefused: true });
    await desk.act(first, "undo", { reason: "撤回" });
    await desk.work();
    expect((await desk.get(second_)).counts).toMatchObject({ applied: 0, stale: 1 });
    expect((await desk.get(first)).counts).toMatchObject({ undone: 0, kept: 1 });
    const read = async (id: string) =>
      (await server.app.inject({ url: `/api/people/${id}`, headers: { cookie: boss.cookie } })).json();
    expect((await read(doubtful.id)).idMasked).toBe("");
    expect((await read(updated.id)).education).toBe("本科");
  });

  it("gives the marked file back to whoever brought it, and to nobody else", async () => {
    const id = await desk.upload(sheet(["陈十", "12", "1", "本科"]), "错.csv");
    await desk.work();
    expect((await desk.call("GET", `/${id}/refused`)).statusCode).toBe(200);
    const theirs = anImportDesk(server, second, city.county.id);
    expect((await theirs.call("GET", `/${id}/refused`)).json().code).toBe("sheets.not_yours");
    await desk.act(id, "withdraw");
  });

  it("waits for a second person where the union wants one", async () => {
    await transact(server.database.ctx(), (tx) =>
      sql`insert into sheets.second_person (node, wanted) values (${city.county.path}::ltree, true)`.execute(tx.db),
    );
    const id = await desk.upload(sheet(["周五", "610997199005052655", "19811115555", "本科"]), "双.csv");
    await desk.work();
    expect((await desk.act(id, "submit", { skipRefused: false })).state).toBe("submitted");
    const answer = { verdict: "passed" };
    expect((await desk.call("POST", `/${id}/answer`, answer)).json().code).toBe("decisions.same_person");
    const theirs = anImportDesk(server, second, city.county.id);
    expect((await theirs.act(id, "answer", answer)).state).toBe("applying");
    await desk.work();
    expect((await desk.get(id)).counts.applied).toBe(1);
  });

  it("is unreadable when its time is over: key, file and rows are gone, figures stay", async () => {
    const id = await desk.upload(sheet(["吴六", "610997199006062660", "19811116666", "本科"]), "期满.csv");
    await desk.work();
    await transact(server.database.ctx(), (tx) =>
      sql`update sheets.import set destroy_on = '2020-01-01' where id = ${id}::uuid`.execute(tx.db),
    );
    expect(await destroyImports(desk.worker.ctx)).toBe(1);
    const { rows } = await transact(server.database.ctx(), (tx) =>
      sql<{ left: number }>`select (select count(*) from sheets.import_file where import_id = ${id}::uuid)
        + (select count(*) from sheets.line where import_id = ${id}::uuid and length(sealed) > 0)
        + (select count(*) from sheets.import where id = ${id}::uuid and sealed_key is not null) as left`.execute(
        tx.db,
      ),
    );
    expect(Number(rows[0]?.left)).toBe(0);
    expect(await desk.get(id)).toMatchObject({ destroyed: true, state: "withdrawn", counts: { insert: 1 } });
    expect((await desk.call("GET", `/${id}/lines`)).json().code).toBe("sheets.destroyed");
    expect((await desk.call("POST", `/${id}/submit`, { skipRefused: true })).json().code).toBe("sheets.destroyed");
  });
});
