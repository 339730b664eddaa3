import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "#kernel/context";
import { sendInbox } from "#kernel/notify/notify";
import { aStaff, type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { checkOf } from "#wire/resident-id";
import { aCap, aClaim, aQuota, aWindow, enterAll } from "../../../engines/stock/stock.builders.ts";
import { membership } from "../index.ts";
import { aMember, aSmallCity, inboxOf, textsTo } from "../membership.builders.ts";
import { holdLinked, putLink } from "../parent-app/parent-app.store.ts";
import { aPair, pairOf } from "./duplicates.builders.ts";
import { findDuplicates } from "./find-duplicates.ts";

let server: SignInApp;
let city: Awaited<ReturnType<typeof aSmallCity>>;
let officer: Awaited<ReturnType<typeof aStaff>>;
let above: Awaited<ReturnType<typeof aStaff>>;
let stranger: Awaited<ReturnType<typeof aStaff>>;

beforeAll(async () => {
  server = await signInApp((app, runtime) => membership.routes?.(app, runtime));
  const { database, secrets } = server;
  city = await aSmallCity(database);
  officer = await aStaff(database, secrets, { node: city.county, duties: ["people.officer"] });
  above = await aStaff(database, secrets, { node: city.city, duties: ["people.officer"] });
  stranger = await aStaff(database, secrets, { node: city.otherCounty, duties: ["people.officer"] });
});
afterAll(() => server.close());

const call = (who: { cookie: string }, method: "GET" | "POST", url: string, payload?: object) =>
  server.app.inject({ method, url, headers: { cookie: who.cookie }, ...(payload && { payload }) });
const merge = (who: { cookie: string }, pairId: string, personId: string, take: string[] = []) =>
  call(who, "POST", `/api/staff/duplicates/${pairId}/merge`, { personId, take, reason: "核对过身份证" });
const undo = (who: { cookie: string }, mergeId: string) =>
  call(who, "POST", `/api/staff/merges/${mergeId}/undo`, { reason: "是双胞胎" });
const say = (who: { cookie: string }, pairId: string, state: string) =>
  call(who, "POST", `/api/staff/duplicates/${pairId}/decision`, { state });
const listed = async (who: { cookie: string }, state = "open") =>
  (await call(who, "GET", `/api/staff/duplicates?state=${state}&limit=50`)).json().items as {
    id: string;
    score: number;
    differs: string[];
    reasons: { code: string }[];
  }[];

/** Everything that any room holds of these two, but for when and what was done to the memberships, and that it was told. */
const everythingOf = (ids: string[]) =>
  transact(server.database.ctx(), async (tx) => {
    const { rows } = await sql<{ row: string }>`
      select (to_jsonb(p) - 'updated_at' - 'phone' - 'id_number' - 'phone_known_at')::text as row from membership.person p
        where p.id = any(${ids}::uuid[])
      union all select to_jsonb(m)::text from membership.membership m where m.person_id = any(${ids}::uuid[])
      union all select to_jsonb(i)::text from kernel.inbox_message i where i.person_id = any(${ids}::uuid[]) and i.kind <> 'phone.changed'
      union all select (to_jsonb(c) - 'node')::text from stock.claim c where c.person_id = any(${ids}::uuid[])
      union all select to_jsonb(u)::text from stock.cap_use u where u.person_id = any(${ids}::uuid[]) and used > 0
      order by 1`.execute(tx.db);
    return rows.map(({ row }) => row);
  });

describe("the desk", () => {
  it("has a pair as soon as somebody is written down twice, with reasons, and only for whoever answers for both", async () => {
    const { pairId, kept, other } = await aPair(server, city.union);
    const [pair] = (await listed(officer)).filter(({ id }) => id === pairId);
    expect(pair).toMatchObject({ score: 65, differs: ["phone", "education", "workType"] });
    expect(pair?.reasons.map(({ code }) => code)).toEqual(["name_equal", "birth_equal", "union_equal"]);
    expect(JSON.stringify(await listed(officer))).not.toContain(kept.phone.slice(3));
    expect((await listed(stranger)).map(({ id }) => id)).not.toContain(pairId);
    for (const act of [say(stranger, pairId, "apart"), merge(stranger, pairId, kept.id)])
      expect([(await act).statusCode, (await act).json().code]).toEqual([404, "duplicates.missing"]);
    expect((await server.app.inject({ url: "/api/staff/duplicates" })).statusCode).toBe(401);
    expect((await merge(officer, pairId, stranger.id)).json().code).toBe("duplicates.missing");
    expect((await merge(officer, pairId, other.id, ["salary"])).statusCode).toBe(400);
  });

  it("does not offer those again who were said to be two, also after a night's search", async () => {
    const { pairId } = await aPair(server, city.union);
    expect((await say(officer, pairId, "apart")).statusCode).toBe(204);
    await findDuplicates(server.database.ctx(), server.secrets, 3);
    expect((await listed(officer)).map(({ id }) => id)).not.toContain(pairId);
    expect((await listed(officer, "apart")).map(({ id }) => id)).toContain(pairId);
    expect((await say(officer, pairId, "open")).statusCode).toBe(204);
    expect((await listed(officer)).map(({ id }) => id)).toContain(pairId);
  });

  it("finds at night what sounds alike, across stretches, and lets two good numbers of two unions alone", async () => {
    const { database, secrets } = server;
    const two = ["61099719800101365", "61099719800101369"].map((digits) => ({
      ...{ kind: "resident_id" as const, number: digits + checkOf(digits) },
    }));
    const a = await aMember(database, secrets, city.union, { name: "章玮琳", document: two[0] ?? null });
    const b = await aMember(database, secrets, city.union, { name: "张伟琳", birthDate: "1980-01-01" });
    const c = await aMember(database, secrets, city.otherUnion, { name: "章玮琳", document: two[1] ?? null });
    await transact(database.ctx(), (tx) => sql`delete from membership.duplicate`.execute(tx.db));
    await findDuplicates(database.ctx(), secrets, 2);
    expect(await pairOf(database, a.id, b.id)).not.toBe("");
    expect(await pairOf(database, a.id, c.id)).toBe("");
  });
});

describe("a merge", () => {
  it("takes over what was chosen, moves everything, counts caps for both, and is taken back to the last row", async () => {
    const { database } = server;
    const { pairId, kept, other } = await aPair(server, city.union);
    const ids = [kept.id, other.id];
    const cap = await aHolding(ids);
    await transact(database.ctx(), (tx) =>
      sendInbox(tx, { personId: other.id, kind: "test", title: "一", body: "二" }),
    );
    const before = await everythingOf(ids);
    const cookie = await other.cookie();
    const comesIn = { issuer: "https://parent.test", subject: other.id };
    await transact(database.ctx(), ({ db }) => putLink(db, { ...comesIn, personId: other.id, how: "code" }));

    const done = await merge(officer, pairId, kept.id, ["education", "phone"]);
    expect(done.statusCode, done.body).toBe(200);
    // A number that comes by a merge is told where the former one rings, like any other.
    expect(await textsTo(database, server.secrets, kept.phone)).toContain("phone_changed");
    expect(await inboxOf(database, kept.id)).toContain("phone.changed");
    const file = (await call(officer, "GET", `/api/people/${kept.id}`)).json();
    expect(file).toMatchObject({
      education: "大专",
      workType: "电工",
      phoneMasked: expect.stringContaining(other.phone.slice(-4)),
    });
    expect(file.memberships.filter(({ validTo }: { validTo: null }) => validTo === null)).toHaveLength(1);
    expect(file.history.map(({ action }: { action: string }) => action)).toContain("person.merged");
    expect((await call(officer, "GET", `/api/people/${other.id}`)).statusCode).toBe(404);
    expect((await server.app.inject({ url: "/api/member/me", headers: { cookie } })).statusCode).toBe(401);
    const linked = transact(database.ctx(), ({ db }) => holdLinked(db, comesIn.issuer, comesIn.subject));
    expect(await linked).toBeUndefined(); // nor does the parent app bring them into the other's file
    expect(await usedOf(cap, ids)).toEqual([[kept.id, 3]]);
    expect(await claimsOf(kept.id)).toBe(3);
    expect((await merge(officer, pairId, kept.id)).json().code).toBe("duplicates.missing");

    const { id: mergeId } = done.json();
    expect((await undo(stranger, mergeId)).json().code).toBe("duplicates.merge_missing");
    expect((await undo(officer, mergeId)).json()).toEqual({ kept: [] });
    expect(await everythingOf(ids)).toEqual(before);
    expect((await undo(officer, mergeId)).json().code).toBe("duplicates.undone_already");
    const phones = await Promise.all(ids.map(async (id) => (await call(officer, "GET", `/api/people/${id}`)).json()));
    expect(phones.map(({ phoneMasked }) => phoneMasked.slice(-4))).toEqual([
      kept.phone.slice(-4),
      other.phone.slice(-4),
    ]);
  });

  it("leaves what has changed since where it is, and names it", async () => {
    const { pairId, kept } = await aPair(server, city.union);
    const { id } = (await merge(officer, pairId, kept.id, ["education"])).json();
    const changed = await server.app.inject({
      ...{ method: "PATCH", url: `/api/people/${kept.id}`, headers: { cookie: officer.cookie } },
      payload: { education: "本科" },
    });
    expect(changed.statusCode).toBe(200);
    expect((await undo(officer, id)).json()).toEqual({ kept: ["education"] });
    const [row] = (await call(officer, "GET", "/api/staff/merges")).json().items;
    expect([row.id, row.kept]).toEqual([id, ["education"]]);
    expect((await call(officer, "GET", `/api/people/${kept.id}`)).json().education).toBe("本科");
  });

  it("needs the duty above both; between unions the chosen one counts, and the other membership is dated", async () => {
    const { database, secrets } = server;
    const facts = { name: "欧阳双馨", birthDate: "1990-02-03" };
    const kept = await aMember(database, secrets, city.union, facts);
    const other = await aMember(database, secrets, city.otherUnion, facts);
    const pairId = await pairOf(database, kept.id, other.id);
    expect((await merge(officer, pairId, kept.id)).json().code).toBe("duplicates.missing");
    const done = await merge(above, pairId, kept.id, ["union"]);
    expect(done.statusCode, done.body).toBe(200);
    const { memberships, unions } = (await call(above, "GET", `/api/people/${kept.id}`)).json();
    expect(unions.map(({ id, primary }: { id: string; primary: boolean }) => [id, primary])).toEqual([
      [city.otherUnion.id, true],
    ]);
    expect(memberships.map(({ state }: { state: string }) => state).sort()).toEqual(["active", "closed"]);
    expect((await undo(above, done.json().id)).json()).toEqual({ kept: [] });
    const files = await Promise.all(
      [kept.id, other.id].map(async (id) => (await call(above, "GET", `/api/people/${id}`)).json().unions),
    );
    expect(files.map(([union]) => union.id)).toEqual([city.union.id, city.otherUnion.id]);
  });

  it("happens once when two officers merge pairs that overlap at the same time", async () => {
    const { database, secrets } = server;
    const facts = { name: "司马重影", birthDate: "1977-07-07" };
    const [a, b, c] = [
      await aMember(database, secrets, city.union, facts),
      await aMember(database, secrets, city.union, facts),
      await aMember(database, secrets, city.union, facts),
    ];
    const [ab, bc] = [await pairOf(database, a.id, b.id), await pairOf(database, b.id, c.id)];
    const answers = await Promise.all([merge(officer, ab, a.id), merge(above, bc, c.id)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, expect.any(Number)]);
    const refused = answers.find(({ statusCode }) => statusCode !== 200);
    expect(["duplicates.person_gone", "duplicates.missing"]).toContain(refused?.json().code);
    const { rows } = await transact(database.ctx(), (tx) =>
      sql`select from membership.person where id in (${a.id}, ${b.id}, ${c.id}) and left_at is null`.execute(tx.db),
    );
    expect(rows).toHaveLength(2);
  });

  it("waits while both stand in one draw", async () => {
    const { pairId, kept, other } = await aPair(server, city.union);
    await enterAll(server.database, await aWindow(server.database), [kept.id, other.id]);
    expect((await merge(officer, pairId, kept.id)).json().code).toBe("duplicates.stand_together");
  });
});

/** Two claims of the first and one of the second under one cap of three. Gives the cap. */
async function aHolding([first = "", second = ""]: string[]): Promise<string> {
  const cap = await aCap(server.database, { maxUnits: 3 });
  const quotas = [
    await aQuota(server.database, { caps: [cap] }),
    await aQuota(server.database, { caps: [cap] }),
  ] as const;
  for (const [quota, person] of [
    [quotas[0], first] as const,
    [quotas[1], first] as const,
    [quotas[1], second] as const,
  ])
    await aClaim(server.database, quota, person);
  return cap;
}

async function claimsOf(personId: string): Promise<number> {
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql`select from stock.claim where person_id = ${personId}`.execute(tx.db),
  );
  return rows.length;
}

async function usedOf(cap: string, ids: string[]): Promise<[string, number][]> {
  const { rows } = await transact(server.database.ctx(), (tx) =>
    sql<{ personId: string; used: number }>`select person_id, used from stock.cap_use where cap_id = ${cap}
      and person_id = any(${ids}::uuid[]) and used > 0`.execute(tx.db),
  );
  return rows.map(({ personId, used }) => [personId, used]);
}
