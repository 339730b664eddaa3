import type { Db } from "#kernel/database/db";
import type { NewShare } from "#modules/releases";
import type { Round } from "../campaigns/schedule.rules.ts";
import { namesOf } from "../organisations.ts";
import { listQuotas } from "./quota.store.ts";

/** The quotas of kinds as shares of a round's releases, by kind. Their spill never comes after the round's end. */
export async function quotaSharesOf(
  db: Db,
  kindIds: readonly string[],
  round: Round,
): Promise<Map<string, NewShare[]>> {
  const spillAt = (minutes: number) =>
    new Date(Math.min(round.opensAt.getTime() + minutes * 60_000, round.closesAt.getTime()));
  const shares = new Map<string, NewShare[]>();
  const quotas = await listQuotas(db, kindIds);
  const nameOf = await namesOf(
    db,
    quotas.map(({ organisationId }) => organisationId),
  );
  for (const { kindId, organisationId, branch, units, spillMinutes } of quotas) {
    const own = shares.get(kindId) ?? [];
    own.push({ title: nameOf(organisationId).slice(0, 40), branch, units, spillAt: spillAt(spillMinutes) });
    shares.set(kindId, own);
  }
  return shares;
}
