import { sql } from "kysely";
import type { Db } from "../database/db.ts";
import type { MediaType } from "./file-content.ts";

/** A file whose bytes lie in the storage. */
export interface FileRow {
  id: string;
  node: string;
  purpose: string;
  name: string;
  mediaType: MediaType;
  bytes: number;
  width: number | null;
  height: number | null;
  /** Hex. */
  sha256: string;
  published: boolean;
  attachedTo: string | null;
}

const columns = sql.raw(`id, node::text as node, purpose, name, media_type, bytes, width, height,
  encode(sha256, 'hex') as sha256, published, attached_to`);

export type NewFile = Omit<FileRow, "published" | "attachedTo"> & { createdBy: string | null };

export const insertFile = (db: Db, file: NewFile) =>
  sql`insert into kernel.file (id, node, purpose, name, media_type, bytes, width, height, sha256, created_by)
    values (${file.id}, ${file.node}::ltree, ${file.purpose}, ${file.name}, ${file.mediaType}, ${file.bytes},
      ${file.width}, ${file.height}, decode(${file.sha256}, 'hex'), ${file.createdBy})`.execute(db);

export const markStored = (db: Db, id: string) =>
  sql`update kernel.file set stored_at = clock_timestamp() where id = ${id}`.execute(db);

export async function findFile(db: Db, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${columns} from kernel.file
    where id = ${id} and stored_at is not null and dropped_at is null`.execute(db);
  return rows[0];
}

/** Ties a loose file to the thing that shows it, and to its node; false when there is no such loose file. */
export async function attach(
  db: Db,
  id: string,
  to: { node: string; purpose: string; owner: string; published: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update kernel.file
    set attached_to = ${to.owner}, node = ${to.node}::ltree, published = ${to.published}, released_at = null
    where id = ${id} and purpose = ${to.purpose} and stored_at is not null and dropped_at is null
      and attached_to is null`.execute(db);
  return numAffectedRows === 1n;
}

export const release = (db: Db, id: string, owner: string) =>
  sql`update kernel.file set attached_to = null, published = false, released_at = clock_timestamp()
    where id = ${id} and attached_to = ${owner}`.execute(db);

export const publish = (db: Db, owner: string) =>
  sql`update kernel.file set published = true where attached_to = ${owner} and not published`.execute(db);

export const hide = (db: Db, owner: string) =>
  sql`update kernel.file set published = false where attached_to = ${owner} and published`.execute(db);

/** Marks a loose file as going; undefined when it is shown somewhere. */
export async function drop(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update kernel.file set dropped_at = clock_timestamp()
    where id = ${id} and attached_to is null`.execute(db);
  return numAffectedRows === 1n;
}

/** Marks files that nothing has shown for a day as going; gives them and those whose bytes were not yet removed. */
export async function dropLoose(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`update kernel.file set dropped_at = coalesce(dropped_at, clock_timestamp())
    where id in (select id from kernel.file where attached_to is null
      and coalesce(released_at, created_at) < clock_timestamp() - interval '1 day' limit ${limit} for update skip locked)
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

export const removeDropped = (db: Db, ids: string[]) =>
  sql`delete from kernel.file where id = any(${ids}::uuid[]) and dropped_at is not null`.execute(db);
