import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Moving, Side, TransferState } from "./transfer.rules.ts";

export interface TransferRow extends Moving {
  id: string;
  personId: string;
  fromId: string;
  toId: string;
  begunBy: "member" | "staff";
  reason: string;
  revision: number;
  refusal: string | null;
  appeal: string | null;
  appealedSides: string[];
  begunAt: Date;
  releasedAt: Date | null;
  endedAt: Date | null;
}

const columns =
  sql.raw(`t.id, t.person_id, t.from_id, t.from_node::text as from_node, t.to_id, t.to_node::text as to_node, t.state,
  t.begun_by, t.reason, t.revision, t.refused_side, t.refusal, t.appeal, t.appealed_sides, t.begun_at, t.released_at, t.ended_at`);

export async function findTransfer(db: Db, id: string): Promise<TransferRow | undefined> {
  const { rows } =
    await sql<TransferRow>`select ${columns} from membership.transfer t where t.id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The same, locked: two answers at once are one after the other. */
export async function lockTransfer(db: Db, id: string): Promise<TransferRow | undefined> {
  const { rows } = await sql<TransferRow>`select ${columns} from membership.transfer t
    where t.id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

/** The one of a person that is under way, locked. */
export async function lockOpenTransfer(db: Db, personId: string): Promise<TransferRow | undefined> {
  const { rows } = await sql<TransferRow>`select ${columns} from membership.transfer t
    where t.person_id = ${personId}::uuid and t.state in ('leaving', 'entering', 'appealing') for update`.execute(db);
  return rows[0];
}

/** A person's, the latest first. */
export async function listOfPerson(db: Db, personId: string): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`select ${columns} from membership.transfer t
    where t.person_id = ${personId}::uuid order by t.begun_at desc, t.id desc limit 20`.execute(db);
  return rows;
}

export interface NewTransfer {
  id: string;
  personId: string;
  from: { id: string; node: string };
  to: { id: string; node: string };
  begunBy: "member" | "staff";
  reason: string;
}

/** Begun by staff it is released with it. */
export const insertTransfer = (db: Db, t: NewTransfer) =>
  sql`insert into membership.transfer (id, person_id, from_id, from_node, to_id, to_node, state, begun_by, reason, released_at)
    values (${t.id}::uuid, ${t.personId}::uuid, ${t.from.id}::uuid, ${t.from.node}::ltree, ${t.to.id}::uuid, ${t.to.node}::ltree,
      case when ${t.begunBy === "staff"}::boolean then 'entering' else 'leaving' end, ${t.begunBy}, ${t.reason},
      case when ${t.begunBy === "staff"}::boolean then clock_timestamp() end)`.execute(db);

export const release = (db: Db, id: string) =>
  sql`update membership.transfer set state = 'entering', released_at = coalesce(released_at, clock_timestamp()),
      refused_side = null, refusal = null, ended_at = null where id = ${id}::uuid`.execute(db);

export const refuse = (db: Db, id: string, { side, reason }: { side: Side; reason: string }) =>
  sql`update membership.transfer set state = 'refused', refused_side = ${side}, refusal = ${reason}, ended_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);

export const appeal = (db: Db, id: string, text: string) =>
  sql`update membership.transfer set state = 'appealing', appeal = ${text}, appealed_sides = appealed_sides || refused_side,
      revision = revision + 1, ended_at = null where id = ${id}::uuid`.execute(db);

/** It is over: done, or taken back. */
export const end = (db: Db, id: string, state: "done" | "withdrawn") =>
  sql`update membership.transfer set state = ${state}, ended_at = clock_timestamp() where id = ${id}::uuid`.execute(db);

/**
 * Those that wait for an answer from these subtrees, the longest waiting first: the union asked, or for an appeal the node above the one
 * that refused, as `waitsFor` says.
 */
export async function listWaiting(db: Db, f: { paths: string[]; limit: number }): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`select ${columns} from membership.transfer t
      cross join lateral (select case when t.state = 'entering' or (t.state = 'appealing' and t.refused_side = 'in')
        then t.to_node else t.from_node end as node) asked
    where t.state in ('leaving', 'entering', 'appealing')
      and case when t.state = 'appealing' and nlevel(asked.node) > 1 then subpath(asked.node, 0, -1) else asked.node end
        <@ any(${f.paths}::ltree[])
    order by t.begun_at, t.id limit ${f.limit}`.execute(db);
  return rows;
}

/**
 * Those under way that an organisation's end or split has overtaken, locked: whose member is no longer its own, or which lead to it though it
 * is closed.
 */
export async function lockOvertaken(db: Db, organisationId: string): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`select ${columns} from membership.transfer t
    where t.state in ('leaving', 'entering', 'appealing') and (
      (t.from_id = ${organisationId}::uuid and not exists (select from membership.membership m where m.person_id = t.person_id
        and m.organisation_id = t.from_id and m.is_primary and m.valid_to is null))
      or (t.to_id = ${organisationId}::uuid
        and exists (select from membership.organisation o where o.id = t.to_id and o.state = 'closed')))
    order by t.id for update`.execute(db);
  return rows;
}

export interface TransferFilter {
  /** Subtrees in which the reader may list people. */
  paths: string[];
  personId?: string | undefined;
  organisationNode?: string | undefined;
  states: readonly TransferState[];
  after?: string | undefined;
  limit: number;
}

/** Those that leave or enter the subtrees, the latest begun first; the receiving side's from their release on. */
export async function listTransfers(db: Db, f: TransferFilter): Promise<TransferRow[]> {
  const within = (paths: ReturnType<typeof sql>) =>
    sql`(t.from_node <@ ${paths} or (t.released_at is not null and t.to_node <@ ${paths}))`;
  const { rows } = await sql<TransferRow>`select ${columns} from membership.transfer t
    where t.state = any(${[...f.states]}::text[]) and ${within(sql`any(${f.paths}::ltree[])`)}
      and (${f.organisationNode ?? null}::ltree is null or ${within(sql`${f.organisationNode ?? null}::ltree`)})
      and (${f.personId ?? null}::uuid is null or t.person_id = ${f.personId ?? null}::uuid)
      and (${f.after ?? null}::uuid is null or (t.begun_at, t.id) <
        (select last.begun_at, last.id from membership.transfer last where last.id = ${f.after ?? null}::uuid))
    order by t.begun_at desc, t.id desc limit ${f.limit}`.execute(db);
  return rows;
}
