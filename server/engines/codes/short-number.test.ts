import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { someKeys } from "./codes.builders.ts";
import { shortNumberOf } from "./codes.rules.ts";
import { type CodeKeys, checkShortNumber, issueShortNumber, spendCode } from "./index.ts";

let base: TestDatabase;
let keys: CodeKeys;

beforeAll(async () => {
  base = await testDatabase();
  keys = await someKeys();
});

afterAll(() => base.drop());

const about = (personId = randomUUID()) => ({ personId, purpose: "redeem", subject: randomUUID() }) as const;
const asTill = (tillId: string) =>
  base.ctx({ kind: "till", sessionId: "s", tillId, storeId: randomUUID(), node: "1.2" });
const check = (tillId: string, number: string, merchant = `1.${tillId.slice(0, 8)}`) =>
  checkShortNumber(asTill(tillId), keys, { tillId, merchant, number });
const outcome = (tillId: string, number: string, merchant?: string) =>
  check(tillId, number, merchant).then(
    () => "found",
    (problem) => problem.code,
  );

/** A well-formed number that nobody holds. */
async function aWrongNumber(): Promise<string> {
  for (let draw = 0; ; draw++) {
    const number = shortNumberOf((draw * 7_919 + Date.now()) % 10_000_000);
    const held = sql`select from codes.short_number where mark = ${keys.markOf(number)}`;
    const { rows } = await transact(base.ctx(), (tx) => held.execute(tx.db));
    if (rows.length === 0) return number;
  }
}

const age = (seconds: number) =>
  transact(base.ctx(), async (tx) => {
    await sql`update codes.short_number set expires_at = expires_at - ${seconds} * interval '1 second'`.execute(tx.db);
    await sql`update codes.attempt set wrong_at = array(
      select at - ${seconds} * interval '1 second' from unnest(wrong_at) at)`.execute(tx.db);
  });

describe("a number for typing", () => {
  test("is issued to a member and found at a till, once", async () => {
    const mine = about();
    const member = base.ctx({ kind: "member", sessionId: "s", personId: mine.personId, reach: [] });
    const { number, expiresAt } = await issueShortNumber(member, keys, mine);
    expect(Math.abs(expiresAt.getTime() - Date.now() - 90_000)).toBeLessThan(30_000);

    const till = randomUUID();
    const presented = await check(till, `${number.slice(0, 4)} ${number.slice(4)}`);
    expect(presented).toMatchObject({ by: "number", ...mine });
    const decisions = Array.from({ length: 20 }, () =>
      transact(asTill(randomUUID()), (tx) => spendCode(tx, presented)).then(
        () => "decided",
        (problem) => problem.code,
      ),
    );
    expect((await Promise.all(decisions)).sort()).toEqual([...Array(19).fill("codes.already_used"), "decided"]);
  });

  test("is over after 90 seconds, and when a newer one is issued", async () => {
    const mine = about();
    const first = await issueShortNumber(base.ctx(), keys, mine);
    const second = await issueShortNumber(base.ctx(), keys, mine);
    expect(await outcome(randomUUID(), first.number)).toBe("codes.unknown_number");
    expect(await outcome(randomUUID(), second.number)).toBe("found");
    await age(89);
    expect(await outcome(randomUUID(), second.number)).toBe("found");
    await age(2);
    expect(await outcome(randomUUID(), second.number)).toBe("codes.unknown_number");
  });

  test("is stored only as a keyed hash", async () => {
    const { number } = await issueShortNumber(base.ctx(), keys, about());
    const everything = sql<{ text: string }>`select string_agg(n::text, ' ') as text from codes.short_number n`;
    const { rows } = await transact(base.ctx(), (tx) => everything.execute(tx.db));
    expect(rows[0]?.text).not.toContain(number);
    expect(rows[0]?.text).not.toContain(number.slice(0, 7));
    expect((await someKeys()).markOf(number)).not.toEqual(keys.markOf(number));
  });

  test("belongs to one person at a time, however many are issued at once", async () => {
    const issued = await Promise.all(Array.from({ length: 300 }, () => issueShortNumber(base.ctx(), keys, about())));
    expect(new Set(issued.map(({ number }) => number)).size).toBe(300);
  });
});

describe("tries at many tills", () => {
  test("of one merchant add up: sixty wrong in ten minutes, also when they come at once; other merchants go on", async () => {
    const wrong = await aWrongNumber();
    const merchant = "1.7";
    const tries = Array.from({ length: 10 }, () => randomUUID()).flatMap((till) => Array(8).fill(till) as string[]);
    const outcomes = await Promise.all(tries.map((till) => outcome(till, wrong, merchant)));
    expect(outcomes.filter((code) => code === "codes.unknown_number")).toHaveLength(60);
    expect(outcomes.filter((code) => code === "codes.too_many_tries")).toHaveLength(20);
    const { number } = await issueShortNumber(base.ctx(), keys, about());
    const refused = await check(randomUUID(), number, merchant).catch((problem) => problem);
    expect(refused).toMatchObject({ code: "codes.too_many_tries", status: 429 });
    expect(refused.retryAfter).toBeGreaterThan(500);
    expect(await outcome(randomUUID(), number, "1.8")).toBe("found");
  });

  test("of all merchants add up too", async () => {
    const fill = sql`insert into kernel.limit_event (key) select 'codes.number' from generate_series(1, 900)`;
    await transact(base.ctx(), (tx) => fill.execute(tx.db));
    const { number } = await issueShortNumber(base.ctx(), keys, about());
    expect(await outcome(randomUUID(), number)).toBe("codes.too_many_tries");
    await transact(base.ctx(), (tx) => sql`delete from kernel.limit_event where key = 'codes.number'`.execute(tx.db));
    expect(await outcome(randomUUID(), number)).toBe("found");
  });
});

describe("tries at a till", () => {
  test("ten wrong in ten minutes, then even a right one must wait; other tills go on", async () => {
    const [till, other] = [randomUUID(), randomUUID()];
    const wrong = await aWrongNumber();
    for (let count = 0; count < 10; count++) expect(await outcome(till, wrong)).toBe("codes.unknown_number");
    const { number } = await issueShortNumber(base.ctx(), keys, about());
    const refused = await check(till, number).catch((problem) => problem);
    expect(refused).toMatchObject({ code: "codes.too_many_tries", status: 429 });
    expect(refused.retryAfter).toBeGreaterThan(500);
    expect(refused.retryAfter).toBeLessThanOrEqual(600);
    expect(await outcome(other, number)).toBe("found");

    await age(601);
    const later = await issueShortNumber(base.ctx(), keys, about());
    expect(await outcome(till, later.number)).toBe("found");
  });

  test("a hundred guesses at once are still only ten tries", async () => {
    const till = randomUUID();
    const wrong = await aWrongNumber();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => outcome(till, wrong)));
    expect(outcomes.filter((code) => code === "codes.unknown_number")).toHaveLength(10);
    expect(outcomes.filter((code) => code === "codes.too_many_tries")).toHaveLength(90);
  });

  test("slips that the check digit shows are not counted", async () => {
    const till = randomUUID();
    for (let count = 0; count < 15; count++) expect(await outcome(till, "12345678")).toBe("codes.mistyped_number");
    const { number } = await issueShortNumber(base.ctx(), keys, about());
    expect(await outcome(till, number)).toBe("found");
  });
});
