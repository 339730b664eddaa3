import { type RawBuilder, sql } from "kysely";

/** Every release of the campaign and its shares. */
const quotas = (
  id: string,
) => sql`(select q.id from benefits.round r join benefits.round_release rr on rr.round_id = r.id
  join stock.quota q on rr.release_id in (q.id, q.parent_id) where r.campaign_id = ${id})`;

const whole = (from: RawBuilder<unknown>) => sql`select to_jsonb(x) as row from (${from}) x`;

/** One file of the archive: rows of one kind, each a line of JSON. Ids of persons are replaced before they are written. */
export interface BundlePart {
  file: string;
  rows(campaignId: string): RawBuilder<unknown>;
}

const part = (file: string, from: (id: string) => RawBuilder<unknown>): BundlePart => ({
  file,
  rows: (id) => whole(from(id)),
});

/** What belongs to a campaign, in the order of its life. Bank accounts and phones are in none of it. */
export const bundleParts: readonly BundlePart[] = [
  part("campaign/campaign.jsonl", (id) => sql`select * from benefits.campaign where id = ${id}`),
  part(
    "campaign/kinds.jsonl",
    (id) => sql`select * from benefits.voucher_kind where campaign_id = ${id} order by position`,
  ),
  part(
    "campaign/changes.jsonl",
    (id) => sql`select * from benefits.change_request where campaign_id = ${id} order by asked_at, id`,
  ),
  part(
    "campaign/decisions.jsonl",
    (id) => sql`select d.*, encode(f.sha256, 'hex') as file_sha256 from decisions.decision d
      left join kernel.file f on f.id = d.file_id
      where d.object_id = ${id} or d.object_id in (select a.id from benefits.award a where a.campaign_id = ${id})
        or d.object_id in (select n.id from benefits.notice n where n.campaign_id = ${id})
        or d.object_id in (select c.id from benefits.change_request c where c.campaign_id = ${id}) order by d.at, d.id`,
  ),
  part("campaign/rounds.jsonl", (id) => sql`select * from benefits.round where campaign_id = ${id} order by number`),
  part(
    "releases/quotas.jsonl",
    (id) => sql`select q.*, rr.kind_id, encode(q.secret_hash, 'hex') as secret_hash_hex,
        encode(q.secret_published, 'hex') as secret_hex
      from stock.quota q join benefits.round_release rr on rr.release_id = coalesce(q.parent_id, q.id)
      where q.id in ${quotas(id)} order by q.opens_at, q.id`,
  ),
  // Numbers and tickets, never persons: by them anybody recomputes the order with the secret above.
  part(
    "releases/orders.jsonl",
    (
      id,
    ) => sql`select e.quota_id, e.number, e.weight, e.place, e.outcome from stock.entry e join stock.quota q on q.id = e.quota_id
      where e.quota_id in ${quotas(id)} and q.placed_at is not null order by e.quota_id, e.place`,
  ),
  part(
    "claims/claims.jsonl",
    (id) => sql`select c.* from stock.claim c where c.quota_id in ${quotas(id)} order by c.id`,
  ),
  part("claims/awards.jsonl", (id) => sql`select * from benefits.award where campaign_id = ${id} order by id`),
  part(
    "claims/award-people.jsonl",
    (id) => sql`select p.award_id, p.person_id, p.outcome, p.claim_id from benefits.award_person p
      join benefits.award a on a.id = p.award_id where a.campaign_id = ${id} order by p.award_id, p.position`,
  ),
  part(
    "claims/paper-tickets.jsonl",
    (id) => sql`select t.id, t.claim_id, t.person_id, t.printed_at, t.voided_at, t.used_at from benefits.paper_ticket t
      join stock.claim c on c.id = t.claim_id where c.quota_id in ${quotas(id)} order by t.id`,
  ),
  part(
    "tills/redemptions.jsonl",
    (
      id,
    ) => sql`select r.id, r.claim_id, r.kind_id, r.person_id, r.merchant_id, r.store_id, r.till_id, r.clerk_id, r.amount_fen,
        r.off_fen, r.receipt, r.redeemed_at, r.accepted_at, r.undone_at, r.undone_by, r.undo_reason
      from benefits.redemption r where r.campaign_id = ${id} order by r.redeemed_at, r.id`,
  ),
  part("tills/reversals.jsonl", (id) => sql`select * from benefits.reversal where campaign_id = ${id} order by at, id`),
  part(
    "tills/offline-differences.jsonl",
    (id) => sql`select d.id, d.store_id, d.claim_id, d.amount_fen, d.accepted_at, d.outcome, d.problem, d.handled_at,
        d.handled_by_name, d.handling_note from benefits.offline_discrepancy d
      join stock.claim c on c.id = d.claim_id where c.quota_id in ${quotas(id)} order by d.id`,
  ),
  part(
    "money/statements.jsonl",
    (
      id,
    ) => sql`select s.id, s.number, s.merchant_id, s.state, s.revision, s.lines, s.total_fen, encode(s.digest, 'hex') as digest,
        s.confirmed_at, s.confirmed_by_name, s.invoice_number, s.paid_on
      from benefits.statement s where s.id in (select l.statement_id from benefits.statement_line l
        where l.quota_id in ${quotas(id)}) order by s.number`,
  ),
  part(
    "money/statement-lines.jsonl",
    (id) => sql`select l.statement_id, l.kind, l.source_id, l.quota_id, l.off_fen from benefits.statement_line l
      where l.quota_id in ${quotas(id)} order by l.statement_id, l.kind, l.source_id`,
  ),
  part(
    "money/funds-entries.jsonl",
    (id) => sql`select e.id, e.at, e.kind, c.kind as from_account, d.kind as to_account, e.amount_fen, e.quota_id,
        e.reference_type, e.reference_id, e.reverses_id
      from funds.entry e join funds.account d on d.id = e.debit_account_id join funds.account c on c.id = e.credit_account_id
      where e.quota_id in ${quotas(id)} order by e.at, e.id`,
  ),
  part(
    "merchants/merchants.jsonl",
    (id) => sql`select m.organisation_id, m.trade_name, m.state, m.badge, m.agreement_until from benefits.merchant m
      where m.organisation_id in (select s.merchant_id from benefits.campaign_store cs join benefits.store s on s.id = cs.store_id
        where cs.campaign_id = ${id}) order by m.trade_name`,
  ),
  part(
    "merchants/stores.jsonl",
    (id) => sql`select s.id, s.merchant_id, s.name, s.address, s.state, s.closed_at from benefits.store s
      join benefits.campaign_store cs on cs.store_id = s.id where cs.campaign_id = ${id} order by s.name`,
  ),
  part(
    "publications/notices.jsonl",
    (
      id,
    ) => sql`select id, release_id, title, starts_on, ends_on, people, state, reason, created_by_name, created_at, withdrawn_at
      from benefits.notice where campaign_id = ${id} order by id`,
  ),
  part(
    "audit/records.jsonl",
    (
      id,
    ) => sql`select a.chain, a.seq, a.at, a.node::text as node, a.actor, a.action, a.object_type, a.object_id, a.payload,
        encode(a.hash, 'hex') as hash
      from kernel.audit_record a where a.object_id = ${id} or a.chain in (select 'quota:' || x.id from ${quotas(id)} x)
      order by a.chain, a.seq`,
  ),
];

export { quotas as quotasOfCampaign };
