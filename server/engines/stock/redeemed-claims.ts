import type { Tx } from "#kernel/context";
import { acted, lock } from "./claim-acts.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";

/**
 * What becomes of a claim whose use does not stand, however long ago it was: with `undoRedemption` it is as it was before,
 * here it is not. The unit stays taken and counts under the caps, as when it was redeemed; the caller books what was not
 * spent of the unit's value.
 */

/** Ends a redeemed claim for good: nobody has used it, and nobody will. Throws `stock.claim_not_active` {state}. */
export async function voidRedeemed(tx: Tx, claimId: string, { reason }: { reason: string }): Promise<store.Claim> {
  const { quota, claim, now } = await lock(tx, claimId);
  if (claim.state !== "redeemed") throw errors.claimState(claim.state);

  const ended = await store.setClaim(tx.db, claimId, { state: "lapsed", endedAt: now, reason });
  await acted(tx, quota, ended, "stock.voided", ["redeemed", "lapsed"], { reason });
  return ended;
}

/**
 * Gives a redeemed claim to its holder once more, to be used by `validUntil`, which may lie behind the quota's own end.
 * Throws `stock.claim_not_active` {state}, `stock.claim_lapsed` when that is over already.
 */
export async function reissueRedeemed(
  tx: Tx,
  claimId: string,
  { validUntil }: { validUntil: Date },
): Promise<store.Claim> {
  const { quota, claim, now } = await lock(tx, claimId);
  if (claim.state !== "redeemed") throw errors.claimState(claim.state);
  if (now >= validUntil) throw errors.lapsed(validUntil);

  const active = await store.setClaim(tx.db, claimId, { state: "active", endedAt: null, validUntil });
  await acted(tx, quota, active, "stock.reissued", ["redeemed", "issued"], { validUntil: validUntil.toISOString() });
  return active;
}
