import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export const placeKinds = ["cinema", "hall", "other"] as const;
export type PlaceKind = (typeof placeKinds)[number];
export const openStates = ["open", "closed"] as const;
export type OpenState = (typeof openStates)[number];

export interface PlaceRow {
  id: string;
  organisationId: string;
  node: string;
  kind: PlaceKind;
  name: string;
  address: string;
  contactPhone: string;
  state: OpenState;
}

const columns = sql.raw("id, organisation_id, node::text as node, kind, name, address, contact_phone, state");

/** Places the transaction may see, in the order of the tree; `paths` narrows to those at, above or below one of them. */
export async function listPlaces(
  db: Db,
  page: { paths: readonly string[]; after?: string | undefined; limit: number },
): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`select ${columns} from places.place
    where (${[...page.paths]}::ltree[] @> node or ${[...page.paths]}::ltree[] <@ node)
      and (${page.after ?? null}::uuid is null or id > ${page.after ?? null}::uuid)
    order by id limit ${page.limit}`.execute(db);
  return rows;
}

export async function findPlace(db: Db, id: string): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`select ${columns} from places.place where id = ${id}`.execute(db);
  return rows[0];
}

export const insertPlace = (db: Db, p: PlaceRow) =>
  sql`insert into places.place (id, organisation_id, node, kind, name, address, contact_phone, state)
    values (${p.id}, ${p.organisationId}, ${p.node}::ltree, ${p.kind}, ${p.name}, ${p.address}, ${p.contactPhone},
      ${p.state})`.execute(db);

export const updatePlace = (db: Db, p: PlaceRow) =>
  sql`update places.place set kind = ${p.kind}, name = ${p.name}, address = ${p.address},
      contact_phone = ${p.contactPhone}, state = ${p.state} where id = ${p.id}`.execute(db);
