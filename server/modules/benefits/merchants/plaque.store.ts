import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface PlaqueRow {
  id: string;
  number: string;
  merchantId: string;
  storeId: string;
  node: string;
  title: string;
  issuedByName: string | null;
  issuedAt: Date;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
}

/** With what is printed on it. */
export interface NamedPlaque extends PlaqueRow {
  storeName: string;
  storeAddress: string;
  storePosition: string;
  storeState: "open" | "closed";
  tradeName: string;
  badge: boolean;
  merchantState: "active" | "suspended";
}

const named =
  sql.raw(`select p.id, p.number, p.merchant_id, p.store_id, p.node::text as node, p.title, p.issued_by_name,
    p.issued_at, p.withdrawn_at, p.withdrawal_reason, s.name as store_name, s.address as store_address,
    s.position as store_position, m.badge,
    s.state as store_state, m.trade_name, m.state as merchant_state
  from benefits.plaque p join benefits.store s on s.id = p.store_id
    join benefits.merchant m on m.organisation_id = p.merchant_id`);

export interface NewPlaque {
  id: string;
  number: string;
  merchantId: string;
  storeId: string;
  node: string;
  title: string;
  by: { id: string | null; name: string | null };
}

export const insertPlaque = (db: Db, p: NewPlaque) =>
  sql`insert into benefits.plaque (id, number, merchant_id, store_id, node, title, issued_by, issued_by_name)
    values (${p.id}, ${p.number}, ${p.merchantId}, ${p.storeId}, ${p.node}::ltree, ${p.title}, ${p.by.id},
      ${p.by.name})`.execute(db);

export const markWithdrawn = (db: Db, id: string, reason: string) =>
  sql`update benefits.plaque set withdrawn_at = clock_timestamp(), withdrawal_reason = ${reason}
    where id = ${id}`.execute(db);

export async function findPlaque(db: Db, id: string): Promise<NamedPlaque | undefined> {
  const { rows } = await sql<NamedPlaque>`${named} where p.id = ${id}`.execute(db);
  return rows[0];
}

export async function findPlaqueByNumber(db: Db, number: string): Promise<NamedPlaque | undefined> {
  const { rows } = await sql<NamedPlaque>`${named} where p.number = ${number}`.execute(db);
  return rows[0];
}

/** Plaques of a merchant, those in use first. */
export async function listPlaques(db: Db, merchantId: string): Promise<NamedPlaque[]> {
  const { rows } = await sql<NamedPlaque>`${named} where p.merchant_id = ${merchantId}
    order by p.withdrawn_at is not null, s.name, p.id desc`.execute(db);
  return rows;
}
