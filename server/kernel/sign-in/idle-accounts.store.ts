import { sql } from "kysely";
import type { Db } from "../database/db.ts";

/** Days between the notice, which those who manage accounts see beside the account, and its closing. */
export const noticeDays = 14;

export interface IdleAccount {
  id: string;
  node: string;
  /** Was told of it so long ago that it may be closed. */
  due: boolean;
  noticed: boolean;
}

/** After how many days without a sign-in an account closes; 90 unless `staff.idle` says otherwise. */
export async function findIdleDays(db: Db): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select (value->>'days')::int as days from kernel.setting where key = 'staff.idle'`.execute(db);
  return rows[0]?.days ?? 90;
}

/** Open accounts that were not used for `days` less the time of notice, locked; those that a sign-in holds are left for tomorrow. */
export async function lockIdle(
  db: Db,
  { days, noticeDays }: { days: number; noticeDays: number },
): Promise<IdleAccount[]> {
  const { rows } = await sql<IdleAccount>`
    select id, node::text as node, idle_noticed_at is not null as noticed,
      coalesce(idle_noticed_at <= clock_timestamp() - make_interval(days => ${noticeDays})
        and coalesce(signed_in_at, created_at) <= clock_timestamp() - make_interval(days => ${days}), false) as due
    from kernel.staff_account where disabled_at is null
      and coalesce(signed_in_at, created_at) <= clock_timestamp() - make_interval(days => ${days - noticeDays})
    order by id for update skip locked`.execute(db);
  return rows;
}

/** True when somewhere nobody else could manage accounts: whoever is the last there is never locked out. */
export async function isLastManager(db: Db, accountId: string, managing: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ last: boolean }>`
    select exists (select from kernel.duty_grant g
      where g.account_id = ${accountId}::uuid and g.duty = any(${[...managing]}::text[]) and g.during @> clock_timestamp()
        and not exists (select from kernel.duty_grant o join kernel.staff_account a on a.id = o.account_id
          where o.account_id <> g.account_id and a.disabled_at is null and o.duty = any(${[...managing]}::text[])
            and o.during @> clock_timestamp() and o.node @> g.node)) as last`.execute(db);
  return rows[0]?.last ?? true;
}

export const setNoticed = (db: Db, id: string) =>
  sql`update kernel.staff_account set idle_noticed_at = clock_timestamp() where id = ${id}::uuid`.execute(db);

export const closeIdle = (db: Db, id: string) =>
  sql`update kernel.staff_account set disabled_at = clock_timestamp(), closed_idle = true where id = ${id}::uuid`.execute(
    db,
  );

/** Opens an account again that idleness has closed; false for any other. */
export async function openAgain(db: Db, id: string, passwordHash: string): Promise<boolean> {
  const { rows } = await sql`update kernel.staff_account
    set disabled_at = null, closed_idle = false, idle_noticed_at = null, signed_in_at = clock_timestamp(),
      password_hash = ${passwordHash}, password_temporary = true
    where id = ${id}::uuid and closed_idle returning 1`.execute(db);
  return rows.length > 0;
}
