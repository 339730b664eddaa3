import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decideWaiting, listWaiting } from "#engines/decisions";
import type { StaffActor } from "#kernel/actor";
import { record, recordMany } from "#kernel/audit/audit";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { aMerge } from "../duplicates/duplicates.builders.ts";
import { membership } from "../index.ts";
import { anIdNumber } from "../joining/joining.builders.ts";
import { aMember, aSmallCity, servicesOf } from "../membership.builders.ts";
import { closeDue } from "./closing.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  officer = await aStaff(server.database, server.secrets, { node: city.county, duties: ["people.officer"] });
});
afterAll(() => server.close());
const run = (text: ReturnType<typeof sql>) => transact(server.database.ctx(), ({ db }) => text.execute(db));
beforeEach(() => run(sql`delete from kernel.limit_event`)); // the pause between two codes

type Who = { cookie: string } | undefined;
async function call(who: Who, method: "GET" | "POST", url: string, payload?: object) {
  const headers = who === undefined ? {} : { cookie: who.cookie };
  const answer = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
}
async function someone(name = "晏清和") {
  const number = anIdNumber();
  const document = { kind: "resident_id" as const, number };
  const one = await aMember(server.database, server.secrets, city.union, { name, document, employerName: "旧单位" });
  return { ...one, number, own: { cookie: await one.cookie() } };
}
const code = async (own: Who, what: string) => {
  await run(sql`delete from kernel.limit_event`);
  return (await call(own, "POST", "/api/member/data/codes", { what })).body.demoCode as string;
};
const staff = (path: string): StaffActor => ({
  ...{ kind: "staff", sessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), name: "x" },
  duties: [{ duty: "people.officer", path }],
});
const waiting = (path: string) =>
  transact(server.database.ctx(staff(path)), async (tx) =>
    (await listWaiting(tx, server.secrets)).filter(({ type }) => type === "correction"),
  );

describe("a member reads", () => {
  test("what is kept, masked, who may see it, and who looked, by union and purpose but never by name", async () => {
    const one = await someone();
    await call(officer, "GET", `/api/people/${one.id}`);
    await call(officer, "POST", `/api/people/${one.id}/reveal`, { field: "phone", purpose: "contact" });
    const data = (await call(one.own, "GET", "/api/member/data")).body;
    expect(data.file).toMatchObject({ name: one.name, employerName: "旧单位" });
    expect(JSON.stringify(data)).not.toContain(one.number);
    expect(data.levels.map(({ how }: { how: string }) => how)).toEqual(["union", "above", "above"]);
    const looks = (await call(one.own, "GET", "/api/member/data/looks")).body.items;
    expect(looks.map((look: { action: string }) => look.action)).toEqual([
      ...["person.revealed", "person.viewed", "person.created"],
    ]);
    expect(looks[0]).toMatchObject({
      by: "staff",
      organisation: city.county.name,
      purpose: "contact",
      fields: ["phone"],
    });
    expect(JSON.stringify(looks)).not.toMatch(/staff\d|accountId/);
    const page = (await call(one.own, "GET", "/api/member/data/looks?limit=1")).body;
    const rest = (await call(one.own, "GET", `/api/member/data/looks?before=${encodeURIComponent(page.next)}`)).body;
    expect(rest.items).toHaveLength(2);
    expect((await call(undefined, "GET", "/api/member/data")).status).toBe(401);
    expect((await call(officer, "GET", "/api/member/data")).status).toBe(401);
  });

  test("what a list wrote, what stood in a merged file, and every record of one moment, page by page", async () => {
    const { kept, other } = await aMerge(server, city.union, "晏清和");
    const own = { cookie: await kept.cookie() };
    await transact(server.database.ctx(), async (tx) => {
      const place = { node: city.union.path };
      const by = (id: string) => ({ type: "person", subjects: [{ id, node: city.union.path, facts: {} }] });
      const list = { ...place, object: { type: "import", id: crypto.randomUUID() } };
      await recordMany(tx, { ...list, action: "person.changed_by_import" }, by(kept.id));
      await recordMany(tx, { ...list, action: "person.imported" }, by(other.id));
      for (let at = 0; at < 12; at++)
        await record(tx, { ...place, action: "person.viewed", object: { type: "person", id: other.id } });
    });
    const all = (await call(own, "GET", "/api/member/data/looks?limit=100")).body.items as { action: string }[];
    expect(all.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["person.changed_by_import", "person.imported", "person.merged"]),
    );
    expect(all.filter(({ action }) => action === "person.viewed")).toHaveLength(12);
    const paged: object[] = [];
    for (let from = ""; paged.length === 0 || from !== ""; ) {
      const page = (await call(own, "GET", `/api/member/data/looks?limit=3${from}`)).body;
      paged.push(...page.items);
      from = page.next === null ? "" : `&before=${encodeURIComponent(page.next)}`;
    }
    expect(paged).toEqual(all);
    for (const before of ["yesterday", "2026-02-31T00:00:00.000000Z|1|x", "2026-01-01T::::::::.000000Z|1|x"])
      expect((await call(own, "GET", `/api/member/data/looks?before=${before}`)).status, before).toBe(400);
  });

  test("all of it in whole numbers, against a code of their own", async () => {
    const [one, other] = [await someone(), await someone("旁人")];
    const right = await code(one.own, "copy");
    expect((await call(one.own, "POST", "/api/member/data/copy", { code: "000000" })).status).toBe(409);
    expect((await call(other.own, "POST", "/api/member/data/copy", { code: right })).status).toBe(409);
    expect((await call(one.own, "POST", "/api/member/data/closing", { code: right })).status).toBe(409);
    const copy = await call(one.own, "POST", "/api/member/data/copy", { code: right });
    expect(copy.body.file).toMatchObject({ idNumber: one.number, phone: one.phone });
    expect(copy.body.things).toEqual([]);
    const { sheets } = await readXlsx(Buffer.from(copy.body.workbook, "base64"));
    expect(sheets.map(({ name }) => name)).toContain("转接");
    expect(JSON.stringify(sheets[0]?.rows)).toContain(one.number); // whole, and as text
  });
});

describe("a correction", () => {
  test("is asked for once, waits for the union, and a yes writes it into the file", async () => {
    const one = await someone();
    const ask = (said: string, field = "employer_name") =>
      call(one.own, "POST", "/api/member/data/corrections", { field, said });
    expect((await ask("旧单位")).body.code).toBe("own_data.says_so_already");
    expect((await ask("x".repeat(201))).status).toBe(400);
    const asked = await ask("新单位");
    expect(asked.body.corrections).toMatchObject([{ said: "新单位", state: "waiting", clock: { kind: "answer" } }]);
    expect((await ask("又一个")).body.code).toBe("own_data.asked_already");
    const { rows } = await run(sql`select encode(said, 'escape') as said from membership.correction`);
    expect(JSON.stringify(rows)).not.toContain("新单位");
    const [item] = (await waiting(city.union.path)).filter(({ title }) => title === one.name);
    expect(item?.facts).toEqual([{ code: "correction_employer_name", params: { said: "新单位" } }]);
    expect(await waiting(city.otherUnion.path)).toEqual([]);
    const given = {
      type: "correction",
      id: item?.id ?? "",
      revision: 1,
      step: "reviewed",
      note: "",
      fileId: null,
      key: "k",
    };
    const decide = (path: string, verdict: "passed" | "refused") =>
      decideWaiting(server.database.ctx(staff(path)), server.secrets, { ...given, verdict });
    await expect(decide(city.otherUnion.path, "passed")).rejects.toMatchObject({ code: "own_data.no_such_correction" });
    await expect(decide(city.union.path, "refused")).rejects.toMatchObject({ code: "decisions.note_missing" });
    await decide(city.union.path, "passed");
    await expect(decide(city.union.path, "passed")).rejects.toMatchObject({ code: "own_data.answered_already" });
    expect(await servicesOf(server.database, one.id)).toEqual(["correction 1"]);
    const data = (await call(one.own, "GET", "/api/member/data")).body;
    expect(data).toMatchObject({ file: { employerName: "新单位" }, corrections: [{ state: "done" }] });
  });

  test("can be taken back by whoever asked", async () => {
    const [one, other] = [await someone(), await someone("旁人")];
    const asked = await call(one.own, "POST", "/api/member/data/corrections", { field: "other", said: "请核对工龄" });
    const url = `/api/member/data/corrections/${asked.body.corrections[0].id}/withdraw`;
    expect((await call(other.own, "POST", url)).status).toBe(404);
    expect((await call(one.own, "POST", url)).body.corrections[0].state).toBe("withdrawn");
    expect((await call(one.own, "POST", url)).status).toBe(409);
  });
});

describe("an account", () => {
  const close = async (own: Who) => call(own, "POST", "/api/member/data/closing", { code: await code(own, "close") });

  test("is closed after its days, emptied, and its row, number and audit stay", async () => {
    const one = await someone();
    const asked = await close(one.own);
    expect(asked.body.closing.dueOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect((await close(one.own)).body.code).toBe("own_data.closing_already");
    await call(one.own, "POST", "/api/member/data/corrections", { field: "name", said: "晏清和(改)" });
    const moved = { organisationId: city.otherUnion.id, reason: "跟着爱人搬家" };
    await call(one.own, "POST", "/api/member/transfers", moved);
    await run(sql`update membership.transfer set state = 'appealing', refused_side = 'out', refusal = '爱人不在本地',
      appeal = '爱人在本地工作' where person_id = ${one.id}::uuid`);
    const invited = { organisationId: city.union.id, note: "晏师傅", phone: one.phone };
    expect((await call(officer, "POST", "/api/staff/invitations", invited)).status).toBe(201);
    const before = await run(sql`select count(*)::int as n from kernel.audit_record where object_id = ${one.id}`);
    expect(await closeDue(server.database.ctx())).toBe(0);
    await run(sql`update membership.closing set due_on = due_on - 15 where person_id = ${one.id}::uuid`);
    expect(await closeDue(server.database.ctx())).toBe(1);
    expect(await closeDue(server.database.ctx())).toBe(0);

    const { rows } = await run(sql`select to_jsonb(p) as row from membership.person p where id = ${one.id}::uuid`);
    expect((rows[0] as { row: object }).row).toMatchObject({
      ...{ name: "已注销", phone: null, phone_index: null, id_number: null, id_index: null, employer_name: null },
      member_number: expect.any(String),
    });
    const after = await run(sql`select count(*)::int as n from kernel.audit_record where object_id = ${one.id}`);
    expect((after.rows[0] as { n: number }).n).toBeGreaterThan((before.rows[0] as { n: number }).n);
    const left = await run(sql`select said from membership.correction where person_id = ${one.id}::uuid`);
    expect(left.rows).toEqual([{ said: null }]);
    const texts = await run(
      sql`select reason, refusal, appeal from membership.transfer where person_id = ${one.id}::uuid`,
    );
    expect(texts.rows).toEqual([{ reason: "--", refusal: "--", appeal: "--" }]);
    const invitations = await run(sql`select phone_index, phone_masked, note, revoked_at is null as open
      from membership.invitation`);
    expect(invitations.rows).toEqual([{ phoneIndex: null, phoneMasked: null, note: "", open: false }]);
    expect((await call(officer, "GET", `/api/people/${one.id}`)).status).toBe(404);
    // The number is free for whoever has it next.
    const next = await aMember(server.database, server.secrets, city.union, { name: "后来人", phone: one.phone });
    expect(next.id).not.toBe(one.id);
  });

  test("takes along what stood in the file that was made one with it", async () => {
    const { kept, other } = await aMerge(server, city.union, "晏清同");
    const own = { cookie: await kept.cookie() };
    await close(own);
    await run(sql`update membership.closing set due_on = due_on - 15 where person_id = ${kept.id}::uuid`);
    const known = () =>
      run(sql`select name from membership.person where id in (${kept.id}::uuid, ${other.id}::uuid) and name <> '已注销'
        union all select before::text from membership.merge where person_id = ${kept.id}::uuid`);
    expect((await known()).rows).toHaveLength(3);
    // With another whose day has come: all of them, however many are taken at once.
    const also = await someone("同日注销");
    await close(also.own);
    await run(sql`update membership.closing set due_on = due_on - 15 where person_id = ${also.id}::uuid`);
    expect(await closeDue(server.database.ctx(), 1)).toBe(2);
    expect((await known()).rows).toEqual([]);
  });

  test("stays when it was taken back, as often as one likes", async () => {
    const one = await someone();
    await close(one.own);
    const back = () => call(one.own, "POST", "/api/member/data/closing/withdraw");
    expect((await back()).body.closing).toBeNull();
    expect((await back()).body.code).toBe("own_data.not_closing");
    await run(sql`update membership.closing set due_on = due_on - 15`);
    expect(await closeDue(server.database.ctx())).toBe(0);
    expect((await call(one.own, "GET", "/api/member/data")).status).toBe(200);
  });
});
