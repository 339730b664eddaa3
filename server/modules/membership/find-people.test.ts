import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { type BulkPerson, insertPeople } from "./bulk.ts";
import { lookupsOfLetters, readCursor, writeCursor } from "./find-people.rules.ts";
import { membership } from "./index.ts";
import { aSmallCity, type BuiltOrganisation } from "./membership.builders.ts";
import { searchForms } from "./names.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
const cookies: Record<"city" | "county", string> = { city: "", county: "" };

/** Names of few signs, so that searches find several and one of them in more than one way; and long ones. */
const names = [..."王安林"].flatMap((surname) =>
  ["安", "林", "安林", "林安", "伟", "伟安", "国华"].map((given) => surname + given),
);
names.push("欧阳国华", "买买提·吐尔逊", "安·王林");
const people: { id: string; name: string; union: BuiltOrganisation; further: boolean }[] = [];

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  for (const which of ["city", "county"] as const)
    cookies[which] = (await aStaff(database, secrets, { node: city[which], duties: ["people.officer"] })).cookie;
  const pathOf = ({ id, path }: BuiltOrganisation) => ({ id, node: path });
  const about: Pick<BulkPerson, "phone" | "sex" | "birthDate" | "employmentForm" | "tags" | "verified"> = {
    ...{ phone: null, sex: null, birthDate: null, employmentForm: "standard", tags: [], verified: false },
  };
  const given = names.flatMap((name) =>
    [city.union, city.otherUnion, city.county].map((union, at) => ({
      name,
      union,
      further: at === 1 && name.startsWith("王"),
    })),
  );
  const bulk = given.map(
    ({ name, union, further }): BulkPerson => ({
      ...{ ...about, name, union: pathOf(union) },
      ...(further ? { secondUnion: pathOf(city.union) } : {}),
    }),
  );
  const ids = await transact(database.ctx(), (tx) => insertPeople(tx, secrets, bulk, "2026-01-01"));
  people.push(...given.map((one, at) => ({ ...one, id: ids[at] ?? "" })));
});
afterAll(() => server.close());

/** Everything a search finds, page by page. */
async function findAll(who: "city" | "county", query: { q?: string; organisationId?: string }, limit = 4) {
  const found: string[] = [];
  let first: { total: number; more: boolean } | undefined;
  for (let after: string | null | undefined; after !== null; ) {
    const page = new URLSearchParams({ ...query, limit: String(limit), ...(after === undefined ? {} : { after }) });
    const answer = await server.app.inject({ url: `/api/people?${page}`, headers: { cookie: cookies[who] } });
    expect(answer.statusCode).toBe(200);
    const { items, next, total, more } = answer.json();
    first ??= { total, more };
    found.push(...items.map(({ id }: { id: string }) => id));
    after = next;
  }
  return { found, ...first };
}

const beginsIn = (name: string, q: string) =>
  [name, name.slice(1), name.includes("·") ? (name.split("·")[1] ?? "") : name.slice(2)].some((part) =>
    part.startsWith(q),
  );
/** Each next letter goes on in its syllable or begins the next one: wider than what is read, so what is found is among these. */
const mayMean = (name: string, letters: string) =>
  new RegExp(`^${[...letters].join("([a-z0-9]* )?")}`).test(searchForms(name, "surname").pinyin);

describe("people found page by page", () => {
  test("by any part of a name that begins at a sign are all of them, once each, within the reader's subtree", async () => {
    const texts = fc.constantFrom(...names.flatMap((name) => [name, name.slice(0, 1), name.slice(1), name.slice(2)]));
    const asks = fc.record({
      q: texts,
      who: fc.constantFrom("city", "county"),
      limit: fc.integer({ min: 3, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(asks, async ({ q, who, limit }) => {
        fc.pre(q !== "");
        const { found, total, more } = await findAll(who as "city" | "county", { q }, limit);
        const meant = people.filter(
          ({ name, union }) => beginsIn(name, q) && (who === "city" || union !== city.otherUnion),
        );
        expect([...found].sort()).toEqual(meant.map(({ id }) => id).sort());
        expect([total, more]).toEqual([Math.min(limit, meant.length), meant.length > limit]);
      }),
      { numRuns: 15 },
    );
  });

  test.each([
    "a",
    "w",
    "wang",
    "wa",
    "wangan",
    "wal",
    "wlin",
    "wgh",
    "wanggh",
    "wguoh",
    "wghua",
    "lgh",
    "ouyanggh",
    "al",
  ])("by the letters %s are once each, and nobody else", async (q) => {
    const { found, total } = await findAll("city", { q });
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(0);
    expect(total).toBe(Math.min(4, found.length));
    const nameOf = new Map(people.map(({ id, name }) => [id, name]));
    for (const id of found)
      expect([q, nameOf.get(id), mayMean(nameOf.get(id) ?? "", q)]).toEqual([q, nameOf.get(id), true]);
    const surely = people.filter(({ name }) => {
      const { pinyin, initials } = searchForms(name, "surname");
      return pinyin.replaceAll(" ", "").startsWith(q) || initials.startsWith(q);
    });
    expect(found).toEqual(expect.arrayContaining(surely.map(({ id }) => id)));
  });

  test("of a union are its own and whom it serves, as far as the reader may see them", async () => {
    const at = (who: "city" | "county") => findAll(who, { organisationId: city.union.id });
    const own = people.filter(({ union }) => union === city.union);
    const served = people.filter(({ further }) => further);
    const ids = (all: typeof people) => all.map(({ id }) => id).sort();
    expect([...(await at("city")).found].sort()).toEqual(ids([...own, ...served]));
    expect([...(await at("county")).found].sort()).toEqual(ids(own));
    const whole = await findAll("county", { organisationId: city.city.id });
    expect([...whole.found].sort()).toEqual(ids(people.filter(({ union }) => union !== city.otherUnion)));
  });
});

describe("typed letters", () => {
  test.each([
    ["zhangsf", ["^zhang[a-z0-9]* s[a-z0-9]* f[a-z0-9]*", "^zhan[a-z0-9]* g[a-z0-9]* s[a-z0-9]* f[a-z0-9]*"]],
    ["zhsf", ["^zh[a-z0-9]* s[a-z0-9]* f[a-z0-9]*"]],
    ["wangxi", ["^wan[a-z0-9]* g[a-z0-9]* xi[a-z0-9]*"]],
    ["zs", []],
  ])("%s are read as syllables and first letters", (letters, meant) => {
    const patterns = lookupsOfLetters(letters).flatMap((lookup) => (lookup.by === "mixed" ? [lookup.pattern] : []));
    expect(patterns).toEqual(meant);
  });

  test("cursors come back as they were, other text is none", () => {
    const cursor = { lookup: 1, key: "张三", id: "01890000-0000-7000-8000-000000000001" };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const text of ["", "x", "[1,2]", "{}", '[-1,"a","01890000-0000-7000-8000-000000000001"]'])
      expect(readCursor(Buffer.from(text).toString("base64url"))).toBeUndefined();
  });
});
