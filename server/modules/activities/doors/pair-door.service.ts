import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { asSystem, type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { makePairingCode, readPairingCode } from "#kernel/pairing-code";
import { authorise } from "#kernel/policy";
import type { Problem } from "#kernel/problem";
import { blindIndex, type Secrets } from "#kernel/secrets/secrets";
import { addressIndexOf } from "#kernel/sign-in/address";
import { assertBelowLimit, countEvent } from "#kernel/sign-in/limits";
import { revokeSessionsOf, startSession } from "#kernel/sign-in/sessions";
import { doorOver, noSuchDoor, noSuchSession, pairingCodeWrong, sessionOver } from "../activities.errors.ts";
import { mayKeepDoors, mayRead } from "../activities.policy.ts";
import { findSession } from "../sessions/session.store.ts";
import { codeUses, doorUntil } from "./door.rules.ts";
import {
  type DoorRow,
  findDoor,
  insertDoor,
  insertDoorCode,
  listDoors,
  retireDoor,
  takeDoorCode,
} from "./door.store.ts";

export interface Paired {
  doorId: string;
  node: string;
  token: string;
}

const wrongCodes = [{ count: 20, seconds: 900 }];
const hashOf = (secrets: Secrets, code: string) => blindIndex(secrets, "activities.door_code", code);

/** A code with which up to ten volunteers make their phones doors of this session's hall, for its day. */
export async function makeDoorCode(ctx: Ctx, secrets: Secrets, sessionId: string) {
  const pairingCode = makePairingCode();
  return transact(ctx, async (tx) => {
    const { node, hallId, day, until } = await placeOf(tx, sessionId);
    await insertDoorCode(tx.db, {
      ...{ hash: hashOf(secrets, pairingCode), node, hallId, day, uses: codeUses, expiresAt: until },
      madeBy: tx.actor.kind === "staff" ? tx.actor.accountId : null,
    });
    const object = { type: "session", id: sessionId };
    await record(tx, { node, action: "activities.door_code_made", object, detail: { day, uses: codeUses } });
    return { pairingCode, expiresAt: until.toISOString(), uses: codeUses };
  });
}

/** Makes the browser that asks a door: the officer's own phone, in one tap. */
export async function pairOwnPhone(ctx: Ctx, sessionId: string, name: string): Promise<Paired> {
  return transact(serverSight(ctx), async (tx) => {
    const place = await placeOf(tx, sessionId);
    return openDoor(tx, { ...place, name, by: actorLabel(tx.actor) });
  });
}

/** Makes the browser that typed a code a door. Throws activities.pairing_code_wrong, and 429 after 20 wrong ones. */
export async function pairByCode(
  ctx: Ctx,
  secrets: Secrets,
  given: { pairingCode: string; name: string; address: string },
): Promise<Paired> {
  const key = `door_pairing:${addressIndexOf(secrets, given.address).toString("hex")}`;
  const outcome = await transact(asSystem(ctx, "pairing"), async (tx): Promise<Paired | Problem> => {
    await assertBelowLimit(tx.db, key, wrongCodes, "activities.too_many_pairing_codes");
    const code = readPairingCode(given.pairingCode);
    const taken = code && (await takeDoorCode(tx.db, hashOf(secrets, code)));
    if (!taken) {
      await countEvent(tx.db, key); // committed with the transaction: the refusal is thrown after it
      return pairingCodeWrong();
    }
    return openDoor(tx, { ...taken, until: taken.expiresAt, name: given.name, by: "pairing code" });
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** Takes a phone's right back; it is signed out within a second. */
export async function unpairDoor(ctx: Ctx, doorId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const door = await findDoor(tx.db, doorId);
    if (door === undefined || !mayRead(tx.actor, door)) throw noSuchDoor();
    authorise(tx.actor, mayKeepDoors, door);
    await close(tx, door);
    await record(tx, { node: door.node, action: "activities.door_unpaired", object: { type: "door", id: door.id } });
  });
}

/** The phone stops being a door by itself. */
export async function signOutDoor(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "door") return;
  await transact(serverSight(ctx), async (tx) => {
    const door = await findDoor(tx.db, actor.doorId);
    if (door === undefined) return;
    await close(tx, door);
    await record(tx, { node: door.node, action: "activities.door_signed_out", object: { type: "door", id: door.id } });
  });
}

async function close(tx: Tx, door: DoorRow): Promise<void> {
  await retireDoor(tx.db, door.id);
  await revokeSessionsOf(tx, door.id, "unpaired");
}

/** The doors of a session's hall on its day. */
export async function listPairedDoors(ctx: Ctx, sessionId: string) {
  return transact(ctx, async (tx) => {
    const session = await findSession(tx.db, sessionId);
    if (session === undefined || !mayRead(tx.actor, session)) throw noSuchSession();
    const doors = await listDoors(tx.db, session.hallId, dayOf(session.startsAt));
    return doors.map(({ id, name, pairedBy, pairedAt, untilAt, entered }) => ({
      ...{ id, name, pairedBy, pairedAt: pairedAt.toISOString(), until: untilAt.toISOString(), entered },
    }));
  });
}

/** Where and until when doors of a session work; the actor may make them. */
async function placeOf(tx: Tx, sessionId: string) {
  const session = await findSession(tx.db, sessionId);
  if (session === undefined || !mayRead(tx.actor, session)) throw noSuchSession();
  authorise(tx.actor, mayKeepDoors, session);
  const day = dayOf(session.startsAt);
  const until = doorUntil(day);
  if (session.state !== "scheduled" || until <= tx.clock.now()) throw sessionOver();
  return { node: session.node, hallId: session.hallId, day, until };
}

interface NewDoor {
  node: string;
  hallId: string;
  day: string;
  until: Date;
  name: string;
  by: string;
}

async function openDoor(tx: Tx, { node, hallId, day, until, name, by }: NewDoor): Promise<Paired> {
  if (until <= tx.clock.now()) throw doorOver();
  const doorId = uuidv7();
  await insertDoor(tx.db, { id: doorId, node, hallId, day, name, pairedBy: by, untilAt: until });
  const { token } = await startSession(tx, { entrance: "door", principalId: doorId });
  const object = { type: "door", id: doorId };
  await record(tx, { node, action: "activities.door_paired", object, detail: { hallId, day, by } });
  return { doorId, node, token };
}
