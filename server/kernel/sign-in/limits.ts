import { sql } from "kysely";
import type { Db } from "../database/db.ts";
import { isUnreachable } from "../database/db.ts";
import { limited, Problem, unavailable } from "../problem.ts";

/** At most `count` events within any `seconds`. */
export interface Limit {
  count: number;
  seconds: number;
}

const minute = 60;
const hour = 3600;
const day = 86_400;

/** Between two codes for one phone and one purpose: a second message is for another purpose, or the first one got lost. */
export const codePause: readonly Limit[] = [{ count: 1, seconds: minute }];

/** Codes of all purposes for one phone number, asked for from wherever: at most 10 codes × 5 tries a day against a million. */
export const codesPerPhone: readonly Limit[] = [
  { count: 5, seconds: hour },
  { count: 10, seconds: day },
];

/**
 * Kept apart for addresses where a member has signed in: of one phone from one of them, and from all of them together. Whoever
 * uses up somebody's codes from elsewhere leaves these to them; at worst 10 codes × 5 tries a day come on top.
 */
export const codesFromKnownAddress: readonly Limit[] = [
  { count: 3, seconds: hour },
  { count: 5, seconds: day },
];
export const codesFromKnownAddresses: readonly Limit[] = [{ count: 10, seconds: day }];

/** Wrong passwords for one login from one address, and from everywhere. */
export const passwordsPerLoginAndAddress: readonly Limit[] = [{ count: 8, seconds: 15 * minute }];
export const passwordsPerLogin: readonly Limit[] = [
  { count: 40, seconds: hour },
  { count: 100, seconds: day },
];

/** Wrong passwords from one address, for whatever logins: one usual password is not tried on everybody. */
export const passwordsPerAddress: readonly Limit[] = [
  { count: 100, seconds: 15 * minute },
  { count: 500, seconds: day },
];

/** Wrong second factors of one account, whose password is then already known. */
export const secondFactorsPerAccount: readonly Limit[] = [
  { count: 10, seconds: 15 * minute },
  { count: 30, seconds: day },
];

export const recoveriesPerAccount: readonly Limit[] = [{ count: 5, seconds: hour }];

const windows = (limits: readonly Limit[]) => limits.map((limit) => limit.seconds);
const counts = (limits: readonly Limit[]) => limits.map((limit) => limit.count);

/**
 * Counts one event of `key`, in the running transaction. Throws 429 `code` when one of the limits is used up (nothing is counted then).
 * A failing store refuses (see `guarded`).
 */
export async function takeLimit(db: Db, key: string, limits: readonly Limit[], code: string): Promise<void> {
  const { rows } = await guarded(() =>
    sql<{
      wait: number;
    }>`select kernel.limit_take(${key}, ${windows(limits)}::int[], ${counts(limits)}::int[]) as wait`.execute(db),
  );
  const wait = rows[0]?.wait ?? 0;
  if (wait > 0) throw limited(code, wait, { seconds: wait });
}

/** Limits that belong together, each with the key that it counts. */
export type Limits = readonly (readonly [key: string, limits: readonly Limit[]])[];

/** Counts one event under each key, in the running transaction, and gives 0; or nothing, and gives the seconds to wait. */
export async function tryTakeLimits(db: Db, all: Limits): Promise<number> {
  return guarded(async () => {
    let wait = 0;
    for (const [key, limits] of all) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`limit:${key}`}, 0))`.execute(db);
      const { rows } = await sql<{
        wait: number;
      }>`select kernel.limit_wait(${key}, ${windows(limits)}::int[], ${counts(limits)}::int[]) as wait`.execute(db);
      wait = Math.max(wait, rows[0]?.wait ?? 0);
    }
    if (wait === 0)
      await sql`insert into kernel.limit_event (key) select unnest(${all.map(([key]) => key)}::text[])`.execute(db);
    return wait;
  });
}

/** Throws 429 `code` when one of the limits of `key` is used up; counts nothing. */
export async function assertBelowLimit(db: Db, key: string, limits: readonly Limit[], code: string): Promise<void> {
  const { rows } = await guarded(() =>
    sql<{
      wait: number;
    }>`select kernel.limit_wait(${key}, ${windows(limits)}::int[], ${counts(limits)}::int[]) as wait`.execute(db),
  );
  const wait = rows[0]?.wait ?? 0;
  if (wait > 0) throw limited(code, wait, { seconds: wait });
}

/** Counts one event of `key` whatever the limits say; for failures that have already happened. */
export async function countEvent(db: Db, key: string): Promise<void> {
  await guarded(() => sql`insert into kernel.limit_event (key) values (${key})`.execute(db));
}

/** How many events of `key` were counted within so many seconds. */
export async function countedWithin(db: Db, key: string, seconds: number): Promise<number> {
  const { rows } = await guarded(() =>
    sql<{ count: number }>`select count(*)::int as count from kernel.limit_event
      where key = ${key} and at > clock_timestamp() - make_interval(secs => ${seconds})`.execute(db),
  );
  return rows[0]?.count ?? 0;
}

/** Forgets what was counted for `key`, after success. */
export async function clearLimit(db: Db, key: string): Promise<void> {
  await sql`delete from kernel.limit_event where key = ${key}`.execute(db);
}

/** Today's count of a platform-wide counter. */
export async function countedToday(db: Db, key: string): Promise<number> {
  const { rows } = await guarded(() =>
    sql<{ count: number }>`select count from kernel.limit_counter
      where key = ${key} and day = (clock_timestamp() at time zone 'Asia/Shanghai')::date`.execute(db),
  );
  return rows[0]?.count ?? 0;
}

/** Counts one of today's events while fewer than `max`; false when the day's amount is used up. */
export const takeOfToday = (db: Db, key: string, max: number): Promise<boolean> =>
  takeMoreOfToday(db, key, { amount: 1, max });

/** Counts several of today's events at once, if they are no more than `max` with those before; else none of them, and false. */
export async function takeMoreOfToday(
  db: Db,
  key: string,
  { amount, max }: { amount: number; max: number },
): Promise<boolean> {
  const { rows } = await guarded(() =>
    sql`insert into kernel.limit_counter as c (key, day, count)
      select ${key}, (clock_timestamp() at time zone 'Asia/Shanghai')::date, ${amount}::int where ${amount}::int <= ${max}::int
      on conflict (key, day) do update set count = c.count + excluded.count where c.count + excluded.count <= ${max}::int
      returning 1`.execute(db),
  );
  return rows.length > 0;
}

/** Removes what no limit looks at any more; run now and then by the server. */
export async function sweepLimits(db: Db): Promise<void> {
  await sql`delete from kernel.limit_event where at < clock_timestamp() - interval '2 days'`.execute(db);
  await sql`delete from kernel.limit_counter where day < current_date - 60`.execute(db);
}

/** Declared behaviour of a limit that cannot be read: refuse with 503, since an unlimited guess or message is the worse failure. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem || isUnreachable(error)) throw error;
    throw unavailable("sign_in.try_again_later", 5);
  }
}
