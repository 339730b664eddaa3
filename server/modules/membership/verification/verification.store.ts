import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { IdentityVerdict } from "#kernel/identity/identity-verifier";
import { uuidv7 } from "#kernel/ids";
import { membershipsAt } from "../find-people.store.ts";
import type { IdKind } from "../sealed-fields.ts";

export const identitySources = ["papers", "demo"] as const;
export type IdentitySource = (typeof identitySources)[number];

export interface IdentityCheck {
  source: IdentitySource;
  verdict: IdentityVerdict;
  at: Date;
}

export const insertCheck = (
  db: Db,
  c: { personId: string; source: IdentitySource; verdict: IdentityVerdict; by: string; runId?: string },
) =>
  sql`insert into membership.identity_check (person_id, id, source, verdict, by_label, run_id)
    values (${c.personId}::uuid, ${uuidv7()}::uuid, ${c.source}, ${c.verdict}, ${c.by}, ${c.runId ?? null}::uuid)`.execute(
    db,
  );

/** What was said last of a person. */
export async function findLastCheck(db: Db, personId: string): Promise<IdentityCheck | undefined> {
  const { rows } = await sql<IdentityCheck>`select source, verdict, at from membership.identity_check
    where person_id = ${personId}::uuid order by at desc, id desc limit 1`.execute(db);
  return rows[0];
}

/** A match makes somebody verified from now, or leaves the day as it is; a difference takes it away; no answer changes nothing. */
export const applyVerdict = (db: Db, personId: string, verdict: IdentityVerdict) =>
  sql`update membership.person set updated_at = clock_timestamp(),
      verified_at = case when ${verdict}::text = 'matches' then coalesce(verified_at, clock_timestamp()) end
    where id = ${personId}::uuid and ${verdict}::text <> 'unavailable'`.execute(db);

/** What was asked about, locked: who changed name or document meanwhile was not asked about. */
export async function lockClaim(
  db: Db,
  personId: string,
): Promise<{ name: string; idIndex: Buffer | null } | undefined> {
  const { rows } = await sql<{ name: string; idIndex: Buffer | null }>`select name, id_index from membership.person
    where id = ${personId}::uuid and left_at is null for update`.execute(db);
  return rows[0];
}

export interface RunRow {
  id: string;
  organisationId: string;
  node: string;
  state: "running" | "done" | "stopped";
  source: IdentitySource;
  total: number;
  matches: number;
  differs: number;
  unavailable: number;
  afterPerson: string | null;
  askedByName: string;
  askedAt: Date;
  endedAt: Date | null;
}

const runColumns =
  sql.raw(`id, organisation_id, node::text as node, state, source, total, matches, differs, unavailable,
  after_person, asked_by_name, asked_at, ended_at`);

/** Members with a document of whom nobody has said yet that they are who they say. */
const unasked = (node: string) => sql`p.node <@ ${node}::ltree and p.left_at is null and p.verified_at is null
  and p.id_number is not null and p.member_number is not null`;

export async function countUnasked(db: Db, node: string): Promise<number> {
  const there = await membershipsAt(db, node);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from membership.person p
    where p.id in (select m.person_id from membership.membership m where m.is_primary and m.valid_to is null and ${there})
      and ${unasked(node)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface Unasked {
  id: string;
  node: string;
  name: string;
  idKind: IdKind;
  idNumber: Buffer;
  idIndex: Buffer;
}

/** The next of them, in the order of their ids. */
export async function listUnasked(
  db: Db,
  run: Pick<RunRow, "node" | "afterPerson">,
  limit: number,
): Promise<Unasked[]> {
  const { rows } = await sql<Unasked>`select p.id, p.node::text as node, p.name, p.id_kind, p.id_number, p.id_index
    from membership.person p where ${unasked(run.node)} and (${run.afterPerson}::uuid is null or p.id > ${run.afterPerson}::uuid)
    order by p.id limit ${limit}`.execute(db);
  return rows;
}

export const insertRun = (
  db: Db,
  r: Pick<RunRow, "id" | "organisationId" | "node" | "source" | "total" | "askedByName"> & { askedBy: string },
) =>
  sql`insert into membership.identity_run (id, organisation_id, node, source, total, asked_by, asked_by_name)
    values (${r.id}::uuid, ${r.organisationId}::uuid, ${r.node}::ltree, ${r.source}, ${r.total}, ${r.askedBy}::uuid,
      ${r.askedByName})`.execute(db);

export async function listRunning(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from membership.identity_run where state = 'running'`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** One that runs, locked; undefined when it has ended. */
export async function lockRun(db: Db, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select ${runColumns} from membership.identity_run
    where id = ${id}::uuid and state = 'running' for update`.execute(db);
  return rows[0];
}

export const moveRun = (db: Db, id: string, to: { afterPerson: string; verdict: IdentityVerdict | undefined }) =>
  sql`update membership.identity_run set after_person = ${to.afterPerson}::uuid,
      matches = matches + (${to.verdict ?? null}::text is not distinct from 'matches')::int,
      differs = differs + (${to.verdict ?? null}::text is not distinct from 'differs')::int,
      unavailable = unavailable + (${to.verdict ?? null}::text is not distinct from 'unavailable')::int
    where id = ${id}::uuid`.execute(db);

export const endRun = (db: Db, id: string, state: "done" | "stopped") =>
  sql`update membership.identity_run set state = ${state}, ended_at = clock_timestamp() where id = ${id}::uuid`.execute(
    db,
  );

/** Those of a place and all below it, the latest first. */
export async function listRuns(db: Db, node: string): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select ${runColumns} from membership.identity_run where node <@ ${node}::ltree
    order by asked_at desc, id desc limit 10`.execute(db);
  return rows;
}

/** Of whom a run said that name and number do not belong together, and who still stands so. */
export async function listDiffering(db: Db, runId: string, limit: number): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select p.id, p.name from membership.identity_check c
    join membership.person p on p.id = c.person_id
    where c.run_id = ${runId}::uuid and c.verdict = 'differs' and p.left_at is null and p.verified_at is null
    order by p.name, p.id limit ${limit}`.execute(db);
  return rows;
}
