import { afterAll, beforeAll, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership, recordServices, takeBackService } from "../index.ts";
import { aMember, aSmallCity } from "../membership.builders.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Record<"city" | "county" | "otherCounty", string>;
let member: Awaited<ReturnType<typeof aMember>>;
const undone = uuidv7();

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  city = await aSmallCity(server.database);
  member = await aMember(server.database, server.secrets, city.union);
  const { cookie: atCity } = await anOfficer(city.city);
  const { cookie: atCounty } = await anOfficer(city.county);
  const { cookie: atOther } = await anOfficer(city.otherCounty);
  officer = { city: atCity, county: atCounty, otherCounty: atOther };
  const at = new Date();
  const given = { personId: member.id, at };
  await transact(server.database.ctx(), async (tx) => {
    await recordServices(tx, [
      {
        ...given,
        organisationId: city.union.id,
        kind: "joining",
        title: "入会",
        source: { type: "test", id: uuidv7() },
      },
      {
        ...given,
        organisationId: city.otherUnion.id,
        kind: "activity",
        title: "电影",
        source: { type: "test", id: uuidv7() },
      },
      {
        ...given,
        organisationId: city.union.id,
        kind: "voucher",
        title: "惠民券",
        source: { type: "test", id: undone },
      },
    ]);
    await takeBackService(tx, { type: "test", id: undone });
  });
});
afterAll(() => server.close());

const anOfficer = (node: { id: string; path: string }) =>
  aStaff(server.database, server.secrets, { node, duties: ["people.officer"] });
const get = async (url: string, cookie?: string) => {
  const answer = await server.app.inject({
    method: "GET",
    url,
    ...(cookie === undefined ? {} : { headers: { cookie } }),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const titles = (answer: { body: { items: { title: string }[] } }) => answer.body.items.map(({ title }) => title).sort();

test("a union reads what it did for somebody, the city above what all did, another county's staff nothing", async () => {
  const url = `/api/people/${member.id}/services`;
  expect(titles(await get(url, officer.city))).toEqual(["入会", "惠民券", "电影"].sort());
  expect(titles(await get(url, officer.county))).toEqual(["入会", "惠民券"].sort());
  expect((await get(url, officer.otherCounty)).status).toBe(404);
  expect((await get(url)).status).toBe(401);
  const { body } = await get(url, officer.county);
  const takenBack = body.items.find(({ title }: { title: string }) => title === "惠民券");
  expect(takenBack).toMatchObject({ takenBackOn: expect.any(String), unit: "visit" });
});

test("pages follow one another without a gap", async () => {
  const seen: string[] = [];
  let after = "";
  do {
    const { body } = await get(`/api/people/${member.id}/services?limit=1${after}`, officer.city);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    after = body.next === null ? "" : `&after=${body.next}`;
  } while (after !== "");
  expect(new Set(seen).size).toBe(3);
  expect((await get(`/api/people/${member.id}/services?after=x`, officer.city)).status).toBe(400);
});

test("the member reads their own, also of unions elsewhere, and the counts of the year without what was taken back", async () => {
  const { status, body } = await get("/api/member/services", await member.cookie());
  expect(status).toBe(200);
  expect(body.items).toHaveLength(3);
  expect(body.counts.map(({ kind, unit, count }: Record<string, unknown>) => [kind, unit, count]).sort()).toEqual([
    ["activity", "visit", 1],
    ["joining", "case", 1],
  ]);
  const other = await aMember(server.database, server.secrets, city.union);
  expect((await get("/api/member/services", await other.cookie())).body.items).toEqual([]);
  expect((await get("/api/member/services")).status).toBe(401);
});

test("a union counts its months, those above sum them, and another county is not told", async () => {
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const url = (id: string) => `/api/statistics/services?organisationId=${id}&from=${month}&to=${month}`;
  const { body } = await get(url(city.city.id), officer.city);
  const counted = body.items.map(
    ({ kind, count, organisation }: Record<string, unknown> & { organisation: { id: string } }) => [
      ...[kind, count],
      organisation.id,
    ],
  );
  expect(counted.sort()).toEqual([
    ["activity", 1, city.otherCounty.id],
    ["joining", 1, city.county.id],
  ]);
  expect((await get(url(city.county.id), officer.otherCounty)).status).toBe(404);
  expect((await get(url(city.county.id).replace(/from=[^&]+/, "from=x"), officer.city)).status).toBe(400);
});
