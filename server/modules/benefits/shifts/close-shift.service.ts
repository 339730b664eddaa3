import { record } from "#kernel/audit/audit";
import { type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import type { Secrets } from "#kernel/secrets/secrets";
import { setSessionClerk } from "#kernel/sign-in/sessions";
import { noSuchShift, sameClerk, shiftClosed, shiftNoteNeeded, shiftOfOther } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { type ClerkRow, findClerk } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import { checkPin } from "../tills/clerk-pin.service.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { clerkOf, getTill } from "../vouchers/redeem.service.ts";
import { beginShift } from "./begin-shift.ts";
import { differenceOf } from "./shift.rules.ts";
import * as store from "./shift.store.ts";
import { viewShift } from "./shift-view.ts";

export interface CloseInput {
  shiftId: string;
  slips: number;
  notSent: number;
  note?: string | undefined;
  next?: { clerkId: string; pin: string } | undefined;
  /** The Idempotency-Key of the till's request. */
  key: string;
}

/**
 * Closes a shift with what was counted: the figures are kept as they are now, the clerk leaves the till, and who takes over
 * begins theirs. A difference, or a missing receipt, has to be explained. Idempotent by key. Throws benefits.no_such_shift,
 * benefits.shift_closed, benefits.shift_of_other {clerk}, benefits.shift_note_needed, benefits.same_clerk and the refusals of the PIN.
 */
export async function closeShift(ctx: TillCtx, secrets: Secrets, input: CloseInput) {
  const next = await nextClerk(ctx, secrets, input);
  const { key, next: _, ...counted } = input;

  return transact(ctx, (tx) =>
    once(tx, { operation: "closeShift", key, request: { ...counted, next: next?.id } }, async () => {
      const shift = await getOpen(tx, ctx, input.shiftId);
      const now = await databaseNow(tx.db);
      // The merchant's own rows; only what a campaign asks of a receipt is the union's.
      const figures = await seeingAll(tx, () => store.figuresOfShift(tx.db, shift, shift.openedAt, now));
      const difference = differenceOf(figures, input);
      const note = input.note || null;
      if (difference.needsNote && note === null)
        throw shiftNoteNeeded(difference.expected, input.slips, difference.receiptsMissing);

      const closedBy = clerkOf(ctx);
      const { slips, notSent } = input;
      await store.markClosed(tx.db, {
        id: shift.id,
        closedBy,
        takenOverBy: next?.id ?? null,
        figures,
        slips,
        notSent,
        note,
      });
      const isHere = shift.clerkId === closedBy && shift.tillId === ctx.actor.tillId;
      if (isHere) await handOver(tx, ctx, next);
      await record(tx, {
        ...{ node: shift.node, action: "benefits.shift_closed", object: { type: "shift", id: shift.id } },
        detail: {
          clerkId: shift.clerkId,
          slips,
          notSent,
          difference: difference.slips,
          ...(next && { next: next.id }),
        },
      });
      return viewClosed(tx, shift.id, now);
    }),
  );
}

async function nextClerk(ctx: TillCtx, secrets: Secrets, input: CloseInput): Promise<ClerkRow | undefined> {
  if (input.next === undefined) return undefined;
  if (input.next.clerkId === clerkOf(ctx)) throw sameClerk();
  return checkPin(ctx, secrets, input.next);
}

/** The clerk's own shift, or for the manager any of the merchant's. */
async function getOpen(tx: Tx, ctx: TillCtx, id: string): Promise<store.ShiftRow> {
  if (!(await store.lockShift(tx.db, id))) throw noSuchShift();
  const shift = await store.findShift(tx.db, id);
  if (shift === undefined) throw noSuchShift();
  if (shift.closedAt !== null) throw shiftClosed();
  if (shift.clerkId === clerkOf(ctx)) return shift;
  const clerk = await findClerk(tx.db, clerkOf(ctx));
  if (clerk?.manager !== true) throw shiftOfOther(shift.clerkName);
  return shift;
}

/** Who was in leaves; who takes over is in, with a shift of their own. */
async function handOver(tx: Tx, ctx: TillCtx, next: ClerkRow | undefined): Promise<void> {
  await setSessionClerk(tx, ctx.actor, next?.id);
  if (next !== undefined) await beginShift(tx, await getTill(tx, ctx), next.id);
}

async function viewClosed(tx: Tx, id: string, now: Date) {
  const closed = await store.findShift(tx.db, id);
  if (closed === undefined) throw noSuchShift();
  return viewShift(tx, closed, now);
}
