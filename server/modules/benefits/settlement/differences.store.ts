import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface DifferenceRow {
  id: string;
  storeName: string;
  clerkName: string | null;
  amountFen: number;
  acceptedAt: Date;
  outcome: "double" | "refused";
  problem: string;
  handledAt: Date | null;
  handlingNote: string | null;
  borneBy: "merchant" | "union" | null;
  borneFen: number | null;
}

/** What a merchant accepted without network of a union's vouchers and could not redeem, brought in or settled in a time. */
export async function differencesOf(
  db: Db,
  { merchantId, node, from, to }: { merchantId: string; node: string; from: Date; to: Date },
): Promise<DifferenceRow[]> {
  const { rows } = await sql<DifferenceRow>`select d.id, s.name as store_name, c.name as clerk_name, d.amount_fen,
      d.accepted_at, d.outcome, d.problem, d.handled_at, d.handling_note, d.borne_by, d.borne_fen
    from benefits.offline_discrepancy d join benefits.store s on s.id = d.store_id
      left join benefits.clerk c on c.id = d.clerk_id
    where s.merchant_id = ${merchantId} and d.campaign_node = ${node}::ltree
      and ((d.synced_at >= ${from} and d.synced_at < ${to}) or (d.handled_at >= ${from} and d.handled_at < ${to}))
    order by d.accepted_at, d.id`.execute(db);
  return rows;
}
