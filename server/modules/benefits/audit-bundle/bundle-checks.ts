import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { checkQuotas } from "../settlement/funds-check.store.ts";
import { chainsOfCampaign, quotasOfCampaign } from "./bundle-parts.ts";

/** One identity that must hold: two ways to one figure. */
export interface BundleCheck {
  name: string;
  left: number;
  right: number;
  ok: boolean;
}

interface Figures {
  capacity: number;
  taken: number;
  claimsTaken: number;
  redeemedClaims: number;
  liveRedemptions: number;
  awardedClaims: number;
  awardedPeople: number;
  issuedFen: number;
  issuedByClaimsFen: number;
  setAsideFen: number;
  freeByStockFen: number;
  twice: number;
  brokenLinks: number;
}

const figuresOf = async (db: Db, id: string): Promise<Figures> => {
  const { rows } = await sql<Figures>`
    with q as (select * from stock.quota where id in ${quotasOfCampaign(id)}),
    c as (select c.*, q.unit_fen from stock.claim c join q on q.id = c.quota_id),
    money as (select a.kind, sum(case when a.id = e.debit_account_id then e.amount_fen else -e.amount_fen end) as fen
      from funds.entry e join funds.account a on a.id in (e.debit_account_id, e.credit_account_id)
      where e.quota_id in (select id from q) group by 1),
    links as (select a.hash, kernel.audit_hash(coalesce(lag(a.hash) over w, sha256(convert_to(a.chain, 'UTF8'))), a.chain, a.seq,
        a.at, a.node, a.actor, a.action, a.object_type, a.object_id, a.payload) as wanted
      from kernel.audit_record a where a.chain in ${chainsOfCampaign(id)} window w as (partition by a.chain order by a.seq))
    select (select coalesce(sum(capacity), 0) from q)::bigint as capacity,
      (select coalesce(sum(taken), 0) from q)::bigint as taken,
      (select count(*) from c where state in ('active', 'redeemed', 'lapsed'))::bigint as claims_taken,
      (select count(*) from c where state = 'redeemed')::bigint as redeemed_claims,
      (select count(*) from benefits.redemption r where r.campaign_id = ${id} and r.undone_at is null
        -- All of it came back: the voucher is void or given again. Of a part, what is left stays used.
        and not exists (select from benefits.reversal v where v.redemption_id = r.id and v.off_fen = v.taken_off_fen))::bigint as live_redemptions,
      (select count(*) from c where source = 'award' and granted_at is not null)::bigint as awarded_claims,
      (select count(*) from benefits.award_person p join benefits.award a on a.id = p.award_id
        where a.campaign_id = ${id} and p.claim_id is not null)::bigint as awarded_people,
      coalesce((select fen from money where kind = 'issued'), 0)::bigint as issued_fen,
      (select coalesce(sum(unit_fen) filter (where state = 'active'), 0) from c)::bigint as issued_by_claims_fen,
      -- A returned unit is on offer again; the books keep it apart from what was never given out.
      coalesce((select sum(fen) from money where kind in ('set_aside', 'returned')), 0)::bigint as set_aside_fen,
      (select coalesce(sum((capacity - taken - held) * unit_fen) filter (where state <> 'closed'), 0) from q)::bigint as free_by_stock_fen,
      (select count(*) from (select claim_id from benefits.redemption where campaign_id = ${id} and undone_at is null
        group by claim_id having count(*) > 1) t)::bigint as twice,
      (select count(*) from links where hash <> wanted)::bigint as broken_links`.execute(db);
  const [figures] = rows;
  if (figures === undefined) throw new Error("no figures");
  return figures;
};

const equal = (name: string, left: number, right: number): BundleCheck => ({ name, left, right, ok: left === right });

/** What was signed at the time is what stands in the records. */
export const signedCheck = (unlike: number): BundleCheck => equal("审计:与签名检查点不符的记录(条数)", unlike, 0);

/** The identities of a campaign, computed from the same snapshot as the files beside them. */
export async function checkBundle(db: Db, campaign: { id: string; organisationId: string }): Promise<BundleCheck[]> {
  const f = await figuresOf(db, campaign.id);
  const books = (await checkQuotas(db, campaign.organisationId)).filter((one) => one.campaignId === campaign.id);
  const sum = (of: "takenFen" | "bookedFen" | "statedFen" | "openFen") => books.reduce((fen, one) => fen + one[of], 0);
  return [
    equal("张数:库存记的已发 = 逐张数出的券", f.taken, f.claimsTaken),
    { name: "张数:已发不超过总数", left: f.taken, right: f.capacity, ok: f.taken <= f.capacity },
    equal("张数:直接发放名单上发到的 = 来源为直接发放的券", f.awardedPeople, f.awardedClaims),
    equal("核销:没有一张券同时核销两次", f.twice, 0),
    equal("核销:已核销的券 = 有效的核销记录", f.redeemedClaims, f.liveRedemptions),
    equal("资金(分):核销应付 = 账上已核销和已付", sum("takenFen"), sum("bookedFen")),
    equal("资金(分):核销应付 = 结算单上的 + 还没进结算单的", sum("takenFen"), sum("statedFen") + sum("openFen")),
    equal("资金(分):账上已发未用 = 持券面值", f.issuedFen, f.issuedByClaimsFen),
    equal("资金(分):账上留作库存和退回待发 = 剩余张数的面值", f.setAsideFen, f.freeByStockFen),
    equal("审计:每条记录与前一条的链接都对(断开的条数)", f.brokenLinks, 0),
  ];
}
