import { type RawBuilder, sql } from "kysely";

/** Every release of the campaign and its shares. */
const quotas = (
  id: string,
) => sql`(select q.id from benefits.round r join benefits.round_release rr on rr.round_id = r.id
  join stock.quota q on rr.release_id in (q.id, q.parent_id) where r.campaign_id = ${id})`;

/** The statements on which something of the campaign stands. */
const statements = (id: string) =>
  sql`(select distinct l.statement_id as id from benefits.statement_line l where l.quota_id in ${quotas(id)})`;

/** The agreements under which its merchants took vouchers on the days of the campaign. */
const agreements = (id: string) =>
  sql`(select a.id from benefits.agreement a join benefits.campaign k on k.id = ${id}
    where a.state in ('approved', 'terminated') and a.starts_on <= k.ends_on and coalesce(a.ends_on, 'infinity') >= k.starts_on
      and a.merchant_id in (select s.merchant_id from benefits.campaign_store cs join benefits.store s on s.id = cs.store_id
        where cs.campaign_id = ${id}))`;

/** What people of the union have decided about the campaign, and about all that belongs to it. */
const decisions = (id: string) =>
  sql`(select d.* from decisions.decision d where d.object_id = ${id}
      or d.object_id in (select a.id from benefits.award a where a.campaign_id = ${id})
      or d.object_id in (select n.id from benefits.notice n where n.campaign_id = ${id})
      or d.object_id in (select c.id from benefits.change_request c where c.campaign_id = ${id})
      or d.object_id in (select s.id from ${statements(id)} s) or d.object_id in (select a.id from ${agreements(id)} a))`;

/** The audit chains that hold nothing else: of the campaign, its releases, its statements and what was decided. */
const chains = (id: string) =>
  sql`(select 'campaign:' || ${id}::text as chain union select 'quota:' || q.id from ${quotas(id)} q
    union select 'statement:' || s.id from ${statements(id)} s
    union select d.object_type || ':' || d.object_id from ${decisions(id)} d)`;

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
    (id) => sql`select d.*, encode(f.sha256, 'hex') as file_sha256 from ${decisions(id)} d
      left join kernel.file f on f.id = d.file_id order by d.at, d.id`,
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
        s.confirmed_at, s.confirmed_by_name, s.invoice_number, s.invoice_on, s.invoice_file_id, s.paid_on, s.bank_reference
      from benefits.statement s where s.id in ${statements(id)} order by s.number`,
  ),
  part(
    "money/statement-steps.jsonl",
    (id) => sql`select t.statement_id, t.revision, t.step, t.by_clerk, t.by_name, t.note, t.file_id, t.total_fen,
        encode(t.digest, 'hex') as digest, t.at
      from benefits.statement_step t where t.statement_id in ${statements(id)} order by t.statement_id, t.id`,
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
  // What the campaign's source was given, and by whose paper: the source may pay for other campaigns too.
  part(
    "money/fund-changes.jsonl",
    (id) => sql`select c.* from benefits.fund_change c
      where c.source_id = (select k.fund_source_id from benefits.campaign k where k.id = ${id}) order by c.asked_at, c.id`,
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
    "merchants/agreements.jsonl",
    (id) => sql`select a.id, a.merchant_id, a.contract_number, a.starts_on, a.ends_on, a.legal_name, a.credit_code,
        a.credit_code_reason, a.provisional, a.state, a.reason, a.revision, a.created_by_name, a.checked_by_name, a.checked_at,
        a.terminated_at, a.scan_file_id, encode(f.sha256, 'hex') as scan_sha256
      from benefits.agreement a left join kernel.file f on f.id = a.scan_file_id
      where a.id in ${agreements(id)} order by a.contract_number, a.id`,
  ),
  part(
    "publications/notices.jsonl",
    (
      id,
    ) => sql`select id, release_id, title, starts_on, ends_on, people, state, reason, created_by_name, created_at, withdrawn_at
      from benefits.notice where campaign_id = ${id} order by id`,
  ),
];

export { chains as chainsOfCampaign, quotas as quotasOfCampaign };
