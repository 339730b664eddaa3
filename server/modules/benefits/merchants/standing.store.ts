import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** How a merchant and one of its stores stood at a moment. */
export interface Standing {
  agreementInForce: boolean;
  /** Set while the union has withdrawn the store. */
  suspension: { reason: string; until: Date | null } | null;
}

/** What a till must know of its merchant and store at `at`: now, or when something was taken without network. */
export async function getStanding(db: Db, store: { merchantId: string; storeId: string }, at: Date): Promise<Standing> {
  const { rows } = await sql<{ agreementInForce: boolean; reason: string | null; until: Date | null }>`
    select benefits.agreement_in_force(${store.merchantId}, ${at}) as agreement_in_force, u.reason, u.until_at as until
    from (select) one left join benefits.store_suspension u on u.store_id = ${store.storeId}
      and u.from_at <= ${at} and ${at} < coalesce(least(u.until_at, u.lifted_at), 'infinity')`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("the standing of a store has one row");
  const { agreementInForce, reason, until } = row;
  return { agreementInForce, suspension: reason === null ? null : { reason, until } };
}
