import { checkShortNumber, type Presented, readCode, spendCode } from "#engines/codes";
import { redeemClaim, undoRedemption } from "#engines/stock";
import type { DoorActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { serverSight, type Tx, transact } from "#kernel/context";
import { answeredBefore, once } from "#kernel/http/idempotency";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { assertBelowLimit, countEvent } from "#kernel/sign-in/limits";
import { phoneEndsWith, recordService, takeBackService } from "#modules/membership";
import { readTicketNumber, ticketNumber } from "#wire/ticket-number";
import {
  alreadyEntered,
  ambiguousTicket,
  doorsNotOpen,
  entryNotUndoable,
  noSuchTicket,
  otherSession,
  sessionCancelled,
  sessionOver,
  ticketGivenBack,
  wrongPhoneEnd,
} from "../activities.errors.ts";
import { maskedNamesOf } from "../people.ts";
import { countSessions, findHolder, type HolderRow, listHolders } from "../sessions/holders.store.ts";
import { doorsOpenAt, titleOf } from "../sessions/session.rules.ts";
import { findSession, type SessionRow } from "../sessions/session.store.ts";
import { countsOf } from "../sessions/session.view.ts";
import { doorRefusal, undoMinutes } from "./door.rules.ts";
import type { Entered, EntryInput } from "./door.schemas.ts";
import { findCheckIn, insertCheckIn, type NewCheckIn, undoCheckIn } from "./door.store.ts";
import { getDoorSession } from "./door.view.ts";
import type { DoorCtx, DoorPower } from "./door-ctx.ts";
import { checkInSource, serviceOf } from "./served.ts";

/** Wrong phone ends at one door: somebody guessing gets nowhere in an evening. */
const wrongEnds = [{ count: 20, seconds: 900 }];

export interface EnterInput extends EntryInput {
  sessionId: string;
  /** The Idempotency-Key of the door's request. */
  key: string;
}

/**
 * Lets somebody in: by a scanned code, the number on the ticket or of the member code, the seat with the end of the phone number, or picked
 * from the list. The card of a member lets in on all seats the person has here. Once per ticket, whatever the number of doors.
 */
export async function enter(ctx: DoorCtx, power: DoorPower, { key, ...input }: EnterInput): Promise<Entered> {
  const asked = { operation: "activities.enter", key, request: input };
  // A repeat comes when the code has long been spent and grown old, so it is answered before the code is read.
  const before = await transact(ctx, (tx) => answeredBefore<Entered>(tx, asked));
  if (before !== undefined) return before;
  const shown = await readShown(ctx, power, input);

  return transact(serverSight(ctx), (tx) =>
    once(tx, asked, async () => {
      const session = await getDoorSession(tx, ctx.actor, input.sessionId, { lock: true });
      assertOpen(session, tx.clock.now());
      const holders = await holdersFor(tx, session, shown);

      if ("presented" in shown) await spendCode(tx, shown.presented);
      const way = wayOf(input);
      const entered = [];
      for (const holder of holders) entered.push(await admit(tx, ctx.actor, { session, holder, way }));

      await announce(tx, "activities.entered", { node: session.node, sessionId: session.id, count: entered.length });
      return { entered, counts: await countsOfSession(tx, session.id) };
    }),
  );
}

/** What somebody shows or says: genuine and whose, or one ticket of this session. */
type Shown = { presented: Presented } | { claimId: string };

/** Reads what was shown, before the transaction that it decides; wrong tries stay counted. */
async function readShown(ctx: DoorCtx, power: DoorPower, input: Omit<EnterInput, "key">): Promise<Shown> {
  const { code, number, claimId, seat, phoneEnd = "" } = input;
  if (claimId !== undefined) return { claimId };
  if (code !== undefined)
    return { presented: await readCode(ctx, power.codes, code, { purposes: ["enter", "identify"] }) };
  if (seat !== undefined) return { claimId: await claimOfSeat(ctx, power, { ...input, seat, end: phoneEnd }) };
  const known = await transact(serverSight(ctx), (tx) => claimsOfNumber(tx, input.sessionId, number ?? ""));
  if (known.length > 1) throw ambiguousTicket();
  if (known[0] !== undefined) return { claimId: known[0] };
  const { doorId, node } = ctx.actor;
  const shown = { tillId: doorId, merchant: node, number: number ?? "" };
  return { presented: await checkShortNumber(ctx, power.codes, shown) };
}

async function claimsOfNumber(tx: Tx, sessionId: string, typed: string): Promise<string[]> {
  const number = readTicketNumber(typed);
  const holders = await listHolders(tx.db, sessionId);
  return holders.map((holder) => holder.claimId).filter((claimId) => ticketNumber(claimId) === number);
}

/** The ticket of a seat whose holder's phone number ends so. Throws activities.wrong_phone_end, and 429 after 20 wrong ones. */
async function claimOfSeat(
  ctx: DoorCtx,
  power: DoorPower,
  { sessionId, seat, end }: { sessionId: string; seat: string; end: string },
): Promise<string> {
  const key = `door_phone_end:${ctx.actor.doorId}`;
  const found = await transact(serverSight(ctx), async (tx) => {
    await assertBelowLimit(tx.db, key, wrongEnds, "activities.too_many_phone_ends");
    const holder = (await listHolders(tx.db, sessionId)).find((one) => bare(one.seat ?? "") === bare(seat));
    if (holder !== undefined && (await phoneEndsWith(tx.db, power.secrets, { personId: holder.personId, end })))
      return holder.claimId;
    await countEvent(tx.db, key); // committed with the transaction: the refusal is thrown after it
    return undefined;
  });
  if (found === undefined) throw wrongPhoneEnd();
  return found;
}

const bare = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();

/** Whom this lets in: never nobody. */
async function holdersFor(tx: Tx, session: SessionRow, shown: Shown): Promise<HolderRow[]> {
  if ("claimId" in shown) return [await getTicketHere(tx, session, shown.claimId)];
  const { presented } = shown;
  return presented.purpose === "enter"
    ? [await getShownTicket(tx, session, presented)]
    : seatsOfPerson(tx, session, presented.personId);
}

async function getShownTicket(tx: Tx, session: SessionRow, presented: Presented): Promise<HolderRow> {
  const holder = await getTicketHere(tx, session, presented.subject ?? "");
  if (holder.personId !== presented.personId) throw noSuchTicket();
  return holder;
}

/** A ticket of this session that has not been used or given back. */
export async function getTicketHere(tx: Tx, session: SessionRow, claimId: string): Promise<HolderRow> {
  const holder = await findHolder(tx.db, claimId);
  if (holder === undefined || holder.grantedAt === null) throw noSuchTicket();
  if (holder.sessionId !== session.id) {
    const other = await findSession(tx.db, holder.sessionId);
    throw other === undefined ? noSuchTicket() : otherSession({ title: titleOf(other), startsAt: other.startsAt });
  }
  if (holder.state === "returned" || holder.state === "expired") throw ticketGivenBack();
  return assertNotIn(tx, holder);
}

async function assertNotIn(tx: Tx, holder: HolderRow): Promise<HolderRow> {
  const known = holder.enteredAt === null ? undefined : await findCheckIn(tx.db, holder.claimId);
  if (known !== undefined) throw alreadyEntered({ at: known.enteredAt, door: known.door, seat: holder.seat });
  return holder;
}

async function seatsOfPerson(tx: Tx, session: SessionRow, personId: string): Promise<HolderRow[]> {
  const own = (await listHolders(tx.db, session.id)).filter((holder) => holder.personId === personId);
  const [first] = own;
  if (first === undefined) throw noSuchTicket();
  const outside = own.filter((holder) => holder.enteredAt === null);
  return outside.length > 0 ? outside : [await assertNotIn(tx, first)];
}

const wayOf = (input: EntryInput): NewCheckIn["way"] =>
  input.code !== undefined
    ? "code"
    : input.number !== undefined
      ? "number"
      : input.seat !== undefined
        ? "seat"
        : "list";

function assertOpen(session: SessionRow, now: Date): void {
  switch (doorRefusal(session, now)) {
    case "doors_not_open":
      throw doorsNotOpen(doorsOpenAt(session));
    case "session_over":
      throw sessionOver();
    case "session_cancelled":
      throw sessionCancelled(session.reason ?? "");
    default:
  }
}

/** Writes that one ticket was used, in the running transaction. */
async function admit(
  tx: Tx,
  door: DoorActor,
  { session, holder, way }: { session: SessionRow; holder: HolderRow; way: NewCheckIn["way"] },
) {
  const at = tx.clock.now();
  const { claimId, personId, seat } = holder;
  const row = { id: uuidv7(), claimId, personId, sessionId: session.id, node: session.node, doorId: door.doorId, way };
  // The session is held: nobody has used this ticket since it was read.
  await insertCheckIn(tx.db, { ...row, enteredAt: at, offline: false });
  await recordService(tx, serviceOf(session, { ...row, at }));
  await redeemClaim(tx, claimId);
  const object = { type: "claim", id: claimId };
  await record(tx, {
    node: session.node,
    action: "activities.entered",
    object,
    detail: { sessionId: session.id, way },
  });
  const nameOf = await maskedNamesOf(tx.db, [personId]);
  return { claimId, seat, name: nameOf(personId), at: at.toISOString() };
}

/** Takes back what this door did by mistake a moment ago. Throws activities.entry_not_undoable. */
export async function undoEntry(ctx: DoorCtx, claimId: string) {
  return transact(serverSight(ctx), async (tx) => {
    const holder = await findHolder(tx.db, claimId);
    if (holder === undefined) throw noSuchTicket();
    const session = await getDoorSession(tx, ctx.actor, holder.sessionId, { lock: true });
    const entry = await findCheckIn(tx.db, claimId);
    const latest = tx.clock.now().getTime() - undoMinutes * 60_000;
    if (entry?.doorId !== ctx.actor.doorId || entry.recordedAt.getTime() < latest) throw entryNotUndoable();

    await undoCheckIn(tx.db, entry.id);
    await takeBackService(tx, checkInSource(entry.id));
    await undoRedemption(tx, claimId);

    const object = { type: "claim", id: claimId };
    await record(tx, {
      node: session.node,
      action: "activities.entry_undone",
      object,
      detail: { sessionId: session.id },
    });
    await announce(tx, "activities.entered", { node: session.node, sessionId: session.id, count: -1 });
    return { counts: await countsOfSession(tx, session.id) };
  });
}

/** The figures of a session of this door. */
export const countDoorSession = (ctx: DoorCtx, sessionId: string) =>
  transact(serverSight(ctx), async (tx) => {
    const session = await getDoorSession(tx, ctx.actor, sessionId);
    return { title: titleOf(session), counts: await countsOfSession(tx, session.id) };
  });

async function countsOfSession(tx: Tx, sessionId: string) {
  return countsOf((await countSessions(tx.db, [sessionId])).get(sessionId));
}
