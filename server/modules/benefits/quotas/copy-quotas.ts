import type { Tx } from "#kernel/context";
import { findKinds } from "../campaigns/kind.store.ts";
import { listQuotas, replaceQuotas } from "./quota.store.ts";

/** The quotas of the kinds of one campaign for those of another that is like it, kind by kind. */
export async function copyQuotas(
  tx: Tx,
  from: readonly { id: string }[],
  to: readonly { id: string }[],
): Promise<void> {
  const ids = from.map(({ id }) => id);
  const quotas = Map.groupBy(await listQuotas(tx.db, ids), ({ kindId }) => kindId);
  const kinds = await findKinds(
    tx.db,
    to.map(({ id }) => id),
  );
  for (const [at, { id }] of to.entries()) {
    const kind = kinds.get(id);
    const own = quotas.get(from[at]?.id ?? "");
    if (kind !== undefined && own !== undefined) await replaceQuotas(tx.db, kind, own);
  }
}
