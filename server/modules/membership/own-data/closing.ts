import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { addDays, dayOf } from "#kernel/business-day";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { forgetMessages } from "#kernel/notify/forget";
import { sendInbox } from "#kernel/notify/notify";
import type { Secrets } from "#kernel/secrets/secrets";
import { type CodeAnswer, type CodePower, redeemCode, requestCode } from "#kernel/sign-in/one-time-password";
import { noPhone } from "../membership.errors.ts";
import { findPerson } from "../people.store.ts";
import { findPhone } from "../sealed-fields.ts";
import { leave } from "../states/leave.ts";
import * as errors from "./own-data.errors.ts";
import { closingDays } from "./own-data.rules.ts";
import * as store from "./own-data.store.ts";
import { copyOwnData, ownFile } from "./read-own.ts";

/** What a code may be asked for; one for the other is worth nothing. */
export const proofs = ["copy", "close"] as const;
export type Proof = (typeof proofs)[number];
const purposeOf = (what: Proof, personId: string) => `member.data.${what}:${personId}`;

/** Sends a code to the member's own number, for one act. Throws person.no_phone, 429 sign_in.too_many_codes. */
export async function requestProof(
  ctx: Ctx,
  power: CodePower,
  given: { actor: MemberActor; what: Proof; address: string },
): Promise<CodeAnswer> {
  const { personId } = given.actor;
  const phone = await ownPhone(ctx, power.secrets, personId);
  const purpose = purposeOf(given.what, personId);
  return requestCode(ctx, power, { phone, purpose, address: given.address, isKnown: async () => true });
}

async function ownPhone(ctx: Ctx, secrets: Secrets, personId: string): Promise<string> {
  const phone = findPhone(secrets, await transact(ctx, (tx) => ownFile(tx, personId)));
  if (phone === undefined) throw noPhone();
  return phone;
}

async function prove(
  ctx: Ctx,
  secrets: Secrets,
  given: { actor: MemberActor; what: Proof; code: string },
): Promise<void> {
  const { personId } = given.actor;
  const phone = await ownPhone(ctx, secrets, personId);
  await redeemCode(ctx, secrets, { phone, purpose: purposeOf(given.what, personId), code: given.code });
}

/** Everything that is kept, against a code. Throws sign_in.* of the code. */
export async function takeCopy(ctx: Ctx, secrets: Secrets, given: { actor: MemberActor; code: string }) {
  await prove(ctx, secrets, { ...given, what: "copy" });
  return copyOwnData(ctx, secrets, given.actor);
}

/**
 * Asks for the account to be closed, against a code: on the day named it is, unless it was taken back. Throws sign_in.* of the
 * code, own_data.closing_already.
 */
export async function askClosing(
  ctx: Ctx,
  secrets: Secrets,
  given: { actor: MemberActor; code: string },
): Promise<void> {
  await prove(ctx, secrets, { ...given, what: "close" });
  const { personId } = given.actor;
  // A member may not write their own file; that it is their own, and the code, is the permission.
  await transact(serverSight(ctx), async (tx) => {
    const { node } = await ownFile(tx, personId);
    const dueOn = addDays(dayOf(tx.clock.now()), closingDays);
    await store.insertClosing(tx.db, { id: uuidv7(), personId, node, dueOn }).catch((error: unknown) => {
      throw isUniqueViolation(error, "closing_once") ? errors.closingAlready() : error;
    });
    await record(tx, {
      node,
      action: "person.closing_asked",
      object: { type: "person", id: personId },
      detail: { dueOn },
    });
    await sendInbox(tx, { personId, kind: "closing.asked", params: { dueOn }, link: "/data/close" });
  });
}

/** Takes it back; signed in is enough, for nobody is to lose an account for want of a message. Throws own_data.not_closing. */
export const takeClosingBack = (ctx: Ctx, { personId }: MemberActor): Promise<void> =>
  transact(serverSight(ctx), async (tx) => {
    const closing = await store.lockClosing(tx.db, personId);
    if (closing === undefined) throw errors.notClosing();
    await store.endClosing(tx.db, closing.id, "taken_back");
    const object = { type: "person", id: personId };
    await record(tx, { node: closing.node, action: "person.closing_taken_back", object });
  });

/**
 * Closes all accounts whose day has come, each in a transaction of its own; gives how many. One that cannot be is said in the log, waits for
 * the next day and holds up nobody.
 */
export async function closeDue(ctx: Ctx, atOnce = 200): Promise<number> {
  const today = dayOf(ctx.clock.now());
  let closed = 0;
  for (let after: string | undefined; ; ) {
    const due = await transact(ctx, (tx) => store.listDueClosings(tx.db, today, { after, limit: atOnce }));
    for (const { personId } of due) {
      const done = await transact(ctx, (tx) => closeOne(tx, personId)).catch((error: Error) => {
        ctx.log.error({ personId, reason: error.message }, "own_data.not_closed");
        return false;
      });
      if (done) closed++;
    }
    after = due.at(-1)?.id;
    if (due.length < atOnce) return closed;
  }
}

/**
 * Ends the membership, gives back what is in hand, and empties the file: what says who it was is overwritten, sealed values and
 * the indexes to them are destroyed. The row, its number, money that has moved and the audit stay.
 */
async function closeOne(tx: Tx, personId: string): Promise<boolean> {
  const closing = await store.lockClosing(tx.db, personId);
  if (closing === undefined) return false;
  const person = await findPerson(tx.db, personId);
  if (person !== undefined) {
    const givenUp = await leave(tx, person, { state: "resigned", reason: "account_closed" });
    for (const id of [personId, ...(await store.forgetMerges(tx.db, personId))]) {
      await forgetMessages(tx, { personId: id, phoneIndex: await store.findPhoneIndex(tx.db, id) });
      await store.emptyFile(tx.db, id);
    }
    const object = { type: "person", id: personId };
    await record(tx, { node: person.node, action: "person.erased", object, detail: { givenUp } });
  }
  await store.endClosing(tx.db, closing.id, "done");
  return true;
}
