import { sql } from "kysely";
import type { Db } from "../database/db.ts";
import type { Held } from "./grants.rules.ts";

/** What an account holds now, with the end of each; as far as the actor sees. */
export async function listHeld(db: Db, accountId: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select duty, node::text as node, valid_until as until from kernel.duty_grant
    where account_id = ${accountId}::uuid and during @> clock_timestamp()`.execute(db);
  return rows;
}

export interface NewGrant {
  id: string;
  accountId: string;
  duty: string;
  node: string;
  nodeId: string;
  /** Now when left out. */
  from?: Date | undefined;
  until: Date | null;
  grantedBy: string;
}

export const insertGrant = (db: Db, grant: NewGrant) =>
  sql`insert into kernel.duty_grant (id, account_id, duty, node, node_id, valid_from, valid_until, granted_by)
    values (${grant.id}::uuid, ${grant.accountId}::uuid, ${grant.duty}, ${grant.node}::ltree, ${grant.nodeId}::uuid,
      coalesce(${grant.from ?? null}::timestamptz, clock_timestamp()), ${grant.until}, ${grant.grantedBy})`.execute(db);

export interface GrantRow {
  id: string;
  duty: string;
  node: string;
  nodeId: string;
  validFrom: Date;
  validUntil: Date | null;
}

/** The grants of an account that hold or will, as far as the actor sees; outside the play space. */
export async function listOpenGrants(db: Db, accountId: string): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select g.id, g.duty, g.node::text as node, g.node_id, g.valid_from, g.valid_until
    from kernel.duty_grant g join kernel.node n on n.id = g.node_id
    where g.account_id = ${accountId}::uuid and g.revoked_at is null and not n.play
      and (g.valid_until is null or g.valid_until > clock_timestamp())
    order by g.node, g.duty, g.valid_from`.execute(db);
  return rows;
}

export async function findGrant(db: Db, accountId: string, id: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    select id, duty, node::text as node, node_id, valid_from, valid_until from kernel.duty_grant
    where id = ${id}::uuid and account_id = ${accountId}::uuid and revoked_at is null`.execute(db);
  return rows[0];
}

export const endGrant = (db: Db, id: string) =>
  sql`update kernel.duty_grant set revoked_at = clock_timestamp() where id = ${id}::uuid and revoked_at is null`.execute(
    db,
  );

/** Gives a grant an end that is still to come. */
export const setGrantEnd = (db: Db, id: string, until: Date) =>
  sql`update kernel.duty_grant set valid_until = ${until} where id = ${id}::uuid and revoked_at is null`.execute(db);

export interface EndedGrant {
  id: string;
  accountId: string;
  duty: string;
  node: string;
}

/** Closes the grants whose time is over; gives them. */
export async function closeEndedGrants(db: Db): Promise<EndedGrant[]> {
  const { rows } = await sql<EndedGrant>`update kernel.duty_grant set revoked_at = valid_until
    where revoked_at is null and valid_until <= clock_timestamp()
    returning id, account_id, duty, node::text as node`.execute(db);
  return rows;
}

/** The accounts some duty of which began in the last seconds. */
export async function listBegun(db: Db, seconds: number): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`select distinct account_id from kernel.duty_grant
    where revoked_at is null and granted_at < valid_from
      and valid_from between clock_timestamp() - make_interval(secs => ${seconds}) and clock_timestamp()`.execute(db);
  return rows.map((row) => row.accountId);
}
