import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** What lies with somebody of the office who did not make it. */
export interface WaitingRow {
  id: string;
  node: string;
  title: string;
  revision: number;
  from: string | null;
  since: Date;
  /** What its card says of it. */
  about: string;
  link: string;
}

interface Reader {
  paths: string[];
  accountId: string;
}

const most = 100;

export async function listWaitingAgreements(db: Db, { paths, accountId }: Reader): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select a.id, a.node::text as node, m.trade_name as title, a.revision,
      a.created_by_name as "from", a.submitted_at as since, a.contract_number as about, '/merchants/' || a.merchant_id as link
    from benefits.agreement a join benefits.merchant m on m.organisation_id = a.merchant_id
    where a.state = 'submitted' and a.node <@ any(${paths}::ltree[])
      and ${accountId}::uuid is distinct from a.created_by and ${accountId}::uuid is distinct from a.submitted_by
      and not ${accountId}::uuid = any(a.edited_by)
    order by a.submitted_at, a.id limit ${most}`.execute(db);
  return rows;
}

export async function listWaitingAccounts(db: Db, { paths, accountId }: Reader): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select b.id, b.node::text as node, m.trade_name as title, 1 as revision,
      b.asked_by_name as "from", b.asked_at as since, b.bank_name || ' **** ' || b.account_tail as about,
      '/merchants/' || b.merchant_id as link
    from benefits.bank_account b join benefits.merchant m on m.organisation_id = b.merchant_id
    where b.state = 'asked' and b.agreement_id is null and b.node <@ any(${paths}::ltree[])
      and ${accountId}::uuid is distinct from b.asked_by
    order by b.asked_at, b.id limit ${most}`.execute(db);
  return rows;
}

export async function listWaitingGoods(db: Db, { paths, accountId }: Reader): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select g.id, g.node::text as node, g.name as title, g.revision,
      g.entered_by_name as "from", uuid_extract_timestamp(g.id) as since, m.trade_name as about, '/goods' as link
    from benefits.goods g join benefits.merchant m on m.organisation_id = g.merchant_id
    where g.state = 'submitted' and g.node <@ any(${paths}::ltree[]) and ${accountId}::uuid is distinct from g.entered_by
    order by g.id limit ${most}`.execute(db);
  return rows;
}

export async function listWaitingNotices(db: Db, { paths, accountId }: Reader): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select n.id, n.node::text as node, n.title, 1 as revision,
      n.created_by_name as "from", n.created_at as since, n.people::text as about, '/campaigns/' || n.campaign_id || '/notices' as link
    from benefits.notice n where n.state = 'proposed' and n.node <@ any(${paths}::ltree[])
      and n.created_by is distinct from ${accountId}::uuid
    order by n.created_at, n.id limit ${most}`.execute(db);
  return rows;
}

export async function listWaitingMerchants(db: Db, { paths }: Reader): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select a.id, a.node::text as node, a.trade_name as title, 1 as revision,
      null as "from", a.submitted_at as since, a.legal_name as about, '/merchants/applications' as link
    from benefits.merchant_application a where a.state = 'submitted' and a.node <@ any(${paths}::ltree[])
    order by a.submitted_at, a.id limit ${most}`.execute(db);
  return rows;
}
