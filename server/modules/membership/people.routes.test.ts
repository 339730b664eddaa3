import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "./index.ts";
import { aMember, aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;
let stranger: Awaited<ReturnType<typeof aStaff>>;
let auditor: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
  auditor = await aStaff(database, secrets, { node: city.city, duties: ["auditor"] });
});
afterAll(() => server.close());

type Who = { cookie: string };
const call = (who: Who, method: "GET" | "POST" | "PATCH", url: string, payload?: object) =>
  server.app.inject({
    method,
    url,
    headers: { cookie: who.cookie },
    ...(payload === undefined ? {} : { payload }),
  });
const names = async (who: Who, query: string): Promise<string[]> =>
  (await call(who, "GET", `/api/people?${query}`)).json().items.map((item: { name: string }) => item.name);
const member = (name: string, union = city.union, phone = aPhone()) =>
  aMember(server.database, server.secrets, union, { name, phone });

describe("people", () => {
  test("are found by name, pinyin, initials, member number and whole phone, within the reader's subtree", async () => {
    const found = await member("曾国华");
    await member("曾国华", city.otherUnion);
    await member("林黛云");
    const number = (await call(officer, "GET", `/api/people/${found.id}`)).json().memberNumber;
    for (const q of [
      "国华",
      "zengguo",
      "Zeng Guohua",
      "zgh",
      "zengg",
      "zengguoh",
      "zgHua",
      "zengGh",
      "z guo h",
      number,
      found.phone.slice(3),
      found.phone,
    ])
      expect([q, await names(officer, `q=${encodeURIComponent(q)}`)]).toEqual([q, ["曾国华"]]);
    for (const q of [found.phone.slice(3, 10), "zgx", "egh", "guohuazeng"])
      expect(await names(officer, `q=${q}`)).toEqual([]);
    expect(await names(stranger, `q=${found.phone.slice(3)}`)).toEqual([]);
    expect(await names(officer, `q=${encodeURIComponent("%")}`)).toEqual([]);
  });

  test("come in pages in the order of their pinyin, with a total on the first", async () => {
    const sorted = ["安一", "白二", "蔡三", "戴四", "鄂五"];
    for (const name of [...sorted].reverse()) await member(name, city.otherUnion);
    const seen: string[] = [];
    let after = "";
    do {
      const page = (await call(stranger, "GET", `/api/people?limit=2${after}`)).json();
      seen.push(...page.items.map((item: { name: string }) => item.name));
      if (after === "") expect(page.total).toBeGreaterThanOrEqual(5);
      else expect(page.total).toBeUndefined();
      after = page.next === null ? "" : `&after=${page.next}`;
    } while (after !== "");
    expect(seen.filter((name) => sorted.includes(name))).toEqual(sorted);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await call(stranger, "GET", "/api/people?after=nonsense")).statusCode).toBe(400);
  });

  test("are listed by organisation", async () => {
    const here = await member("顾城");
    expect(await names(officer, `organisationId=${city.union.id}&q=gucheng`)).toEqual([here.name]);
    expect((await call(officer, "GET", `/api/people?organisationId=${city.otherUnion.id}`)).statusCode).toBe(404);
  });

  test("have a page with memberships, history and what the reader may do; reading it is written down", async () => {
    const person = await member("郑和平");
    const page = (await call(officer, "GET", `/api/people/${person.id}`)).json();
    expect(page).toMatchObject({ name: "郑和平", can: { edit: true, changePhone: true } });
    expect(page.memberships).toMatchObject([{ organisationId: city.union.id, state: "active", primary: true }]);
    expect(page.history.map((event: { action: string }) => event.action)).toEqual(["person.created"]);
    const again = (await call(officer, "GET", `/api/people/${person.id}`)).json();
    expect(again.history[0]).toMatchObject({ action: "person.viewed", actor: `staff:${officer.id}` });
    expect(again.names).toMatchObject({ [`organisation:${city.union.id}`]: city.union.name });
    expect(JSON.stringify(again)).not.toContain(person.phone.slice(3));
  });

  test("are written down as viewed once a visit, and the reveal of a phone number each time", async () => {
    const person = await member("言必信");
    const records = async (action: string): Promise<number> => {
      const { rows } = await transact(server.database.ctx(), (tx) =>
        sql`select 1 from kernel.audit_record where object_id = ${person.id} and action = ${action}`.execute(tx.db),
      );
      return rows.length;
    };
    const boss = await aStaff(server.database, server.secrets, { node: city.city, duties: ["people.officer"] });
    for (let n = 0; n < 3; n++) await call(officer, "GET", `/api/people/${person.id}`);
    expect(await records("person.viewed")).toBe(1);
    await call(boss, "GET", `/api/people/${person.id}`);
    expect(await records("person.viewed")).toBe(2);

    const reveal = (who: Who) =>
      call(who, "POST", `/api/people/${person.id}/reveal`, { field: "phone", purpose: "contact" });
    for (let n = 0; n < 2; n++) expect((await reveal(officer)).json()).toEqual({ value: person.phone.slice(3) });
    expect(await records("person.revealed")).toBe(2);
    expect((await reveal(stranger)).statusCode).toBe(404);
    expect(await records("person.revealed")).toBe(2);
  });

  test("have one document: sealed, masked, found by its number, and nobody else's", async () => {
    const number = "610997199001012613";
    const body = {
      name: "苗一兰",
      phone: aPhone(),
      organisationId: city.union.id,
    };
    const made = await call(officer, "POST", "/api/people", {
      ...body,
      document: { kind: "resident_id", number: " 610997 19900101 2613 " },
    });
    expect(made.statusCode).toBe(201);
    // Sex and birthday follow from the card.
    expect(made.json()).toMatchObject({ idMasked: "610***********2613", sex: "male", birthDate: "1990-01-01" });
    expect(made.body).not.toContain(number);
    expect(await names(officer, `q=${number}`)).toEqual(["苗一兰"]);
    expect(await names(stranger, `q=${number}`)).toEqual([]);
    const again = { ...body, phone: aPhone(), document: { kind: "resident_id", number } };
    expect((await call(officer, "POST", "/api/people", again)).json().code).toBe("person.id_taken");
    for (const [wrong, code] of [
      ["610997199001012614", "sheets.id_check"],
      ["61099719900101", "sheets.id_short"],
      ["610997199013012616", "sheets.id_date"],
    ])
      expect(
        (
          await call(officer, "POST", "/api/people", { ...again, document: { kind: "resident_id", number: wrong } })
        ).json().code,
      ).toBe(code);
    const reveal = { field: "id_number", purpose: "verify" };
    expect((await call(officer, "POST", `/api/people/${made.json().id}/reveal`, reveal)).json()).toEqual({
      value: number,
    });
    const passport = { document: { kind: "passport", number: "e1234567" }, education: "本科" };
    const changed = await call(officer, "PATCH", `/api/people/${made.json().id}`, passport);
    expect(changed.json()).toMatchObject({ idKind: "passport", idMasked: "E****567", education: "本科" });
    expect([await names(officer, "q=e%201234567"), await names(stranger, "q=E1234567")]).toEqual([["苗一兰"], []]);
    expect(changed.json().history.at(0).detail).toEqual({ fields: ["document", "education"] });
  });

  test("are added and corrected by whoever manages people there", async () => {
    const phone = aPhone();
    const body = { name: "单小雨", phone, organisationId: city.union.id, tags: ["劳模"], employmentForm: "platform" };
    const made = await call(officer, "POST", "/api/people", body);
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ name: "单小雨", verified: false, tags: ["劳模"], employmentForm: "platform" });
    expect(await names(officer, "q=shanxiaoyu")).toEqual(["单小雨"]);
    expect((await call(officer, "POST", "/api/people", body)).json().code).toBe("person.phone_taken");
    expect((await call(stranger, "POST", "/api/people", { ...body, phone: aPhone() })).statusCode).toBe(404);

    const { id } = made.json();
    const whole = { name: "单大雨", verified: true, tags: ["劳模"], sex: null, employmentForm: "platform" };
    const changed = await call(officer, "PATCH", `/api/people/${id}`, whole);
    expect(changed.json()).toMatchObject({ name: "单大雨", verified: true, tags: ["劳模"] });
    expect(changed.json().history[0]).toMatchObject({
      action: "person.changed",
      detail: { fields: ["name", "verified"] },
    });
    expect((await call(stranger, "PATCH", `/api/people/${id}`, { name: "x" })).statusCode).toBe(404);
    expect((await call(officer, "PATCH", `/api/people/${id}`, { phone })).statusCode).toBe(400);
  });

  test("need a session, the duty, and a right request", async () => {
    const nobody = { cookie: "" };
    const routes = [
      ["GET", "/api/people"],
      ["GET", `/api/people/${uuidv7()}`],
      ["POST", "/api/people", { name: "x", phone: aPhone(), organisationId: city.union.id }],
      ["PATCH", `/api/people/${uuidv7()}`, { name: "x" }],
      ["POST", `/api/people/${uuidv7()}/phone`, { phone: aPhone(), reason: "lost" }],
      ["POST", `/api/people/${uuidv7()}/transfer`, { organisationId: city.union.id, reason: "moved" }],
      ["POST", `/api/people/${uuidv7()}/membership/end`, { reason: "retired" }],
    ] as const;
    for (const [method, url, body] of routes) {
      expect([url, (await call(nobody, method, url, body)).statusCode]).toEqual([url, 401]);
      expect([url, (await call(auditor, method, url, body)).statusCode]).toEqual([url, 403]);
      if (body !== undefined)
        expect([url, (await call(officer, method, url, { nonsense: 1 })).statusCode]).toEqual([url, 400]);
      if (url.includes("/people/"))
        expect([url, (await call(officer, method, url, body)).statusCode]).toEqual([url, 404]);
    }
  });
});

describe("a pasted list", () => {
  const match = async (who: Who, ...lines: string[]) =>
    (await call(who, "POST", "/api/people/match", { lines })).json();

  test("is matched line by line with the people of the reader's subtree", async () => {
    const phone = aPhone();
    const one = await member("慕容白鹿", city.union, phone);
    const twins = [await member("令狐双喜"), await member("令狐双喜")];
    await member("上官独一", city.otherUnion);
    const { lines } = await match(
      officer,
      ...["#接龙", "1. 慕容白鹿", phone.replace("+86", ""), "2、令狐双喜", "3. 上官独一", "", "4. 无此人", "???"],
    );
    expect(
      lines.map((found: { line: string; outcome: string; people: { id: string }[] }) => [
        ...[found.line, found.outcome, found.people.map(({ id }) => id).sort()],
      ]),
    ).toEqual([
      ["1. 慕容白鹿", "found", [one.id]],
      [phone.replace("+86", ""), "found", [one.id]],
      ["2、令狐双喜", "ambiguous", twins.map(({ id }) => id).sort()],
      ["3. 上官独一", "missing", []],
      ["4. 无此人", "missing", []],
      ["???", "missing", []],
    ]);
    expect(lines[1].people[0].phoneMasked).toContain("****");
  });

  test("is for staff who may view people, and not for ever longer lists", async () => {
    const refused = await server.app.inject({ method: "POST", url: "/api/people/match", payload: { lines: ["张三"] } });
    expect(refused.statusCode).toBe(401);
    expect((await call(auditor, "POST", "/api/people/match", { lines: ["张三"] })).statusCode).toBe(403);
    const long = await call(officer, "POST", "/api/people/match", { lines: Array(501).fill("张三") });
    expect(long.statusCode).toBe(400);
  });
});
