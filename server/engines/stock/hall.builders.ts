import { expect } from "vitest";
import type { TestDatabase } from "#kernel/testing";
import { aQuota, asOwnerRows, quotaRow } from "./stock.builders.ts";
import type { Seat } from "./stock.types.ts";

/** A hall of so many rows and columns; its first row is the best. */
export const hallOf = (rows: number, cols: number): Seat[] =>
  Array.from({ length: rows * cols }, (_, index) => {
    const row = Math.floor(index / cols) + 1;
    const col = (index % cols) + 1;
    return { label: `${row}-${col}`, row, col, best: row * 100 + col };
  });

export interface SeatedUnit {
  label: string;
  quotaId: string;
  claim: string | null;
  claimQuota: string | null;
  claimLabel: string | null;
  state: string | null;
}

/** The units of these quotas with the claims that have them. */
export const unitsOf = (database: TestDatabase, quotaIds: readonly string[]) =>
  asOwnerRows<SeatedUnit>(
    database,
    `select u.label, u.quota_id as "quotaId", u.claim_id as claim, c.quota_id as "claimQuota", c.unit_label as "claimLabel", c.state
      from stock.unit u left join stock.claim c on c.id = u.claim_id where u.quota_id = any ($1)`,
    [[...quotaIds]],
  );

/**
 * Every seat is there once; who has one has it alone, in the quota of the claim; every live claim has one; each quota has as many free
 * ones as free units. `labels` are those that must be there.
 */
export async function assertSeated(
  database: TestDatabase,
  quotaIds: readonly string[],
  labels: readonly string[],
): Promise<void> {
  const all = await unitsOf(database, quotaIds);
  expect(all.map((unit) => unit.label).sort()).toEqual([...labels].sort());
  for (const unit of all.filter((one) => one.claim !== null)) {
    expect(unit).toMatchObject({ claimQuota: unit.quotaId, claimLabel: unit.label });
    expect(["active", "held", "redeemed", "lapsed"]).toContain(unit.state);
  }
  const live = await asOwnerRows<{ id: string }>(
    database,
    "select id from stock.claim where quota_id = any ($1) and state in ('active', 'held', 'redeemed', 'lapsed')",
    [[...quotaIds]],
  );
  expect(all.flatMap((unit) => unit.claim ?? []).sort()).toEqual(live.map((claim) => claim.id).sort());
  for (const id of quotaIds) {
    const quota = await quotaRow(database, id);
    const free = all.filter((unit) => unit.quotaId === id && unit.claim === null).length;
    expect(free).toBe(quota.capacity - quota.taken - quota.held);
  }
}

/** A quota of a hall whose first row is a share of its own. */
export async function aHallWithShare(database: TestDatabase, rows: number, cols: number) {
  const seats = hallOf(rows, cols);
  const root = await aQuota(database, { capacity: seats.length - cols, units: seats.slice(cols) });
  const own = { capacity: cols, units: seats.slice(0, cols), parentId: root, waitingList: false };
  return { root, share: await aQuota(database, own), seats };
}
