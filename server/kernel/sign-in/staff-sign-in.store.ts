import { sql } from "kysely";
import type { HeldDuty } from "../actor.ts";
import type { Db } from "../database/db.ts";

export interface StaffAccountRow {
  id: string;
  node: string;
  login: string;
  name: string;
  passwordHash: string;
  passwordTemporary: boolean;
  totpSecret: Buffer | null;
  totpStep: number;
  disabledAt: Date | null;
}

const columns = sql.raw(
  "id, node::text as node, login, name, password_hash, password_temporary, totp_secret, totp_step, disabled_at",
);

export async function findAccountByLogin(db: Db, login: string): Promise<StaffAccountRow | undefined> {
  const { rows } =
    await sql<StaffAccountRow>`select ${columns} from kernel.staff_account where login = ${login}`.execute(db);
  return rows[0];
}

/** Locked: a code and a password count once, and not for an account being disabled. */
export async function lockAccount(db: Db, id: string): Promise<StaffAccountRow | undefined> {
  const { rows } = await sql<StaffAccountRow>`
    select ${columns} from kernel.staff_account where id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

export interface StaffIdentity {
  name: string;
  login: string;
  passwordTemporary: boolean;
  duties: (HeldDuty & { nodeId: string; play: boolean })[];
  /** Milliseconds until one of the duties ends or begins; null when none does. */
  dutiesChangeInMs: number | null;
}

/** An account that may work, with the duties that hold now; undefined when missing or disabled. */
export async function findStaffIdentity(db: Db, id: string): Promise<StaffIdentity | undefined> {
  const { rows } = await sql<StaffIdentity>`
    select a.name, a.login, a.password_temporary,
      coalesce(jsonb_agg(jsonb_build_object('duty', g.duty, 'path', g.node, 'nodeId', g.node_id, 'play', n.play) order by g.node, g.duty)
        filter (where g.id is not null), '[]') as duties,
      (select (extract(epoch from min(moment) - clock_timestamp()) * 1000)::float8
        from kernel.duty_grant c cross join lateral (values (c.valid_from), (c.valid_until)) terms (moment)
        where c.account_id = a.id and c.revoked_at is null and moment > clock_timestamp()) as duties_change_in_ms
    from kernel.staff_account a
    left join kernel.duty_grant g on g.account_id = a.id and g.during @> clock_timestamp()
    left join kernel.node n on n.id = g.node_id
    where a.id = ${id}::uuid and a.disabled_at is null
    group by a.id`.execute(db);
  return rows[0];
}

export const insertTicket = (
  db: Db,
  ticket: { id: string; ticketHash: Buffer; accountId: string; totpSecret: Buffer | null },
) =>
  sql`insert into kernel.staff_ticket (id, ticket_hash, account_id, totp_secret, expires_at)
    values (${ticket.id}::uuid, ${ticket.ticketHash}, ${ticket.accountId}::uuid, ${ticket.totpSecret},
      clock_timestamp() + interval '5 minutes')`.execute(db);

export interface TicketRow {
  id: string;
  accountId: string;
  totpSecret: Buffer | null;
  triesLeft: number;
}

export async function lockTicket(db: Db, ticketHash: Buffer): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    select id, account_id, totp_secret, tries_left from kernel.staff_ticket
    where ticket_hash = ${ticketHash} and expires_at > clock_timestamp() for update`.execute(db);
  return rows[0];
}

export const countTicketTry = (db: Db, id: string) =>
  sql`update kernel.staff_ticket set tries_left = tries_left - 1 where id = ${id}::uuid`.execute(db);

/** Used: no notice of idleness holds any more. */
export const noteSignIn = (db: Db, accountId: string) =>
  sql`update kernel.staff_account set signed_in_at = clock_timestamp(), idle_noticed_at = null
    where id = ${accountId}::uuid`.execute(db);

export const removeTicketsOf = (db: Db, accountId: string) =>
  sql`delete from kernel.staff_ticket where account_id = ${accountId}::uuid`.execute(db);

export const updateTotp = (db: Db, id: string, totp: { secret: Buffer | null; step: number }) =>
  sql`update kernel.staff_account set totp_secret = ${totp.secret}, totp_step = ${totp.step} where id = ${id}::uuid`.execute(
    db,
  );

export const updateTotpStep = (db: Db, id: string, step: number) =>
  sql`update kernel.staff_account set totp_step = ${step} where id = ${id}::uuid`.execute(db);

export const updatePassword = (db: Db, id: string, password: { hash: string; temporary: boolean }) =>
  sql`update kernel.staff_account set password_hash = ${password.hash}, password_temporary = ${password.temporary}
    where id = ${id}::uuid`.execute(db);

export const removeRecoveryCodes = (db: Db, accountId: string) =>
  sql`delete from kernel.staff_recovery_code where account_id = ${accountId}::uuid`.execute(db);

export const insertRecoveryCodes = (db: Db, accountId: string, hashes: Buffer[]) =>
  sql`insert into kernel.staff_recovery_code (account_id, code_hash)
    select ${accountId}::uuid, hash from unnest(${hashes}::bytea[]) as hash`.execute(db);

/** Uses a recovery code up; gives how many are left, or undefined when it is none of this account's or was used. */
export async function takeRecoveryCode(db: Db, accountId: string, hash: Buffer): Promise<number | undefined> {
  const { rows } = await sql`update kernel.staff_recovery_code set used_at = clock_timestamp()
    where account_id = ${accountId}::uuid and code_hash = ${hash} and used_at is null returning 1`.execute(db);
  if (rows.length === 0) return undefined;
  const left = await sql<{ count: number }>`select count(*)::int as count from kernel.staff_recovery_code
    where account_id = ${accountId}::uuid and used_at is null`.execute(db);
  return left.rows[0]?.count ?? 0;
}
