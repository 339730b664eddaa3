import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface CampaignOfUnion {
  id: string;
  title: string;
}

/** The campaigns of one union that a second person has allowed, the newest first. */
export async function campaignsOf(db: Db, organisationId: string): Promise<CampaignOfUnion[]> {
  const { rows } = await sql<CampaignOfUnion>`select id, title from benefits.campaign
    where organisation_id = ${organisationId} and state in ('approved', 'paused') order by id desc`.execute(db);
  return rows;
}
