import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import {
  decidedBy,
  endedStates,
  isEnded,
  type MembershipState,
  membershipStates,
  nextStates,
  rightsOf,
} from "./states.rules.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe("changes", () => {
  test.each<[MembershipState, MembershipState, string | undefined]>([
    ["active", "retained", "staff"],
    ["active", "suspended", "staff"],
    ["active", "resigned", "staff"],
    ["active", "expelled", "meeting"],
    ["retained", "active", "staff"],
    ["suspended", "expelled", "meeting"],
    ["transferring", "retained", undefined],
    ["active", "transferred", undefined],
    ["resigned", "active", undefined],
  ])("%s → %s is decided by %s", (from, to, by) => {
    expect(decidedBy(from, to)).toBe(by);
  });

  test("nothing leads out of what is over, and nobody is expelled without a meeting", () => {
    for (const state of endedStates) expect(nextStates(state)).toEqual([]);
    for (const state of membershipStates) expect(["meeting", undefined]).toContain(decidedBy(state, "expelled"));
  });
});

test("nobody has rights in a membership that is over", () => {
  for (const state of membershipStates.filter(isEnded)) expect(Object.values(rightsOf[state])).not.toContain(true);
});

test("the database counts and gives welfare as the table says", async () => {
  const said = await transact(database.ctx(), async ({ db }) => {
    const { rows } = await sql<{ state: MembershipState; counted: boolean; welfare: boolean }>`
      select state, membership.counts_as_member(state) as counted, membership.has_welfare(state, ${uuidv7()}::uuid) as welfare
      from unnest(${[...membershipStates]}::text[]) as state`.execute(db);
    return rows;
  });
  expect(said).toEqual(
    membershipStates.map((state) => ({
      ...{ state, counted: rightsOf[state].counted },
      welfare: rightsOf[state].welfare === true, // without a setting
    })),
  );
});
