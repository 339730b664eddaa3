import { offlineMark, type Refusal, verifyCode } from "../../../../wire/member-code/index.ts";
import { offFenOf } from "./benefit.rules.ts";
import type { AcceptedOffline, OfflineKind, OfflineKit } from "./kit.ts";

/** Why a code is not accepted without network; the rest of the i18n key `partner.offline.refused.*`. */
export type OfflineRefusal =
  | Refusal
  | "no_kit"
  | "kit_too_old"
  | "limit_reached"
  | "needs_network"
  | "used_here"
  | "below_threshold";

export type OfflineVerdict =
  | { ok: true; title: string; claimId: string; useKey: string; offFen: number }
  | { ok: false; reason: OfflineRefusal; minSpendFen?: number };

interface Presented {
  scanned: string;
  amountFen: number;
  kit: OfflineKit | undefined;
  /** What this till has accepted without network so far. */
  accepted: readonly AcceptedOffline[];
  /** Server time in ms, as well as this till knows it. */
  now: number;
}

/** Decides without network whether a presented code is redeemed. The server has the last word when it hears of it. */
export async function judgeOffline({ scanned, amountFen, kit, accepted, now }: Presented): Promise<OfflineVerdict> {
  if (!kit) return { ok: false, reason: "no_kit" };
  if (now > kit.validUntil) return { ok: false, reason: "kit_too_old" };
  if (accepted.filter(isWaiting).length >= kit.limit) return { ok: false, reason: "limit_reached" };

  const revoked = new Set(kit.revoked);
  const verdict = await verifyCode(scanned, { keys: kit.keys, now, purposes: ["redeem"], revoked });
  if (!verdict.ok) return { ok: false, reason: verdict.reason };
  const { subject, handle, useKey } = verdict.code;
  if (subject === null) return { ok: false, reason: "wrong_purpose" };

  const usedHere = accepted.some((one) => (one.claimId === subject || one.useKey === useKey) && isCounted(one));
  if (usedHere) return { ok: false, reason: "used_here" };
  const kind = kindOf(kit, await offlineMark(subject, handle));
  if (!kind) return { ok: false, reason: "needs_network" };

  const offFen = offFenOf(kind.benefit, amountFen);
  if (offFen !== undefined) return { ok: true, title: kind.title, claimId: subject, useKey, offFen };
  const minSpendFen = kind.benefit.type === "threshold" ? kind.benefit.minSpendFen : 0;
  return { ok: false, reason: "below_threshold", minSpendFen };
}

/** Not yet answered by the server. */
export const isWaiting = (one: AcceptedOffline): boolean => one.outcome === undefined;

const isCounted = (one: AcceptedOffline): boolean => one.outcome === undefined || one.outcome === "redeemed";

const kindOf = (kit: OfflineKit, mark: string): OfflineKind | undefined =>
  kit.kinds.find((kind) => kind.marks.includes(mark));
