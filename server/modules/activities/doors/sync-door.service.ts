import { type Judged, judgePresented, trySpendCode } from "#engines/codes";
import { redeemClaim } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import { serverSight, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { conflict, Problem } from "#kernel/problem";
import { recordService } from "#modules/membership";
import { noSuchTicket, ticketGivenBack } from "../activities.errors.ts";
import { cameAfterAll } from "../attendance/came-after-all.ts";
import { maskedNamesOf } from "../people.ts";
import { findHolder, type HolderRow } from "../sessions/holders.store.ts";
import type { SessionRow } from "../sessions/session.store.ts";
import { aheadSeconds, doorRefusal, offlineHours } from "./door.rules.ts";
import type { SyncedItem } from "./door.schemas.ts";
import {
  type DoorEntryRow,
  findCheckIn,
  findDoorEntry,
  insertCheckIn,
  insertDoorEntry,
  lockLocal,
} from "./door.store.ts";
import { getDoorSession } from "./door.view.ts";
import type { DoorCtx, DoorPower } from "./door-ctx.ts";
import { serviceOf } from "./served.ts";

/** Somebody whom a door let in without network. `localId` is the door's own number of it. */
export interface LetIn {
  localId: string;
  sessionId: string;
  claimId: string;
  code?: string | undefined;
  by: "code" | "number" | "seat" | "list";
  enteredAt: Date;
}

/**
 * Brings in what a door decided without network, one after another, each in its own transaction. A ticket that was used before is a
 * double, told with the time and the door of the first. Idempotent by door and `localId`: a repeat tells the first outcome.
 */
export async function syncDoor(ctx: DoorCtx, power: DoorPower, entries: readonly LetIn[]): Promise<SyncedItem[]> {
  const items: SyncedItem[] = [];
  for (const one of entries) items.push(await syncOne(ctx, power, one));
  return items;
}

async function syncOne(ctx: DoorCtx, power: DoorPower, one: LetIn): Promise<SyncedItem> {
  const judged = one.code === undefined ? undefined : await judge(ctx, power, one, one.code);
  try {
    return await bringIn(ctx, one, judged);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return keepRefusal(ctx, one, error.code);
  }
}

const judge = (ctx: DoorCtx, power: DoorPower, one: LetIn, code: string) =>
  judgePresented(ctx, power.codes, code, { purposes: ["enter", "identify"], at: one.enteredAt });

/** Writes one entry; throws the Problem that stands against it, and nothing of it remains then. */
async function bringIn(ctx: DoorCtx, one: LetIn, judged: Judged | undefined): Promise<SyncedItem> {
  return transact(serverSight(ctx), async (tx) => {
    await lockLocal(tx.db, ctx.actor.doorId, one.localId);
    const known = await findDoorEntry(tx.db, ctx.actor.doorId, one.localId);
    if (known !== undefined) return told(tx, known);
    if (judged !== undefined && !judged.ok) throw conflict(`codes.${judged.reason}`);
    const session = await getDoorSession(tx, ctx.actor, one.sessionId, { lock: true });
    assertTime(one.enteredAt, session, tx.clock.now());
    const holder = await getTicket(tx, one, judged);

    const first = await findCheckIn(tx.db, one.claimId);
    if (first === undefined) await admit(tx, ctx, { one, session, holder });
    // The code decided at the door already; from now on it decides nothing more.
    if (judged?.ok === true) await trySpendCode(tx, judged.presented);

    const outcome = first === undefined ? ("entered" as const) : ("double" as const);
    const entry = { ...idsOf(one), outcome, problem: null, firstAt: first?.enteredAt ?? null };
    return keep(tx, ctx, one, { ...entry, firstDoor: first?.door ?? null, node: session.node });
  });
}

const idsOf = ({ localId, sessionId, claimId }: LetIn) => ({ localId, sessionId, claimId });

async function admit(
  tx: Tx,
  ctx: DoorCtx,
  { one, session, holder }: { one: LetIn; session: SessionRow; holder: HolderRow },
): Promise<void> {
  const { claimId, enteredAt } = one;
  const id = uuidv7();
  await insertCheckIn(tx.db, {
    ...{ id, claimId, personId: holder.personId, sessionId: session.id, node: session.node },
    ...{ doorId: ctx.actor.doorId, way: one.by, enteredAt, offline: true },
  });
  await recordService(tx, serviceOf(session, { id, personId: holder.personId, at: enteredAt }));
  await redeemClaim(tx, claimId, { acceptedAt: enteredAt });
  if (session.settledAt !== null) await cameAfterAll(tx, claimId);
  const object = { type: "claim", id: claimId };
  const detail = { sessionId: session.id, way: one.by, offline: true };
  await record(tx, { node: session.node, action: "activities.entered", object, detail });
  await announce(tx, "activities.entered", { node: session.node, sessionId: session.id, count: 1 });
}

/** The ticket, if it is of this session, was not given back, and is the one that the code stood for. */
async function getTicket(tx: Tx, one: LetIn, judged: Judged | undefined): Promise<HolderRow> {
  const holder = await findHolder(tx.db, one.claimId);
  if (holder?.sessionId !== one.sessionId || holder.grantedAt === null) throw noSuchTicket();
  const shown = judged?.presented;
  if (shown !== undefined && shown.personId !== holder.personId) throw noSuchTicket();
  if (shown?.purpose === "enter" && shown.subject !== one.claimId) throw noSuchTicket();
  if (holder.state === "returned" || holder.state === "expired") throw ticketGivenBack();
  return holder;
}

function assertTime(enteredAt: Date, session: SessionRow, now: Date): void {
  const age = now.getTime() - enteredAt.getTime();
  if (age < -aheadSeconds * 1000 || age > offlineHours * 3_600_000) throw conflict("activities.door_time_wrong");
  const refusal = doorRefusal(session, enteredAt);
  if (refusal !== undefined) throw conflict(`activities.${refusal}`);
}

/** Writes down a refusal, so that a repeat is told the same; of a session that is none of this door's nothing is kept. */
async function keepRefusal(ctx: DoorCtx, one: LetIn, problem: string): Promise<SyncedItem> {
  const refused = { ...idsOf(one), outcome: "refused" as const, problem, firstAt: null, firstDoor: null };
  return transact(serverSight(ctx), async (tx) => {
    await lockLocal(tx.db, ctx.actor.doorId, one.localId);
    const known = await findDoorEntry(tx.db, ctx.actor.doorId, one.localId);
    if (known !== undefined) return told(tx, known);
    const session = await getDoorSession(tx, ctx.actor, one.sessionId).catch(() => undefined);
    if (session === undefined) return { ...(await told(tx, refused)), name: "", seat: null };
    return keep(tx, ctx, one, { ...refused, node: session.node });
  });
}

async function keep(tx: Tx, ctx: DoorCtx, one: LetIn, entry: DoorEntryRow & { node: string }): Promise<SyncedItem> {
  await insertDoorEntry(tx.db, { ...entry, doorId: ctx.actor.doorId, enteredAt: one.enteredAt });
  return told(tx, entry);
}

async function told(tx: Tx, entry: DoorEntryRow): Promise<SyncedItem> {
  const holder = await findHolder(tx.db, entry.claimId);
  const here = holder?.sessionId === entry.sessionId ? holder : undefined;
  const nameOf = await maskedNamesOf(tx.db, here === undefined ? [] : [here.personId]);
  const { localId, outcome, claimId, firstAt, firstDoor, problem } = entry;
  return {
    ...{ localId, outcome, claimId, seat: here?.seat ?? null, name: here === undefined ? "" : nameOf(here.personId) },
    ...(firstAt === null ? {} : { first: { at: firstAt.toISOString(), door: firstDoor ?? "" } }),
    ...(problem === null ? {} : { problem }),
  };
}
