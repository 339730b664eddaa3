import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { insertPeople } from "./bulk.ts";
import { membership } from "./index.ts";
import { Applicant, anIdNumber } from "./joining/joining.builders.ts";
import { aPhone, aSmallCity } from "./membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: { cookie: string };

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.union, duties: ["people.officer"] });
});
afterAll(() => server.close());

const query = async <Row>(text: ReturnType<typeof sql<Row>>) =>
  (await transact(server.database.ctx(), ({ db }) => text.execute(db))).rows;

/** Somebody on the labour survey of another county, who is no member of anything. */
async function surveyed(given: { name: string; phone: string; idNumber: string }) {
  const [id = ""] = await transact(server.database.ctx(), (tx) =>
    insertPeople(
      tx,
      server.secrets,
      [
        {
          ...{ name: given.name, phone: given.phone, sex: null, birthDate: null, employmentForm: "standard", tags: [] },
          ...{ verified: false, member: false, source: "import", details: { remark: "愿意学电工" } },
          document: { kind: "resident_id", number: given.idNumber },
          union: { id: city.otherCounty.id, node: city.otherCounty.path },
        },
      ],
      "2026-01-01",
    ),
  );
  return id;
}

async function joins(given: { name: string; phone: string; idNumber: string }) {
  const rider = new Applicant(server.app, given.phone);
  const { name, idNumber } = given;
  const sent = await rider.apply({ name, idNumber, organisationId: city.union.id });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  const headers = { cookie: officer.cookie };
  const list = (await server.app.inject({ url: "/api/staff/joining", headers })).json();
  const { id } = list.items.find((one: { name: string }) => one.name === name);
  const url = `/api/staff/joining/${id}`;
  const seen = (await server.app.inject({ url, headers })).json();
  expect(seen.like).toEqual([]);
  const payload = { revision: 1, note: "", verified: true };
  const answer = await server.app.inject({ method: "POST", url: `${url}/approve`, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
}

const personOf = async (id: string) => {
  const [row] = await query(sql<Record<string, unknown>>`select node::text as node, member_number, remark,
    phone_index is not null as has_phone, source from membership.person where id = ${id}::uuid`);
  return row;
};

test("a number that a survey has of somebody else stands in nobody's way, and is given to who has shown it", async () => {
  const phone = aPhone();
  const listed = await surveyed({ name: "苗有田", phone, idNumber: anIdNumber() });
  const joined = await joins({ name: "苗小田", phone, idNumber: anIdNumber() });
  expect(joined, JSON.stringify(joined.body)).toMatchObject({ status: 200, body: { state: "approved" } });
  expect(await personOf(joined.body.personId)).toMatchObject({ hasPhone: true, node: city.union.path });
  expect(await personOf(listed)).toMatchObject({ hasPhone: false, memberNumber: null, node: city.otherCounty.path });
  expect(
    await query(sql`select 1 from kernel.audit_record where action = 'person.phone_freed' and object_id = ${listed}`),
  ).toHaveLength(1);
});

test("whoever is on a survey under the same document and name joins with that file: one human being, one file", async () => {
  const given = { name: "苗二田", phone: aPhone(), idNumber: anIdNumber() };
  const listed = await surveyed({ ...given, phone: aPhone() });
  const joined = await joins(given);
  expect(joined.body).toMatchObject({ state: "approved", personId: listed });
  const now = await personOf(listed);
  expect(now).toMatchObject({ node: city.union.path, remark: "愿意学电工", source: "joining", hasPhone: true });
  expect(now?.memberNumber).toMatch(/^\d{10}$/);
  const memberships = await query(sql`select 1 from membership.membership where person_id = ${listed}::uuid`);
  expect(memberships).toHaveLength(1);
});

test("the document alone, with another name, opens no file", async () => {
  const given = { name: "苗三田", phone: aPhone(), idNumber: anIdNumber() };
  const listed = await surveyed({ ...given, name: "别人", phone: aPhone() });
  const joined = await joins(given);
  expect(joined).toMatchObject({ status: 409, body: { code: "person.id_taken" } });
  expect(await personOf(listed)).toMatchObject({ memberNumber: null, node: city.otherCounty.path });
});
