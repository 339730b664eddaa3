import { type RawBuilder, sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Line } from "./lines.rules.ts";

/** Which union's events, up to when. */
export interface Reach {
  organisationId: string;
  cutOff: Date;
  /** Empty: all campaigns of the union. */
  campaignIds: readonly string[];
}

/**
 * What happened at tills before the cut-off and moves money between the union and a merchant. A redemption that was undone
 * before the cut-off moves none, unless it stands on a statement already: then its undo takes it back.
 */
const events = ({ organisationId, cutOff, campaignIds }: Reach): RawBuilder<unknown> => sql`
  with mine as (select id from benefits.campaign where organisation_id = ${organisationId}
    and (cardinality(${[...campaignIds]}::uuid[]) = 0 or id = any(${[...campaignIds]}::uuid[])))
  select 'redemption' as kind, r.id as source_id, null::uuid as corrects_id, r.redeemed_at as at, r.merchant_id, r.store_id,
      r.clerk_id, r.claim_id, r.kind_id, r.campaign_id, r.amount_fen, r.off_fen, r.receipt, r.accepted_at is not null as offline,
      null::text as note
    from benefits.redemption r where r.campaign_id in (select id from mine) and r.redeemed_at < ${cutOff}
      and (r.undone_at is null or r.undone_at >= ${cutOff})
  union all
  select 'undo', r.id, r.id, r.undone_at, r.merchant_id, r.store_id, r.undone_by, r.claim_id, r.kind_id, r.campaign_id,
      r.amount_fen, -r.off_fen, r.receipt, r.accepted_at is not null, r.undo_reason
    from benefits.redemption r where r.campaign_id in (select id from mine) and r.undone_at < ${cutOff}
      and exists (select from benefits.statement_line l where l.kind = 'redemption' and l.source_id = r.id)
  union all
  select 'reversal', v.id, v.redemption_id, v.at, v.merchant_id, v.store_id, v.clerk_id, v.claim_id, r.kind_id, v.campaign_id,
      v.goods_fen, -v.off_fen, r.receipt, false, v.reason
    from benefits.reversal v join benefits.redemption r on r.id = v.redemption_id
    where v.campaign_id in (select id from mine) and v.at < ${cutOff}
  union all
  select 'difference', d.id, null, d.handled_at, s.merchant_id, d.store_id, d.clerk_id, d.claim_id, d.borne_kind_id,
      d.borne_campaign_id, d.amount_fen, d.borne_fen, null, true, d.handling_note
    from benefits.offline_discrepancy d join benefits.store s on s.id = d.store_id
    where d.borne_campaign_id in (select id from mine) and d.handled_at < ${cutOff}`;

const open = sql`not exists (
  select from benefits.statement_line l where l.kind = e.kind and l.source_id = e.source_id)`;

export interface OpenOfMerchant {
  merchantId: string;
  node: string;
  tradeName: string;
  events: number;
  offFen: number;
}

/** What stands on no statement yet, by merchant, in the order of their opening. */
export async function listOpen(db: Db, reach: Reach): Promise<OpenOfMerchant[]> {
  const { rows } = await sql<OpenOfMerchant>`select e.merchant_id, m.node::text as node, m.trade_name,
      count(*)::integer as events, sum(e.off_fen)::bigint as off_fen
    from (${events(reach)}) e join benefits.merchant m on m.organisation_id = e.merchant_id
    where ${open} group by 1, 2, 3 order by 1`.execute(db);
  return rows;
}

/** The same for one merchant, as the lines of a statement; what a dispute left out of this statement stays open. */
export async function gatherLines(
  db: Db,
  reach: Reach & { merchantId: string; statementId: string; from: Date },
): Promise<Line[]> {
  const { rows } =
    await sql<Line>`select e.kind, e.source_id, e.corrects_id, e.at, e.at < ${reach.from} as late, e.store_id,
      s.name as store_name, coalesce(w.name, '') as clerk_name, e.claim_id, e.kind_id, k.title as kind_title,
      coalesce(k.off_fen, k.max_off_fen, k.value_fen) as face_fen, e.campaign_id, c.title as campaign_title,
      c.fund_source_id, f.name as fund_name, case when e.kind <> 'difference' then q.quota_id end as quota_id,
      e.amount_fen, e.off_fen, e.receipt, e.offline, e.note
    from (${events(reach)}) e
      join benefits.store s on s.id = e.store_id join benefits.voucher_kind k on k.id = e.kind_id
      join benefits.campaign c on c.id = e.campaign_id join funds.source f on f.id = c.fund_source_id
      join stock.claim q on q.id = e.claim_id
      left join benefits.clerk w on w.id = e.clerk_id
    where e.merchant_id = ${reach.merchantId} and ${open} and not exists (
      select from benefits.statement_dispute d where d.statement_id = ${reach.statementId} and d.left_out
        and d.line_kind = e.kind and d.source_id = e.source_id)
    order by e.at, e.kind, e.source_id`.execute(db);
  return rows;
}

export interface StoredLine extends Line {
  id: string;
  position: number;
  hash: Buffer;
}

/** With where the line that is taken back stands, if it is on a statement. */
export interface ShownLine extends StoredLine {
  correctsNumber: string | null;
  correctsPosition: number | null;
}

export interface Place {
  statementId: string;
  node: string;
  merchantNode: string;
}

/** All lines of a statement in one statement of SQL, whatever their number. */
export const insertLines = (db: Db, place: Place, lines: readonly StoredLine[]) =>
  sql`insert into benefits.statement_line (id, statement_id, node, merchant_node, position, kind, source_id, corrects_id, at, late,
      store_id, store_name, clerk_name, claim_id, kind_id, kind_title, face_fen, campaign_id, campaign_title,
      fund_source_id, fund_name, quota_id, amount_fen, off_fen, receipt, offline, note, hash)
    select id, ${place.statementId}, ${place.node}::ltree, ${place.merchantNode}::ltree, position, kind, "sourceId", "correctsId",
      at, late, "storeId", "storeName", "clerkName", "claimId", "kindId", "kindTitle", "faceFen", "campaignId",
      "campaignTitle", "fundSourceId", "fundName", "quotaId", "amountFen", "offFen", receipt, offline, note,
      decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(lines.map((line) => ({ ...line, hash: line.hash.toString("hex") })))}::jsonb)
      as l (id uuid, position integer, kind text, "sourceId" uuid, "correctsId" uuid, at timestamptz, late boolean,
      "storeId" uuid, "storeName" text, "clerkName" text, "claimId" uuid, "kindId" uuid, "kindTitle" text,
      "faceFen" bigint, "campaignId" uuid, "campaignTitle" text, "fundSourceId" uuid, "fundName" text, "quotaId" uuid,
      "amountFen" bigint, "offFen" bigint, receipt text, offline boolean, note text, hash text)`.execute(db);

export const deleteLines = (db: Db, statementId: string) =>
  sql`delete from benefits.statement_line where statement_id = ${statementId}`.execute(db);

const columns =
  sql.raw(`l.id, l.position, l.kind, l.source_id, l.corrects_id, l.at, l.late, l.store_id, l.store_name, l.clerk_name,
  l.claim_id, l.kind_id, l.kind_title, l.face_fen, l.campaign_id, l.campaign_title, l.fund_source_id, l.fund_name,
  l.quota_id, l.amount_fen, l.off_fen, l.receipt, l.offline, l.note, l.hash`);

/** All lines of these statements in their order, by statement. */
export async function linesOf(db: Db, statementIds: readonly string[]): Promise<Map<string, ShownLine[]>> {
  const { rows } = await sql<ShownLine & { statementId: string }>`select l.statement_id, ${columns},
      s.number as corrects_number, o.position as corrects_position
    from benefits.statement_line l
      left join benefits.statement_line o on o.kind = 'redemption' and o.source_id = l.corrects_id
      left join benefits.statement s on s.id = o.statement_id
    where l.statement_id = any(${[...statementIds]}::uuid[]) order by l.statement_id, l.position`.execute(db);
  const found = new Map<string, ShownLine[]>(statementIds.map((id) => [id, []]));
  for (const { statementId, ...line } of rows) found.get(statementId)?.push(line);
  return found;
}

/** Lines of a frozen statement whose redemption, reversal or discrepancy no longer says the same. */
export async function linesUnlikeSource(db: Db, statementId: string): Promise<number[]> {
  const { rows } = await sql<{ position: number }>`select l.position from benefits.statement_line l
      left join benefits.redemption r on l.kind in ('redemption', 'undo') and r.id = l.source_id
      left join benefits.reversal v on l.kind = 'reversal' and v.id = l.source_id
      left join benefits.offline_discrepancy d on l.kind = 'difference' and d.id = l.source_id
    where l.statement_id = ${statementId} and l.off_fen is distinct from case l.kind
      when 'redemption' then r.off_fen when 'undo' then -r.off_fen when 'reversal' then -v.off_fen else d.borne_fen end
    order by 1`.execute(db);
  return rows.map((row) => row.position);
}
