import { undoRedemption } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import { transact } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import type { Secrets } from "#kernel/secrets/secrets";
import { takeBackService } from "#modules/membership";
import { alreadyReversed, alreadyUndone, noSuchRedemption, sameClerk, undoTooLate } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { seeingAll } from "../sight.ts";
import { checkPin } from "../tills/clerk-pin.service.ts";
import { undoMinutes, undoUntil } from "../tills/till.rules.ts";
import type { TillCtx } from "./present.service.ts";
import { bookRest, redemptionSource } from "./redeem.service.ts";
import {
  findRedemption,
  lockRedemption,
  markUndone,
  type NamedRedemption,
  type RedemptionRow,
} from "./redemption.store.ts";
import { getVoucher } from "./voucher-of-claim.ts";

export interface UndoInput {
  redemptionId: string;
  /** The second clerk, with a PIN of their own. */
  clerkId: string;
  pin: string;
  reason: string;
}

/**
 * Takes a redemption back within ten minutes: the voucher is active again and the money is booked back. Only another clerk
 * of the merchant than the one who took it may. Throws benefits.no_such_redemption, benefits.same_clerk,
 * benefits.undo_too_late, benefits.already_undone, and the refusals of the PIN.
 */
export async function undoVoucher(ctx: TillCtx, secrets: Secrets, input: UndoInput): Promise<NamedRedemption> {
  await assertAnotherClerk(ctx, input);
  const clerk = await checkPin(ctx, secrets, input);

  return transact(ctx, async (tx) => {
    const redemption = await lockRedemption(tx.db, input.redemptionId);
    if (redemption === undefined) throw noSuchRedemption();
    if (isTakenBy(redemption, clerk.id, ctx)) throw sameClerk();
    if (redemption.undoneAt !== null) throw alreadyUndone();
    if (redemption.goodsBackFen > 0) throw alreadyReversed();
    if ((await databaseNow(tx.db)) > undoUntil(redemption.redeemedAt)) throw undoTooLate(undoMinutes);

    await markUndone(tx.db, redemption.id, clerk.id, input.reason);
    // The redemption was found among the till's own; its voucher belongs to the union.
    const undone = await seeingAll(tx, async () => {
      const voucher = await getVoucher(tx.db, redemption.claimId);
      await undoRedemption(tx, redemption.claimId);
      await bookRest(tx, voucher, redemption.offFen, "undone");
      await takeBackService(tx, redemptionSource(redemption.id));
      return getNamed(tx.db, redemption.id);
    });
    // After the stock: redeeming locks the quota before the merchant's audit chain, and so must this.
    await record(tx, {
      node: redemption.node,
      action: "benefits.redemption_undone",
      object: { type: "redemption", id: redemption.id },
      detail: { claimId: redemption.claimId, by: clerk.id, reason: input.reason },
    });
    await announce(tx, "benefits.redemption_undone", {
      node: redemption.campaignNode,
      redemptionId: redemption.id,
      claimId: redemption.claimId,
      personId: redemption.personId,
    });
    return undone;
  });
}

/** The same clerk is refused before a PIN is asked, so that it costs no try. */
async function assertAnotherClerk(ctx: TillCtx, input: UndoInput): Promise<void> {
  const redemption = await transact(ctx, (tx) => lockRedemption(tx.db, input.redemptionId));
  if (redemption === undefined) throw noSuchRedemption();
  if (isTakenBy(redemption, input.clerkId, ctx)) throw sameClerk();
}

/**
 * Who took what came in without network only the till says. So that nobody does both under a colleague's name, such a one
 * is taken back by two clerks at the till: the one who works there and another.
 */
const isTakenBy = (redemption: RedemptionRow, clerkId: string, { actor }: TillCtx): boolean =>
  redemption.clerkId === clerkId || (redemption.acceptedAt !== null && actor.clerkId === clerkId);

async function getNamed(db: Parameters<typeof findRedemption>[0], id: string): Promise<NamedRedemption> {
  const found = await findRedemption(db, id);
  if (found === undefined) throw noSuchRedemption();
  return found;
}
