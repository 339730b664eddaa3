import { sql } from "kysely";
import type { Db } from "../database/db.ts";
import type { Entrance } from "../http/http.ts";

/** A live session as the loaders of actors see it. */
export interface Session {
  id: string;
  entrance: Entrance;
  principalId: string;
  /** The clerk who gave the PIN at this till, while that lasts. */
  clerkId: string | undefined;
  /** Milliseconds until this ends if nothing happens, by the database's clock. */
  endsInMs: number;
  /** Not noted as seen for a while. */
  stale: boolean;
  /** Opened in the play space, and worth something only there. */
  play: boolean;
}

interface SessionRow extends Omit<Session, "clerkId"> {
  clerkId: string | null;
  tokenHash: Buffer;
}

export interface NewSession {
  id: string;
  tokenHash: Buffer;
  entrance: Entrance;
  principalId: string;
  play: boolean;
  idleSeconds: number;
  absoluteSeconds: number | null;
}

export const insertSession = (db: Db, session: NewSession) =>
  sql`insert into kernel.session (id, token_hash, entrance, principal_id, play, idle, expires_at, ends_at)
    select ${session.id}::uuid, ${session.tokenHash}, ${session.entrance}, ${session.principalId}::uuid, ${session.play}::boolean, idle,
      now() + least(idle, absolute), now() + absolute
    from (select make_interval(secs => ${session.idleSeconds}) as idle, make_interval(secs => ${session.absoluteSeconds}) as absolute) t`.execute(
    db,
  );

/** The live sessions of these tokens, with the hash that found each. */
export async function findSessions(db: Db, hashes: Buffer[], touchAfter: Record<Entrance, number>) {
  const { rows } = await sql<SessionRow>`
    select id, token_hash, entrance, principal_id, play,
      case when clerk_until > clock_timestamp() then clerk_id end as clerk_id,
      (extract(epoch from least(expires_at, case when clerk_until > clock_timestamp() then clerk_until end) - clock_timestamp()) * 1000)::float8 as ends_in_ms,
      seen_at < clock_timestamp() - make_interval(secs => (${JSON.stringify(touchAfter)}::jsonb ->> entrance)::float8) as stale
    from kernel.session
    where token_hash = any(${hashes}::bytea[]) and revoked_at is null and expires_at > clock_timestamp()`.execute(db);
  return rows.map((row) => ({ ...row, clerkId: row.clerkId ?? undefined }));
}

/** Notes these sessions as seen now and moves their end, never past the absolute one. Rows in use by others are left for later. */
export const touchSessions = (db: Db, ids: string[]) =>
  sql`update kernel.session s set seen_at = clock_timestamp(),
      expires_at = least(clock_timestamp() + s.idle, s.ends_at)
    from (select id from kernel.session where id = any(${ids}::uuid[]) for update skip locked) seen
    where s.id = seen.id and s.revoked_at is null and s.expires_at > clock_timestamp()`.execute(db);

/** Ends one session; gives its principal, or undefined when it was not live. */
export async function endSession(db: Db, id: string, reason: string): Promise<string | undefined> {
  const { rows } = await sql<{ principalId: string }>`
    update kernel.session set revoked_at = clock_timestamp(), revoked_reason = ${reason}
    where id = ${id}::uuid and revoked_at is null returning principal_id`.execute(db);
  return rows[0]?.principalId;
}

/** Ends every session of a principal but one; gives how many. */
export async function endSessionsOf(db: Db, principalId: string, reason: string, except?: string): Promise<number> {
  const { rows } = await sql`
    update kernel.session set revoked_at = clock_timestamp(), revoked_reason = ${reason}
    where principal_id = ${principalId}::uuid and revoked_at is null and id is distinct from ${except ?? null}::uuid
    returning 1`.execute(db);
  return rows.length;
}

export const setClerk = (db: Db, id: string, clerkId: string | null, seconds: number) =>
  sql`update kernel.session set clerk_id = ${clerkId}::uuid,
      clerk_until = case when ${clerkId}::uuid is null then null else clock_timestamp() + make_interval(secs => ${seconds}) end
    where id = ${id}::uuid and revoked_at is null`.execute(db);

/** Tells every process to read this principal's sessions and rights again, once the transaction commits. */
export const notifySessionChange = (db: Db, channel: string, principalId: string) =>
  sql`select pg_notify(${channel}, ${principalId})`.execute(db);

/** Removes sessions that ended long ago. */
export const sweepSessions = (db: Db) =>
  sql`delete from kernel.session where least(expires_at, revoked_at) < clock_timestamp() - interval '30 days'`.execute(
    db,
  );
