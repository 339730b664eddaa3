import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Seat } from "./stock.types.ts";

/** Numbered units: a label is in one quota at a time and with one live claim at most. A seat is one with a place in a hall. */

export interface UnitRow {
  quotaId: string;
  label: string;
  row: number | null;
  col: number | null;
  kind: "seat" | "wheelchair";
  best: number;
  claimId: string | null;
}

export const labelOf = (unit: string | Seat): string => (typeof unit === "string" ? unit : unit.label);

/** Adds units behind those that the quota has; a bare label is as good as its place in the list. */
export const insertUnits = (db: Db, quota: { id: string; node: string }, units: readonly (string | Seat)[]) => {
  const seats = units.map((unit) => (typeof unit === "string" ? undefined : unit));
  return sql`insert into stock.unit (quota_id, ordinal, label, node, row_no, col_no, kind, best)
    select ${quota.id}::uuid, last.ordinal + u.ordinal, u.label, ${quota.node}::ltree, u.row_no, u.col_no,
      coalesce(u.kind, 'seat'), coalesce(u.best, last.ordinal + u.ordinal)
    from unnest(${units.map(labelOf)}::text[], ${seats.map((seat) => seat?.row ?? null)}::smallint[],
        ${seats.map((seat) => seat?.col ?? null)}::smallint[], ${seats.map((seat) => seat?.kind ?? null)}::text[],
        ${seats.map((seat) => seat?.best ?? null)}::integer[])
      with ordinality as u (label, row_no, col_no, kind, best, ordinal),
      (select coalesce(max(ordinal), 0) as ordinal from stock.unit where quota_id = ${quota.id}) last`.execute(db);
};

export const freeUnit = (db: Db, claimId: string) =>
  sql`update stock.unit set claim_id = null where claim_id = ${claimId}`.execute(db);

/** Gives the free labels of a share to its whole, behind those that it has; a seat stays as good as it was. Gives how many. */
export async function moveFreeUnits(db: Db, from: string, to: string): Promise<number> {
  const moved = await sql`update stock.unit u set quota_id = ${to}, ordinal = last.ordinal + free.place,
      best = case when u.row_no is null then last.ordinal + free.place else u.best end
    from (select ordinal, row_number() over (order by ordinal)::integer as place from stock.unit
        where quota_id = ${from} and claim_id is null) free,
      (select coalesce(max(ordinal), 0) as ordinal from stock.unit where quota_id = ${to}) last
    where u.quota_id = ${from} and u.ordinal = free.ordinal`.execute(db);
  return Number(moved.numAffectedRows ?? 0n);
}

/** True when a quota or one of its shares has one of these labels. */
export async function hasLabels(db: Db, quotaId: string, labels: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from stock.unit where label = any (${[...labels]}::text[]) and quota_id in
    (select id from stock.quota where id = ${quotaId} or parent_id = ${quotaId}) limit 1`.execute(db);
  return rows.length > 0;
}

export const assignUnit = (db: Db, quotaId: string, claimId: string) =>
  sql`select stock.assign_units(${quotaId}::uuid, array[${claimId}::uuid])`.execute(db);

/** One unit of a quota itself, by its label. */
export const findUnit = (db: Db, quotaId: string, label: string) =>
  db
    .selectFrom("stock.unit")
    .select(["label", "claimId"])
    .where("quotaId", "=", quotaId)
    .where("label", "=", label)
    .executeTakeFirst();

/** The units of a quota and of its shares, in the order of their places: rows from the front, each from its first column. */
export async function listUnits(db: Db, quotaId: string): Promise<UnitRow[]> {
  const { rows } =
    await sql<UnitRow>`select u.quota_id, u.label, u.row_no as "row", u.col_no as col, u.kind, u.best, u.claim_id
    from stock.unit u join stock.quota q on q.id = u.quota_id
    where q.id = ${quotaId} or q.parent_id = ${quotaId}
    order by u.row_no, u.col_no, u.ordinal, u.label`.execute(db);
  return rows;
}

/** Seats claims on labels that are free; raises when one is not. */
export const seatClaims = (db: Db, quotaId: string, claims: readonly string[], labels: readonly string[]) =>
  sql`select stock.seat_winners(${quotaId}::uuid, ${[...claims]}::uuid[], ${[...labels]}::text[])`.execute(db);

/** Frees these units without ending their claims; who does must seat the claims again in the same transaction. */
export const unseat = (db: Db, claims: readonly string[]) =>
  sql`update stock.unit set claim_id = null where claim_id = any (${[...claims]}::uuid[])`.execute(db);

/** Takes free seats away for good. Gives how many. */
export async function removeFree(db: Db, quotaId: string, labels: readonly string[]): Promise<number> {
  const gone = await sql`delete from stock.unit where quota_id = ${quotaId} and label = any (${[...labels]}::text[])
    and claim_id is null`.execute(db);
  return Number(gone.numAffectedRows ?? 0n);
}

/** Puts seats where the new map of their hall has them. */
export const placeUnits = (db: Db, quotaIds: readonly string[], seats: readonly Seat[]) =>
  sql`update stock.unit u set row_no = s.row_no, col_no = s.col_no, kind = s.kind, best = s.best
    from unnest(${seats.map((seat) => seat.label)}::text[], ${seats.map((seat) => seat.row)}::smallint[],
      ${seats.map((seat) => seat.col)}::smallint[], ${seats.map((seat) => seat.kind ?? "seat")}::text[],
      ${seats.map((seat) => seat.best)}::integer[]) as s (label, row_no, col_no, kind, best)
    where u.quota_id = any (${[...quotaIds]}::uuid[]) and u.label = s.label`.execute(db);

/** Gives a free seat of one quota to another of its family, behind those that it has. */
export const moveUnit = (db: Db, label: string, from: string, to: string) =>
  sql`update stock.unit u set quota_id = ${to},
      ordinal = (select coalesce(max(ordinal), 0) + 1 from stock.unit where quota_id = ${to})
    where u.quota_id = ${from} and u.label = ${label} and u.claim_id is null`.execute(db);
