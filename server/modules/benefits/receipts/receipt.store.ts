import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface PhotoRow {
  id: string;
  redemptionId: string;
  fileId: string;
  node: string;
  campaignNode: string;
}

export const insertPhoto = (db: Db, photo: PhotoRow & { tillId: string; clerkId: string | null }) =>
  sql`insert into benefits.receipt_photo (id, redemption_id, file_id, node, campaign_node, till_id, clerk_id)
    values (${photo.id}, ${photo.redemptionId}, ${photo.fileId}, ${photo.node}::ltree, ${photo.campaignNode}::ltree,
      ${photo.tillId}, ${photo.clerkId})`.execute(db);

export async function findPhoto(db: Db, id: string): Promise<PhotoRow | undefined> {
  const { rows } = await sql<PhotoRow>`select id, redemption_id, file_id, node::text as node,
      campaign_node::text as campaign_node from benefits.receipt_photo where id = ${id}`.execute(db);
  return rows[0];
}

export async function countPhotos(db: Db, redemptionId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from benefits.receipt_photo
    where redemption_id = ${redemptionId}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Writes the shop's receipt number, unless there is one; gives whether it did. */
export async function setReceipt(db: Db, redemptionId: string, receipt: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update benefits.redemption set receipt = ${receipt}
    where id = ${redemptionId} and receipt is null`.execute(db);
  return numAffectedRows === 1n;
}
