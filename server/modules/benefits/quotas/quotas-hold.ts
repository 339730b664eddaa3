import type { Tx } from "#kernel/context";
import { unionsBelow } from "#modules/membership";
import { quotasOverStock, quotaTwice, shareOutside } from "../benefits.errors.ts";
import type { Kind } from "../campaigns/kind.store.ts";
import { unitsShared } from "../campaigns/kind-shares.ts";
import { namesOf } from "../organisations.ts";
import { listQuotas } from "./quota.store.ts";

/** The quotas of these kinds. */
export const quotasOf = (tx: Tx, kinds: readonly Kind[]) =>
  listQuotas(
    tx.db,
    kinds.map(({ id }) => id),
  );

/**
 * Every union with a quota is open and below the campaign's, has no other share, and together they get no more than a round has. Throws
 * benefits.share_outside {title}, benefits.quota_twice {title}, benefits.quotas_over_stock {title, units, stock}.
 */
export async function assertQuotasHold(tx: Tx, { node }: { node: string }, kinds: readonly Kind[]): Promise<void> {
  const quotas = await quotasOf(tx, kinds);
  const ids = quotas.map(({ organisationId }) => organisationId);
  const below = await unionsBelow(tx.db, node, ids);
  const nameOf = await namesOf(tx.db, ids);
  const outside = quotas.find(({ organisationId, branch }) => branch === node || !below.has(organisationId));
  if (outside !== undefined) throw shareOutside(nameOf(outside.organisationId));
  for (const { id, title, shares, stockPerRound: stock } of kinds) {
    const own = quotas.filter(({ kindId }) => kindId === id);
    const sharing = sharingIn(shares);
    const twice = own.find(({ organisationId }) => sharing.has(organisationId));
    if (twice !== undefined) throw quotaTwice(nameOf(twice.organisationId));
    const units = unitsShared([...shares, ...own]);
    if (units > stock) throw quotasOverStock({ title, units, stock });
  }
}

/** The unions that have a share of their own. */
export const sharingIn = (shares: Kind["shares"]): Set<string> =>
  new Set(shares.flatMap((share) => (share.whose === "branch" ? share.organisationId : [])));
