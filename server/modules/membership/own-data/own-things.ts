import { type Claim, listOpenOf, listQuotas } from "#engines/stock";
import { auditNames } from "#kernel/audit/audit-names";
import type { Tx } from "#kernel/context";

/** As many as a page lists; more are counted. */
const mostListed = 50;

/** What ends with somebody's account or membership, by the titles that they know it by, with how much there is of each kind. */
export async function openThings(tx: Tx, personId: string) {
  const { entries, claims } = await listOpenOf(tx.db, personId);
  const all = [
    ...entries.map((quotaId) => ({ quotaId, what: "entry" as const, until: null })),
    ...claims.map(({ quotaId, state, validUntil }) => ({
      ...{ quotaId, what: state as "waiting" | "held" | "active", until: validUntil?.toISOString() ?? null },
    })),
  ];
  const listed = all.slice(0, mostListed);
  const titleOf = await titlesOf(
    tx,
    listed.map(({ quotaId }) => quotaId),
  );
  return {
    inHand: all.length,
    open: listed.map(({ quotaId, what, until }) => ({ title: titleOf(quotaId), what, until })),
  };
}

/** How much of each kind somebody has open; without what it is. */
export async function countOpen(tx: Tx, personId: string) {
  const { entries, claims } = await listOpenOf(tx.db, personId);
  const count = (state: Claim["state"]) => claims.filter((claim) => claim.state === state).length;
  return { entries: entries.length, waiting: count("waiting"), held: count("held"), active: count("active") };
}

/** What the releases of these quotas, or of whose shares they are, are called. */
export async function titlesOf(tx: Tx, quotaIds: readonly string[]): Promise<(quotaId: string) => string> {
  if (quotaIds.length === 0) return () => "";
  const quotas = await listQuotas(tx.db, [...new Set(quotaIds)]);
  const topOf = new Map(quotas.map(({ id, parentId }) => [id, parentId ?? id]));
  const released = [...topOf.values()].map((releaseId) => ({ actor: "", detail: { releaseId } }));
  const names = await auditNames(tx.db, released);
  return (quotaId) => {
    const release = topOf.get(quotaId) ?? quotaId;
    return names[`release:${release}`] ?? names[`quota:${release}`] ?? "";
  };
}
