import { sql } from "kysely";
import { registerAuditNames } from "#kernel/audit/audit-names";
import type { Db } from "#kernel/database/db";

/** Most stores bear the merchant's name already. */
const storeName = sql.raw(
  "case when starts_with(s.name, m.trade_name) then s.name else m.trade_name || ' ' || s.name end",
);

/** The columns by which readers of the audit know the things of this room. */
const titles = {
  campaign: sql`select id, title as name from benefits.campaign`,
  award: sql`select a.id, c.title as name from benefits.award a join benefits.campaign c on c.id = a.campaign_id`,
  kind: sql`select id, title as name from benefits.voucher_kind`,
  merchant: sql`select organisation_id as id, trade_name as name from benefits.merchant`,
  store: sql`select s.id, ${storeName} as name from benefits.store s
    join benefits.merchant m on m.organisation_id = s.merchant_id`,
  clerk: sql`select id, name from benefits.clerk`,
  agreement: sql`select a.id, m.trade_name || ' ' || a.contract_number as name from benefits.agreement a
    join benefits.merchant m on m.organisation_id = a.merchant_id`,
  merchant_application: sql`select id, trade_name as name from benefits.merchant_application`,
  goods: sql`select id, name from benefits.goods`,
  till: sql`select t.id, ${storeName} || ' · ' || t.device_name as name from benefits.till t
    join benefits.store s on s.id = t.store_id join benefits.merchant m on m.organisation_id = s.merchant_id`,
  settlement: sql`select id, from_day || ' – ' || to_day as name from benefits.settlement`,
  statement: sql`select id, number as name from benefits.statement`,
  fund_source: sql`select id, name from funds.source`,
};

for (const [type, select] of Object.entries(titles))
  registerAuditNames(type, async (db: Db, ids) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from (${select}) named where id = any(${[...ids]}::uuid[])`.execute(db);
    return new Map(rows.map(({ id, name }) => [id, name]));
  });
