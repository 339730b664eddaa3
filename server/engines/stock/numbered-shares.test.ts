import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import { confirmHold, holdUnit, releaseHold, returnClaim } from "./claims.ts";
import { closeQuota, spill } from "./quotas.ts";
import { act, aQuota, asOwnerRows, outcomeOn, quotaRow, refused, without } from "./stock.builders.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
});
afterAll(() => database.drop());

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const seats = (row: string, count: number) => Array.from({ length: count }, (_, index) => `${row}${index + 1}`);

/** A hall: seats for everybody, and for each branch a row of its own. */
async function aHall(rest: number, branches: readonly number[]) {
  const root = await aQuota(database, { capacity: rest, units: seats("0-", rest) });
  const shares: string[] = [];
  for (const [index, count] of branches.entries()) {
    const units = seats(`${index + 1}-`, count);
    shares.push(await aQuota(database, { capacity: count, units, parentId: root, waitingList: false }));
  }
  return { root, shares, all: rest + branches.reduce((sum, count) => sum + count, 0) };
}
type Hall = Awaited<ReturnType<typeof aHall>>;

interface Seat {
  label: string;
  quotaId: string;
  claim: string | null;
  claimQuota: string | null;
  claimLabel: string | null;
  state: string | null;
}
const seatsOf = (hall: Hall) =>
  asOwnerRows<Seat>(
    database,
    `select u.label, u.quota_id as "quotaId", u.claim_id as claim, c.quota_id as "claimQuota", c.unit_label as "claimLabel", c.state
      from stock.unit u left join stock.claim c on c.id = u.claim_id where u.quota_id = any ($1)`,
    [[hall.root, ...hall.shares]],
  );

/** Every seat is there once; who has one has it alone, in the quota of the claim; each quota has as many free ones as free units. */
async function assertSeated(hall: Hall): Promise<void> {
  const all = await seatsOf(hall);
  expect(new Set(all.map((seat) => seat.label)).size).toBe(hall.all);
  expect(all).toHaveLength(hall.all);
  for (const seat of all.filter((one) => one.claim !== null)) {
    expect(seat).toMatchObject({ claimQuota: seat.quotaId, claimLabel: seat.label });
    expect(["active", "held", "redeemed", "lapsed"]).toContain(seat.state);
  }
  for (const id of [hall.root, ...hall.shares]) {
    const quota = await quotaRow(database, id);
    const free = all.filter((seat) => seat.quotaId === id && seat.claim === null).length;
    expect(free).toBe(quota.capacity - quota.taken - quota.held);
  }
}

const which = fc.nat({ max: 20 });
const step = fc.record({
  do: fc.constantFrom("claim", "claim", "claim", "hold", "hold", "confirm", "decline", "return", "return", "spill"),
  which,
});

/** One act on the hall; `mine` are the claims so far. What is refused has no effect. */
async function play(hall: Hall, mine: string[], { do: what, which }: { do: string; which: number }): Promise<void> {
  const quotas = [hall.root, ...hall.shares];
  const quotaId = quotas[which % quotas.length] ?? hall.root;
  const claim = mine[which % Math.max(1, mine.length)] ?? uuidv7();
  if (what === "claim") {
    const given = await outcomeOn(database, quotaId);
    if (given.length === 36) mine.push(given);
    return;
  }
  const work = act(database, async (tx) => {
    if (what === "hold") mine.push((await holdUnit(tx, { quotaId, personId: uuidv7() })).id);
    if (what === "confirm") await confirmHold(tx, claim);
    if (what === "decline") await releaseHold(tx, claim, "declined");
    if (what === "return") await returnClaim(tx, claim, { reason: "member" });
    if (what === "spill" && quotaId !== hall.root) await spill(tx, quotaId);
  });
  await refused(work);
}

describe("numbered units in shares", () => {
  test("keep every seat once through any row of claims, holds, returns and spills", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 3 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
        fc.array(step, { minLength: 10, maxLength: 30 }),
        async (rest, branches, steps) => {
          const hall = await aHall(rest, branches);
          const mine: string[] = [];
          for (const one of steps) await play(hall, mine, one);
          await assertSeated(hall);
          for (const share of hall.shares) await act(database, (tx) => spill(tx, share));
          await assertSeated(hall);
          await act(database, (tx) => closeQuota(tx, hall.root));
          await assertSeated(hall);
        },
      ),
      { seed, numRuns: 25 },
    );
  }, 120_000);

  test("negative control: seats given without looking whether they are free sit two people on one", async () => {
    const undo = await without(database, "stock.take_units", /and u\.claim_id is null/, "");
    try {
      const hall = await aHall(1, [2]);
      await outcomeOn(database, hall.shares[0] ?? "");
      await outcomeOn(database, hall.shares[0] ?? "");
      await expect(assertSeated(hall)).rejects.toThrow();
    } finally {
      await undo();
    }
  });

  test("at the spill the rest of a branch's row goes to everybody, behind the seats that they had", async () => {
    const hall = await aHall(1, [2]);
    const [share = ""] = hall.shares;
    const own = await outcomeOn(database, share);
    await act(database, (tx) => spill(tx, share));
    expect(await outcomeOn(database, share)).toBe("sold_out");
    const [first, second] = [await outcomeOn(database, hall.root), await outcomeOn(database, hall.root)];
    const labels = new Map((await seatsOf(hall)).map((seat) => [seat.claim, seat.label]));
    expect([own, first, second].map((claim) => labels.get(claim))).toEqual(["1-1", "0-1", "1-2"]);
    await act(database, (tx) => returnClaim(tx, own, { reason: "member" }));
    const last = await outcomeOn(database, hall.root);
    expect((await seatsOf(hall)).find((seat) => seat.claim === last)?.label).toBe("1-1");
  });

  test("are refused when labels are too few or come twice, in one quota or in its family, or only one of both has some", async () => {
    const root = await aQuota(database, { capacity: 1, units: ["A"] });
    const bare = await aQuota(database);
    for (const given of [
      { capacity: 2, units: ["A", "A"] },
      { capacity: 2, units: ["A"] },
      { capacity: 1, units: ["A"], parentId: root },
      { capacity: 1, parentId: root },
      { capacity: 1, units: ["B"], parentId: bare },
    ])
      expect(await refused(aQuota(database, given)), JSON.stringify(given)).toBe("stock.wrong_units");
  });
});
