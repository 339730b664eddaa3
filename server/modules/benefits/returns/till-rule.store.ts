import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { type TillRule, usualTillRule } from "./till-rule.schemas.ts";

/** What each of these campaigns asks of a till. */
export async function tillRulesOf(db: Db, campaignIds: readonly string[]): Promise<(campaignId: string) => TillRule> {
  const { rows } = await sql<TillRule & { campaignId: string }>`
    select campaign_id, receipt, return_outcome, return_partial, return_days, reissue_days, reissue_beyond_end,
      second_from_fen
    from benefits.till_rule where campaign_id = any(${[...campaignIds]}::uuid[])`.execute(db);
  const known = new Map(rows.map(({ campaignId, ...rule }) => [campaignId, rule]));
  return (campaignId) => known.get(campaignId) ?? usualTillRule;
}

export const saveTillRule = (db: Db, campaign: { id: string; node: string }, r: TillRule) =>
  sql`insert into benefits.till_rule (campaign_id, node, receipt, return_outcome, return_partial, return_days,
      reissue_days, reissue_beyond_end, second_from_fen)
    values (${campaign.id}, ${campaign.node}::ltree, ${r.receipt}, ${r.returnOutcome}, ${r.returnPartial},
      ${r.returnDays}, ${r.reissueDays}, ${r.reissueBeyondEnd}, ${r.secondFromFen})
    on conflict (campaign_id) do update set receipt = excluded.receipt, return_outcome = excluded.return_outcome,
      return_partial = excluded.return_partial, return_days = excluded.return_days,
      reissue_days = excluded.reissue_days, reissue_beyond_end = excluded.reissue_beyond_end,
      second_from_fen = excluded.second_from_fen`.execute(db);
