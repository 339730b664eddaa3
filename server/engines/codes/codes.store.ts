import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { type DeviceAlgorithm, idLengths, type Purpose } from "#wire/member-code/index";

/** True for a device `d` that was revoked, alone or with all that the person had; at the moment `at` if it is given. */
const isRevoked = (at: Date | null = null) => sql`exists (
  select from codes.revocation r
  where r.person_id = d.person_id and (r.device_id = d.id or (r.device_id is null and r.at >= d.created_at))
    and r.at <= coalesce(${at}::timestamptz, 'infinity')
)`;

/** The database's clock: every process and every phone is measured by it. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return only(rows).now;
}

/** The person's handle, given now when there is none; holds the person's row until the transaction ends. */
export async function lockHolder(db: Db, personId: string, freshHandle: Uint8Array): Promise<Buffer> {
  const { rows } = await sql<{ handle: Buffer }>`
    insert into codes.holder (person_id, handle) values (${personId}, ${Buffer.from(freshHandle)})
    on conflict (person_id) do update set person_id = excluded.person_id
    returning handle`.execute(db);
  return only(rows).handle;
}

export interface NewDevice {
  id: Uint8Array;
  personId: string;
  algorithm: DeviceAlgorithm;
  publicKey: Uint8Array;
  notAfter: Date;
}

/** Stores the phone, or moves the end of its certificate when its key is known. Tells its id, and whether it was revoked. */
export async function saveDevice(db: Db, device: NewDevice): Promise<{ id: Buffer; revoked: boolean }> {
  const { rows } = await sql<{ id: Buffer; revoked: boolean }>`
    insert into codes.device as d (id, person_id, algorithm, public_key, not_after)
    values (${Buffer.from(device.id)}, ${device.personId}, ${device.algorithm}, ${Buffer.from(device.publicKey)},
      ${device.notAfter})
    on conflict (person_id, public_key) do update set not_after = excluded.not_after
    returning d.id, ${isRevoked()} as revoked`.execute(db);
  return only(rows);
}

/** How many phones the person registered within the last day. */
export async function countNewDevices(db: Db, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from codes.device
    where person_id = ${personId} and created_at > clock_timestamp() - interval '1 day'`.execute(db);
  return only(rows).count;
}

/** The person's trusted phones beyond the newest `keep`, oldest last. */
export async function devicesBeyond(db: Db, personId: string, keep: number): Promise<Buffer[]> {
  const { rows } = await sql<{ id: Buffer }>`
    select id from (select d.id, d.created_at, ${isRevoked()} as revoked from codes.device d
      where d.person_id = ${personId} and d.not_after > clock_timestamp()) known
    where not revoked order by created_at desc, id offset ${keep}`.execute(db);
  return rows.map((row) => row.id);
}

/** Ends the trust in one phone, or in all that the person has now (`deviceId` null). */
export async function insertRevocation(db: Db, id: string, personId: string, deviceId: Buffer | null): Promise<void> {
  await db.insertInto("codes.revocation").values({ id, personId, deviceId }).execute();
}

/** Ids of revoked phones whose certificates would still be accepted without network. */
export async function revokedDevices(db: Db): Promise<Buffer[]> {
  const { rows } = await sql<{ id: Buffer }>`
    select id from (select d.id, ${isRevoked()} as revoked from codes.device d where d.not_after > clock_timestamp()
      and d.person_id in (select person_id from codes.revocation)) known
    where revoked order by id`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * The person behind a handle, and whether the phone was revoked at the moment `at` (null: by now). Undefined when the handle
 * or the phone is unknown; `device` is null for a code made by the server.
 */
export async function findHolder(
  db: Db,
  handle: Uint8Array,
  { device, at }: { device: Uint8Array | null; at: Date | null },
): Promise<{ personId: string; revoked: boolean } | undefined> {
  const deviceId = device && Buffer.from(device);
  const { rows } = await sql<{ personId: string; revoked: boolean }>`
    select h.person_id, d.id is not null and ${isRevoked(at)} as revoked
    from codes.holder h left join codes.device d on d.id = ${deviceId}::bytea and d.person_id = h.person_id
    where h.handle = ${Buffer.from(handle)} and (${deviceId}::bytea is null or d.id is not null)`.execute(db);
  return rows[0];
}

/** The handles of these people in hexadecimal, given now where there is none. */
export async function handlesOf(db: Db, people: readonly string[]): Promise<Map<string, string>> {
  const fresh = people.map(() => Buffer.from(crypto.getRandomValues(new Uint8Array(idLengths.handle))));
  await sql`insert into codes.holder (person_id, handle)
    select * from unnest(${people}::uuid[], ${fresh}::bytea[]) on conflict do nothing`.execute(db);
  const known = db
    .selectFrom("codes.holder")
    .select(["personId", "handle"])
    .where("personId", "in", [...people, nobody]);
  return new Map((await known.execute()).map((row) => [row.personId, row.handle.toString("hex")]));
}

// An empty list is no SQL.
const nobody = "00000000-0000-0000-0000-000000000000";

/** Notes a use; false when it was noted before. Waits for another transaction that is noting the same. */
export async function insertUse(db: Db, hash: Buffer): Promise<boolean> {
  const insert = db
    .insertInto("codes.use")
    .values({ hash })
    .onConflict((conflict) => conflict.doNothing());
  return (await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n;
}

/** Forgets up to `limit` uses older than `life` ms; gives how many. */
export async function deleteUses(db: Db, life: number, limit: number): Promise<number> {
  const gone = await sql`delete from codes.use where hash in (
    select hash from codes.use where at < clock_timestamp() - ${life} * interval '1 millisecond' limit ${limit})`.execute(
    db,
  );
  return Number(gone.numAffectedRows ?? 0n);
}

/** Removes numbers that have been over for a day; whose they were need not be known any more. */
export const deleteNumbers = (db: Db) =>
  sql`delete from codes.short_number where expires_at < clock_timestamp() - interval '1 day'`.execute(db);

export interface NumberRow {
  id: string;
  personId: string;
  purpose: Purpose;
  subject: string | null;
}

/** Gives a number to a person until it is over; undefined when somebody holds it now. */
export async function takeNumber(
  db: Db,
  mark: Buffer,
  row: NumberRow & { life: number },
): Promise<{ expiresAt: Date } | undefined> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into codes.short_number as held (mark, id, person_id, purpose, subject, expires_at)
    values (${mark}, ${row.id}, ${row.personId}, ${row.purpose}, ${row.subject},
      clock_timestamp() + ${row.life} * interval '1 millisecond')
    on conflict (mark) do update set id = excluded.id, person_id = excluded.person_id, purpose = excluded.purpose,
      subject = excluded.subject, expires_at = excluded.expires_at
    where held.expires_at <= clock_timestamp()
    returning expires_at`.execute(db);
  return rows[0];
}

/** Ends the person's earlier numbers. */
export async function endNumbers(db: Db, personId: string): Promise<void> {
  await sql`update codes.short_number set expires_at = '-infinity'
    where person_id = ${personId} and expires_at > clock_timestamp()`.execute(db);
}

/** The number as it was issued, while it holds. */
export async function findNumber(db: Db, mark: Buffer): Promise<NumberRow | undefined> {
  const { rows } = await sql<NumberRow>`
    select id, person_id, purpose, subject from codes.short_number
    where mark = ${mark} and expires_at > clock_timestamp()`.execute(db);
  return rows[0];
}

/** One check at a time for all tills of a merchant, so that many at once cannot pass its limit together. */
export const lockMerchant = (db: Db, merchant: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`codes.merchant ${merchant}`}, 0))`.execute(db);

/** Wrong tries of the till in the last `window` ms and the database's time; holds the till's row until the transaction ends. */
export async function lockAttempts(db: Db, tillId: string, window: number): Promise<{ wrongAt: Date[]; now: Date }> {
  const { rows } = await sql<{ wrongAt: Date[]; now: Date }>`
    insert into codes.attempt as known (till_id) values (${tillId})
    on conflict (till_id) do update set wrong_at = array(
      select at from unnest(known.wrong_at) at where at > clock_timestamp() - ${window} * interval '1 millisecond')
    returning wrong_at, clock_timestamp() as now`.execute(db);
  return only(rows);
}

/** Adds one wrong try. */
export async function addAttempt(db: Db, tillId: string): Promise<void> {
  await sql`update codes.attempt set wrong_at = wrong_at || clock_timestamp() where till_id = ${tillId}`.execute(db);
}

function only<T>(rows: T[]): T {
  const row = rows[0];
  if (row === undefined) throw new Error("the statement gave no row");
  return row;
}
