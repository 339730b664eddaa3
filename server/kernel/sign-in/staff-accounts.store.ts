import { sql } from "kysely";
import type { Db } from "../database/db.ts";

export interface StaffAccountItem {
  id: string;
  login: string;
  name: string;
  node: string;
  nodeId: string;
  secondFactor: boolean;
  passwordTemporary: boolean;
  createdAt: Date;
  disabledAt: Date | null;
  signedInAt: Date | null;
  idleNoticedAt: Date | null;
  closedIdle: boolean;
  /** Those that hold, and those that will. */
  duties: {
    grantId: string;
    duty: string;
    nodeId: string;
    node: string;
    validFrom: string;
    validUntil: string | null;
  }[];
}

interface AccountFilter {
  paths: string[];
  id?: string;
  after?: string | undefined;
  /** They belong to it, or hold a duty at it. */
  organisationId?: string | undefined;
  /** As it was just before this moment; without it as it is, with the duties that will hold. */
  before?: Date | undefined;
  limit: number;
}

/** Accounts on these subtrees, with the duties the actor may see; ordered by id. */
export async function listAccounts(
  db: Db,
  { paths, id, after, limit, organisationId, before }: AccountFilter,
): Promise<StaffAccountItem[]> {
  const held =
    before === undefined
      ? sql`g.revoked_at is null and (g.valid_until is null or g.valid_until > clock_timestamp())`
      : sql`g.valid_from < ${before} and (g.revoked_at is null or g.revoked_at >= ${before})
          and (g.valid_until is null or g.valid_until >= ${before})`;
  const open =
    before === undefined
      ? sql`true`
      : sql`a.created_at < ${before} and (a.disabled_at is null or a.disabled_at >= ${before})`;
  const { rows } = await sql<StaffAccountItem>`
    select a.id, a.login, a.name, a.node::text as node, a.node_id, a.totp_secret is not null as second_factor,
      a.password_temporary, a.created_at, a.disabled_at, a.signed_in_at, a.idle_noticed_at, a.closed_idle,
      coalesce((select jsonb_agg(jsonb_build_object('grantId', g.id, 'duty', g.duty, 'nodeId', g.node_id, 'node', g.node,
          'validFrom', g.valid_from, 'validUntil', g.valid_until) order by g.node, g.duty)
        from kernel.duty_grant g where g.account_id = a.id and ${held}), '[]') as duties
    from kernel.staff_account a
    where ${open} and a.node <@ any(${paths}::ltree[]) and (${id ?? null}::uuid is null or a.id = ${id ?? null}::uuid) and (${after ?? null}::uuid is null or a.id > ${after ?? null}::uuid)
      and (${organisationId ?? null}::uuid is null or a.node_id = ${organisationId ?? null}::uuid or exists (
        select from kernel.duty_grant g where g.account_id = a.id and g.node_id = ${organisationId ?? null}::uuid
          and ${before === undefined ? sql`g.revoked_at is null` : held}))
    order by a.id limit ${limit}`.execute(db);
  return rows;
}

/** Name and login of accounts, also of closed ones. */
export async function listAccountNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string; login: string }>`
    select id, name, login from kernel.staff_account where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name, login }) => [id, `${name} · ${login}`]));
}

export interface NewAccount {
  id: string;
  node: string;
  nodeId: string;
  login: string;
  name: string;
  passwordHash: string;
  passwordTemporary: boolean;
  totpSecret?: Buffer;
}

export const insertAccount = (db: Db, account: NewAccount) =>
  sql`insert into kernel.staff_account (id, node, node_id, login, name, password_hash, password_temporary, totp_secret)
    values (${account.id}::uuid, ${account.node}::ltree, ${account.nodeId}::uuid, ${account.login}, ${account.name},
      ${account.passwordHash}, ${account.passwordTemporary}, ${account.totpSecret ?? null})`.execute(db);

/** The duties that the account holds now, outside the play space; asked as the server, since the actor may not see all of them. */
export async function listHeldDuties(db: Db, accountId: string): Promise<{ duty: string; node: string }[]> {
  const { rows } = await sql<{ duty: string; node: string }>`
    select distinct g.duty, g.node::text as node from kernel.duty_grant g join kernel.node n on n.id = g.node_id
    where g.account_id = ${accountId}::uuid and g.revoked_at is null and not n.play
      and (g.valid_until is null or g.valid_until > clock_timestamp())`.execute(db);
  return rows;
}

export const disableAccount = (db: Db, id: string) =>
  sql`update kernel.staff_account set disabled_at = clock_timestamp() where id = ${id}::uuid and disabled_at is null`.execute(
    db,
  );

/** Which factors of an account are its owner's own; `unused` when nobody has signed in with it yet. Locked. */
export async function findFactors(
  db: Db,
  id: string,
): Promise<{ unused: boolean; ownPassword: boolean; ownSecondFactor: boolean }> {
  const { rows } = await sql<{ unused: boolean; ownPassword: boolean; ownSecondFactor: boolean }>`
    select signed_in_at is null as unused, not password_temporary as own_password, totp_secret is not null as own_second_factor
    from kernel.staff_account where id = ${id}::uuid for update`.execute(db);
  return rows[0] ?? { unused: false, ownPassword: false, ownSecondFactor: false };
}
