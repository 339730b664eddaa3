import { parseCsv } from "hucre/csv";
import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { markOf } from "#engines/sheets";
import { asSystem, transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { office } from "../../office/index.ts";
import { membership } from "../index.ts";
import { aMember, aSmallCity, somePeople } from "../membership.builders.ts";
import { destroyExports } from "./end-exports.ts";
import { makeOneExport } from "./make-export.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
const card = "610997199001012613";
const attack = "=HYPERLINK(A1)";

beforeAll(async () => {
  server = await signInApp((app, runtime) => {
    membership.routes?.(app, runtime);
    office.routes?.(app, runtime);
  });
  city = await aSmallCity(server.database);
  const document = { kind: "resident_id" as const, number: card };
  await aMember(server.database, server.secrets, city.union, { name: "丁一", document, remark: attack });
  await somePeople(server, city.union, 149);
});
afterAll(() => server.close());

const maker = () => ({ ctx: asSystem(server.database.ctx(), "exports"), secrets: server.secrets });
const anOfficer = (node = city.county) => aStaff(server.database, server.secrets, { node, duties: ["people.officer"] });
type Officer = Awaited<ReturnType<typeof anOfficer>>;

const call = (who: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({
    ...{ method, url: `/api/staff/${url}`, ...(payload === undefined ? {} : { payload }) },
    headers: { cookie: who.cookie, "idempotency-key": crypto.randomUUID() },
  });
const whole = { plain: ["idNumber", "phone"], purpose: "核对年度名册" };
const ask = (who: Officer, input: object = {}) =>
  call(who, "POST", "people-exports", {
    ...{ organisationId: city.county.id, columns: ["name", "idNumber", "phone", "union", "remark"], format: "xlsx" },
    ...input,
  });
const made = async (who: Officer, input: object = {}): Promise<string> => {
  const answer = await ask(who, input);
  expect(answer.statusCode, answer.body).toBe(201);
  while (await makeOneExport(maker()));
  return answer.json().id;
};
const listed = async (who: Officer, id: string) =>
  (await call(who, "GET", "people-exports")).json().items.find((one: { id: string }) => one.id === id);
const rowsOf = async (bytes: Buffer) => (await readXlsx(bytes, { readStyles: true })).sheets[0];

it("gives a list whose numbers are masked, with who has it in it, to whoever asked and to nobody else", async () => {
  const [officer, colleague, stranger] = [await anOfficer(), await anOfficer(), await anOfficer(city.otherCounty)];
  const id = await made(officer);
  expect(await listed(officer, id)).toMatchObject({ state: "ready", people: 150, mine: true, needsSecond: false });
  const { rawPayload, headers } = await call(officer, "GET", `people-exports/${id}/file`);
  expect(Number(headers["content-length"])).toBe(rawPayload.length);
  const sheet = await rowsOf(rawPayload);
  const rows = sheet?.rows ?? [];
  expect(rows[0]).toEqual(["姓名", "证件号码", "手机号码", "所属工会", "备注"]);
  const one = rows.find((row) => row[0] === "丁一");
  expect(one).toEqual([
    "丁一",
    "610***********2613",
    expect.stringMatching(/^198\*{4}\d{4}$/),
    city.union.name,
    attack,
  ]);
  expect(JSON.stringify(rows)).not.toContain(card);
  for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
  const { number } = await listed(officer, id);
  const mark = new RegExp(`${officer.login} · ${officer.login} · 2\\d{3}-.* · 第 ${number} 号`);
  expect(rows.at(-1)?.[0]).toMatch(mark);
  expect(sheet?.headerFooter?.oddHeader).toMatch(mark);
  expect(markOf(rawPayload)).toBe(number);

  expect((await listed(colleague, id)).mine).toBe(false);
  expect((await call(colleague, "GET", `people-exports/${id}/file`)).json().code).toBe("people_export.not_yours");
  expect((await call(stranger, "GET", `people-exports/${id}/file`)).statusCode).toBe(404);
  expect((await call(stranger, "GET", "people-exports")).json().items).toEqual([]);
  expect((await ask(stranger)).json().code).toBe("organisation.missing");
  expect((await server.app.inject("/api/staff/people-exports")).statusCode).toBe(401);
});

it("writes whole numbers for a purpose alone, as CSV too, and for those that the search means", async () => {
  const officer = await anOfficer();
  expect((await ask(officer, { plain: ["phone"] })).json().code).toBe("people_export.purpose_missing");
  expect((await ask(officer, { q: "查无此人" })).json().code).toBe("people_export.nobody");
  const id = await made(officer, { ...whole, format: "csv", q: card });
  const shown = await listed(officer, id);
  expect(shown).toMatchObject({ people: 1, search: "610***********2613", plain: ["idNumber", "phone"] });
  const { rawPayload } = await call(officer, "GET", `people-exports/${id}/file`);
  const [, row] = parseCsv(rawPayload.toString("utf8").replace(/^\ufeff/, ""));
  expect(row?.slice(0, 2)).toEqual(["丁一", `'${card}`]);
  expect(row?.[4]).toBe(`'${attack}`);

  // What lies in the database is unreadable, and what is written down names no number.
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql<{ text: string }>`select string_agg(e::text, '') || (select string_agg(encode(content, 'escape'), '')
        from membership.people_export_part) || (select string_agg(payload::text, '') from kernel.audit_record) as text
      from membership.people_export e`.execute(tx.db),
  );
  expect(rows[0]?.text).toContain("核对年度名册");
  expect(rows[0]?.text).not.toContain(card);
});

it("waits for a second person above 200 people, however many small lists they are taken in", async () => {
  const [officer, second] = [await anOfficer(), await anOfficer(city.city)];
  const preview = (who: Officer) =>
    call(who, "GET", `people-exports/preview?organisationId=${city.county.id}&plain=true`).then((one) => one.json());
  expect(await preview(officer)).toMatchObject({ people: 150, needsSecond: false, mostAlone: 200 });
  // Two at the same moment are counted together as well.
  const both = await Promise.all([ask(officer, whole), ask(officer, whole)]);
  const ids = both.map((one) => one.json().id as string);
  const states = await Promise.all(ids.map(async (id) => (await listed(officer, id)).state));
  expect(states.sort()).toEqual(["making", "waiting"]);
  expect(await preview(officer)).toMatchObject({ needsSecond: true });
  expect(await preview(second)).toMatchObject({ needsSecond: false });

  const waiting = async (who: Officer) =>
    (await call(who, "GET", "waiting")).json().items.filter((one: { type: string }) => one.type === "people_export");
  expect(await waiting(officer)).toEqual([]);
  const [item] = await waiting(second);
  expect(item.facts.map((fact: { code: string }) => fact.code)).toEqual([
    ...["export_purpose", "export_people", "export_plain", "export_columns"],
  ]);
  expect(item.facts[1].params).toEqual({ people: 150 });
  const yes = { type: "people_export", revision: 1, step: "approved", verdict: "passed" };
  expect((await call(officer, "POST", `waiting/${item.id}`, yes)).json().code).toBe("decisions.same_person");
  expect((await call(officer, "GET", `people-exports/${item.id}/file`)).json().code).toBe("people_export.not_ready");
  expect((await call(second, "POST", `waiting/${item.id}`, yes)).statusCode).toBe(200);
  expect((await call(second, "POST", `waiting/${item.id}`, yes)).json().code).toBe("people_export.answered");
  while (await makeOneExport(maker()));
  expect((await listed(officer, item.id)).state).toBe("ready");
  expect((await call(officer, "GET", `people-exports/${item.id}/file`)).statusCode).toBe(200);
  expect((await call(second, "GET", `people-exports/${item.id}/file`)).statusCode).toBe(403);
});

it("is made once though its maker dies, and not for somebody whose duty has ended meanwhile", async () => {
  const officer = await anOfficer();
  const change = (id: string, to: ReturnType<typeof sql>) =>
    transact(server.database.ctx(), (tx) =>
      sql`update membership.people_export set ${to} where id = ${id}::uuid`.execute(tx.db),
    );
  const asked = (await ask(officer)).json().id;
  // The one before had begun and fallen silent.
  await change(asked, sql`attempts = 1, rows_done = 70, leased_until = clock_timestamp() - interval '1 second'`);
  await transact(server.database.ctx(), (tx) =>
    sql`insert into membership.people_export_part (export_id, number, node, content)
      values (${asked}::uuid, 1, ${city.county.path}::ltree, 'half')`.execute(tx.db),
  );
  while (await makeOneExport(maker()));
  expect(await listed(officer, asked)).toMatchObject({ state: "ready", rowsDone: 150 });
  const { rawPayload } = await call(officer, "GET", `people-exports/${asked}/file`);
  expect((await rowsOf(rawPayload))?.rows).toHaveLength(153);

  const late = (await ask(officer)).json().id;
  await transact(server.database.ctx(), (tx) =>
    sql`update kernel.duty_grant set revoked_at = clock_timestamp() where account_id = ${officer.id}::uuid`.execute(
      tx.db,
    ),
  );
  while (await makeOneExport(maker()));
  expect(await listed(await anOfficer(), late)).toMatchObject({ state: "failed", problem: "no_duty" });
});

it("is destroyed when its time is over or whoever asked gives it up: key and parts are gone", async () => {
  const officer = await anOfficer();
  const [kept, given] = [await made(officer), await made(officer)];
  expect((await call(officer, "POST", `people-exports/${given}/withdraw`)).statusCode).toBe(204);
  expect((await call(officer, "POST", `people-exports/${given}/withdraw`)).json().code).toBe("people_export.over");
  await transact(server.database.ctx(), (tx) =>
    sql`update membership.people_export set kept_until = clock_timestamp() where id = ${kept}::uuid`.execute(tx.db),
  );
  expect((await call(officer, "GET", `people-exports/${kept}/file`)).json().code).toBe("people_export.over");
  expect(await destroyExports(maker().ctx)).toBe(1);
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql<{ left: number }>`select ((select count(*) from membership.people_export_part p where p.export_id = e.id)
        + (sealed_key is not null)::int)::int as left
      from membership.people_export e where id in (${kept}::uuid, ${given}::uuid)`.execute(tx.db),
  );
  expect(rows).toEqual([{ left: 0 }, { left: 0 }]);
  expect((await listed(officer, kept)).state).toBe("destroyed");
});
