import {
  looksLikeCode,
  offlineMark,
  type PublishedKey,
  type Refusal,
  verifyCode,
} from "../../../wire/member-code/index.ts";
import { readTicketNumber } from "../../../wire/ticket-number.ts";
import type { DoorSession, Holder, HolderList, LetIn } from "./door.types.ts";

/** Why somebody is not let in without network; the rest of the i18n key `refused.*`. */
export type DoorRefusal =
  | Refusal
  | "already"
  | "unknown"
  | "not_yet"
  | "over"
  | "cancelled"
  | "no_list"
  | "seat_needs_network";

export type DoorVerdict =
  | { ok: true; holders: Holder[]; by: LetIn["by"]; code?: string }
  | { ok: false; reason: DoorRefusal; first?: { at: string; door: string | null } };

/** What is shown at the door: a code that was scanned, a number that was typed, or somebody picked from the list. */
export type Shown = { text: string } | { claimId: string };

export interface AtDoor {
  shown: Shown;
  session: Pick<DoorSession, "id" | "state" | "doorsOpenAt" | "endsAt">;
  list: HolderList | undefined;
  keys: readonly PublishedKey[];
  revoked: readonly string[];
  /** What this door let in without network so far. */
  letIn: readonly LetIn[];
  /** Server time in ms, as well as this phone knows it. */
  now: number;
}

/** Decides without network who may come in. The server has the last word when it hears of it; a double is told then. */
export async function judgeAtDoor(given: AtDoor): Promise<DoorVerdict> {
  const closed = timeRefusal(given.session, given.now);
  if (closed !== undefined) return { ok: false, reason: closed };
  if (given.list === undefined) return { ok: false, reason: "no_list" };

  const found = await findHolders(given, given.list.holders);
  if ("reason" in found) return { ok: false, reason: found.reason };
  if (found.holders.length === 0) return { ok: false, reason: "unknown" };

  const open = found.holders.filter((holder) => entryOf(holder, given.letIn) === undefined);
  const [first] = found.holders;
  if (open.length > 0) return { ok: true, ...found, holders: open };
  const earlier = first === undefined ? undefined : entryOf(first, given.letIn);
  return { ok: false, reason: "already", ...(earlier === undefined ? {} : { first: earlier }) };
}

/** Why nobody comes in at this moment, as far as the hour says. */
export function timeRefusal(
  session: Pick<DoorSession, "state" | "doorsOpenAt" | "endsAt">,
  now: number,
): DoorRefusal | undefined {
  if (session.state === "cancelled" || session.state === "planned") return "cancelled";
  if (now >= Date.parse(session.endsAt)) return "over";
  return now < Date.parse(session.doorsOpenAt) ? "not_yet" : undefined;
}

/** When and where somebody came in, as far as this door knows. */
export function entryOf(holder: Holder, letIn: readonly LetIn[]): { at: string; door: string | null } | undefined {
  if (holder.entered !== null) return holder.entered;
  const here = letIn.find((one) => one.claimId === holder.claimId && one.outcome !== "refused");
  return here && { at: here.enteredAt, door: null };
}

type Found = { holders: Holder[]; by: LetIn["by"]; code?: string } | { reason: DoorRefusal };

async function findHolders({ shown, session, keys, revoked, now }: AtDoor, holders: readonly Holder[]): Promise<Found> {
  if ("claimId" in shown) return { holders: holders.filter((holder) => holder.claimId === shown.claimId), by: "list" };
  if (!looksLikeCode(shown.text)) {
    const number = readTicketNumber(shown.text);
    if (number === undefined) return { reason: "malformed" };
    return { holders: holders.filter((holder) => holder.number === number), by: "number" };
  }
  const trust = { keys: [...keys], now, purposes: ["enter", "identify"] as const, revoked: new Set(revoked) };
  const verdict = await verifyCode(shown.text, trust);
  if (!verdict.ok) return { reason: verdict.reason };
  const { subject, handle } = verdict.code;
  const mark = await offlineMark(subject ?? session.id, handle);
  const fits = (holder: Holder) => (subject === null ? holder.personMark : holder.claimMark) === mark;
  return { holders: holders.filter(fits), by: "code", code: shown.text };
}
