import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Verdict } from "./decisions.rules.ts";

/** The thing that is decided about. */
export interface DecidedObject {
  /** As in audit records, e.g. "campaign". */
  type: string;
  id: string;
}

/** One answer of one person, with the document that shows it. */
export interface Decision {
  id: string;
  revision: number;
  step: string;
  verdict: Verdict;
  note: string;
  file: { id: string; name: string; mediaType: string; bytes: number } | null;
  /** The account, and its name as it was then. */
  by: { id: string; name: string };
  distinctFrom: string[];
  at: Date;
}

export interface NewDecision {
  id: string;
  object: DecidedObject;
  /** Path of the organisation whose thing it is. */
  node: string;
  revision: number;
  step: string;
  verdict: Verdict;
  note: string;
  fileId: string | null;
  by: { id: string; name: string };
  distinctFrom: readonly string[];
  notBy: readonly string[];
}

/** Waits until nobody else decides about the thing. */
export const lockObject = (db: Db, { type, id }: DecidedObject) =>
  sql`select decisions.lock(${type}, ${id})`.execute(db);

export const insertDecision = (db: Db, d: NewDecision) =>
  sql`insert into decisions.decision (id, object_type, object_id, node, revision, step, verdict, note, file_id,
      decided_by, decided_by_name, distinct_from, not_by)
    values (${d.id}, ${d.object.type}, ${d.object.id}, ${d.node}::ltree, ${d.revision}, ${d.step}, ${d.verdict}, ${d.note},
      ${d.fileId}, ${d.by.id}, ${d.by.name}, ${[...d.distinctFrom]}::text[], ${[...d.notBy]}::uuid[])`.execute(db);

const columns = sql.raw(`d.object_id, d.id, d.revision, d.step, d.verdict, d.note, d.distinct_from, d.at,
  jsonb_build_object('id', d.decided_by, 'name', d.decided_by_name) as by,
  case when f.id is null then null
    else jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes) end as file`);

/** Everything that was decided about a thing, the earliest first. */
export async function listDecisions(db: Db, { type, id }: DecidedObject): Promise<Decision[]> {
  return (await listDecisionsOf(db, { type, ids: [id] })).get(id) ?? [];
}

/** The same for many things of one type, by their ids; those without any are left out. */
export async function listDecisionsOf(
  db: Db,
  { type, ids }: { type: string; ids: readonly string[] },
): Promise<Map<string, Decision[]>> {
  const { rows } = await sql<Decision & { objectId: string }>`select ${columns}
    from decisions.decision d left join kernel.file f on f.id = d.file_id
    where d.object_type = ${type} and d.object_id = any(${[...ids]}::uuid[]) order by d.at, d.id`.execute(db);
  const found = new Map<string, Decision[]>();
  for (const { objectId, ...decision } of rows) found.set(objectId, [...(found.get(objectId) ?? []), decision]);
  return found;
}
