import { offlineMark, type Refusal, verifyCode } from "../../../../wire/member-code/index.ts";
import { isPaperCode } from "../../../../wire/paper-code.ts";
import type { AcceptedOffline, OfflineKind, OfflineKit } from "./kit.ts";

/** Why a code is not accepted without network; the rest of the i18n key `offline.refused.*`. */
export type OfflineRefusal =
  | Refusal
  | "no_kit"
  | "kit_too_old"
  | "limit_reached"
  | "needs_network"
  | "paper"
  | "used_here";

/** What only the missing network stands against; everything else would be refused with one too. */
export const isForNetwork = (reason: string): boolean =>
  ["no_kit", "kit_too_old", "limit_reached", "needs_network", "number_needs_network", "paper"].includes(reason);

export type OfflineVerdict =
  | { ok: true; kind: OfflineKind; claimId: string; useKey: string }
  | { ok: false; reason: OfflineRefusal };

interface Presented {
  scanned: string;
  /** The till at which it is presented. */
  tillId: string | undefined;
  kit: OfflineKit | undefined;
  /** What this till has accepted without network so far. */
  accepted: readonly AcceptedOffline[];
  /** Server time in ms, as well as this till knows it. */
  now: number;
}

/** Decides without network whether a presented code may be taken. The server has the last word when it hears of it. */
export async function judgeOffline({ scanned, tillId, kit, accepted, now }: Presented): Promise<OfflineVerdict> {
  if (!kit || kit.tillId !== tillId) return { ok: false, reason: "no_kit" };
  if (now > kit.validUntil) return { ok: false, reason: "kit_too_old" };
  // Only the server knows whether it is the newest print and still unused.
  if (isPaperCode(scanned)) return { ok: false, reason: "paper" };

  const revoked = new Set(kit.revoked);
  const verdict = await verifyCode(scanned, { keys: kit.keys, now, purposes: ["redeem"], revoked });
  if (!verdict.ok) return { ok: false, reason: verdict.reason };
  const { subject, handle, useKey } = verdict.code;
  if (subject === null) return { ok: false, reason: "wrong_purpose" };

  const counted = accepted.filter(isCounted);
  if (counted.some((one) => one.claimId === subject || one.useKey === useKey))
    return { ok: false, reason: "used_here" };
  const kind = kindOf(kit, await offlineMark(subject, handle));
  if (!kind) return { ok: false, reason: "needs_network" };
  if (offlineLeft(kind, accepted, now) <= 0) return { ok: false, reason: "limit_reached" };
  return { ok: true, kind, claimId: subject, useKey };
}

/** How many more of a kind this till may accept today without network. */
export function offlineLeft(kind: OfflineKind, accepted: readonly AcceptedOffline[], now: number): number {
  const isOfToday = ({ acceptedAt }: AcceptedOffline) => dayOf(Date.parse(acceptedAt)) === dayOf(now);
  const taken = accepted.filter((one) => isCounted(one) && one.kindId === kind.kindId && isOfToday(one));
  return Math.max(0, kind.limit - taken.length);
}

/** Not yet answered by the server. */
export const isWaiting = (one: AcceptedOffline): boolean => one.outcome === undefined;

const isCounted = (one: AcceptedOffline): boolean => one.outcome === undefined || one.outcome === "redeemed";

const kindOf = (kit: OfflineKit, mark: string): OfflineKind | undefined =>
  kit.kinds.find((kind) => kind.marks.includes(mark));

/** The day in Beijing, as a number. */
const dayOf = (instant: number): number => Math.floor((instant + 8 * 3_600_000) / 86_400_000);
