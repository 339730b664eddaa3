import { sql } from "kysely";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import type { ClaimOutcome } from "./stock.types.ts";

export interface Award {
  personId: string;
  /** One claim for ever, as with a request of the person's own. */
  key: string;
  /** The seat that they shall have. */
  pick?: string;
}

interface AwardRow {
  idx: number;
  outcome: ClaimOutcome["outcome"];
  claimId: string;
  number: number;
  grantedAt: Date;
  unitLabel: string | null;
}

/**
 * Gives units to persons who are named, under the same caps as everybody's: from any time before the opening until the quota is over.
 * Whoever it is refused has an outcome that says why; the others get theirs. Needs a transaction with the server's sight.
 * @returns outcomes in the order of the awards, each person once; throws `stock.no_such_quota`.
 */
export async function awardClaims(
  tx: Tx,
  input: { quotaId: string; awards: readonly Award[]; reason: string },
): Promise<ClaimOutcome[]> {
  const { quotaId, awards, reason } = input;
  if (new Set(awards.map((award) => award.personId)).size !== awards.length)
    throw new Error("a person is awarded twice in one act");
  const quota = await store.lockQuota(tx.db, quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  const { rows } = await sql<AwardRow>`select * from stock.claim_batch(${quotaId}::uuid, '*', ${actorLabel(tx.actor)},
    ${awards.map((award) => award.personId)}::uuid[], ${awards.map((award) => award.key)}::uuid[],
    ${awards.map(() => uuidv7())}::uuid[], ${awards.map((award) => award.pick ?? null)}::text[], 'award')`.execute(
    tx.db,
  );

  const outcomes: ClaimOutcome[] = awards.map(() => ({ outcome: "missing" }));
  for (const { idx, outcome, claimId, number, grantedAt, unitLabel } of rows)
    outcomes[idx - 1] =
      outcome === "granted" || outcome === "replay"
        ? { outcome, claimId, number, grantedAt, label: unitLabel }
        : { outcome };
  await record(tx, {
    chain: `quota:${quotaId}`,
    node: quota.node,
    action: "stock.awarded",
    object: { type: "quota", id: quotaId },
    detail: { reason, asked: awards.length, granted: outcomes.filter((one) => one.outcome === "granted").length },
  });
  await store.tellProcesses(tx.db, quotaId);
  return outcomes;
}
