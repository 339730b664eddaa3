import { type RawBuilder, sql } from "kysely";
import type { Db } from "../database/db.ts";

export interface NewHandOver {
  id: string;
  /** Where the predecessor's account belongs. */
  node: string;
  predecessorId: string;
  successorId: string;
  /** The nodes on which duties went over. */
  nodeIds: readonly string[];
  /** Now when left out. */
  from: Date | undefined;
  duties: number;
  waiting: number;
  begun: number;
  ended: number;
  reason: string;
  by: { label: string; name: string };
}

export const insertHandOver = (db: Db, h: NewHandOver) =>
  sql`insert into kernel.hand_over (id, node, predecessor_id, successor_id, node_ids, begins_at, duties, waiting, begun, ended,
      reason, handed_by, handed_by_name)
    values (${h.id}::uuid, ${h.node}::ltree, ${h.predecessorId}::uuid, ${h.successorId}::uuid, ${[...h.nodeIds]}::uuid[],
      greatest(${h.from ?? null}::timestamptz, clock_timestamp()), ${h.duties}, ${h.waiting}, ${h.begun}, ${h.ended},
      ${h.reason}, ${h.by.label}, ${h.by.name})`.execute(db);

/**
 * The account, and those who took over from it, from one another, what it held on the node or above; as the server sees. In the order of
 * the hand-overs.
 */
export async function listLine(db: Db, accountId: string, node: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with recursive line (id, step) as (
      select ${accountId}::uuid, 0
      union
      select h.successor_id, line.step + 1 from line join kernel.hand_over h on h.predecessor_id = line.id
        and h.begins_at <= clock_timestamp()
        and exists (select from kernel.node n where n.id = any(h.node_ids) and n.path @> ${node}::ltree)
      where line.step < 50)
    select id from line group by id order by min(step), id`.execute(db);
  return rows.map(({ id }) => id);
}

export interface HandOverRow {
  id: string;
  node: string;
  predecessorId: string;
  successorId: string;
  predecessorName: string;
  successorName: string;
  beginsAt: Date;
  duties: number;
  waiting: number;
  begun: number;
  ended: number;
  reason: string;
  handedByName: string;
  handedAt: Date;
}

/** The hand-overs of which an account, on either side, has not said that it read them; the earliest first, as the server sees. */
export async function listUnreadHandOvers(db: Db, accountId: string): Promise<HandOverRow[]> {
  const { rows } = await sql<HandOverRow>`select h.id, h.node::text as node, h.predecessor_id, h.successor_id,
      p.name as predecessor_name, s.name as successor_name, h.begins_at, h.duties, h.waiting, h.begun, h.ended, h.reason,
      h.handed_by_name, h.handed_at
    from kernel.hand_over h join kernel.staff_account p on p.id = h.predecessor_id
      join kernel.staff_account s on s.id = h.successor_id
    where (h.predecessor_id = ${accountId}::uuid and h.predecessor_read_at is null)
      or (h.successor_id = ${accountId}::uuid and h.successor_read_at is null)
    order by h.handed_at, h.id limit 50`.execute(db);
  return rows;
}

/** Writes down that one of the two has read it; false when there is nothing of theirs to read. */
export async function markHandOverRead(db: Db, { id, accountId }: { id: string; accountId: string }): Promise<boolean> {
  const { rows } = await sql`update kernel.hand_over
    set predecessor_read_at = case when predecessor_id = ${accountId}::uuid then clock_timestamp() else predecessor_read_at end,
      successor_read_at = case when successor_id = ${accountId}::uuid then clock_timestamp() else successor_read_at end
    where id = ${id}::uuid and (predecessor_id = ${accountId}::uuid and predecessor_read_at is null
      or successor_id = ${accountId}::uuid and successor_read_at is null) returning 1`.execute(db);
  return rows.length > 0;
}

/** Open accounts, but those two, that hold one of these duties on the node or above it; as the server sees. */
export async function listOtherHolders(
  db: Db,
  given: { duties: readonly string[]; node: string; but: readonly string[]; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`select distinct g.account_id from kernel.duty_grant g
      join kernel.staff_account a on a.id = g.account_id and a.disabled_at is null and not a.password_temporary
    where g.duty = any(${[...given.duties]}::text[]) and g.node @> ${given.node}::ltree and g.during @> clock_timestamp()
      and g.account_id <> all(${[...given.but]}::uuid[])
    order by g.account_id limit ${given.limit}`.execute(db);
  return rows.map(({ accountId }) => accountId);
}

/** How many rows of a table are open that an account began on these subtrees. */
export async function countRows(
  db: Db,
  rows: { table: string; by: string; open: RawBuilder<unknown> },
  of: { accountId: string; paths: readonly string[] },
): Promise<number> {
  const { rows: found } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(rows.table)}
    where ${sql.ref(rows.by)} = ${of.accountId}::uuid and node <@ any(${[...of.paths]}::ltree[]) and ${rows.open}`.execute(
    db,
  );
  return found[0]?.count ?? 0;
}
