import { sql } from "kysely";
import type { ImportPlace, Settled, Settlement, SheetWork, Values } from "#engines/sheets";
import type { Db } from "#kernel/database/db";
import { kindByName } from "#wire/organisation-kinds";
import { closeOrganisation } from "../organisations/close.ts";
import { findOrganisation } from "../organisations.store.ts";
import { addOrganisation } from "../organisations.ts";
import { textOf } from "./row-values.ts";

export interface UnionPlace {
  id: string;
  node: string;
}

const plain = (name: string): string => name.normalize("NFKC").replace(/\s/g, "");

/** Organisations at a node and below that are called so: by their whole name, else by the short one; no merchants, nothing that is closed. */
export async function organisationsNamed(
  db: Db,
  node: string,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; name: string; shortName: string }>`
    select id, name, short_name from membership.organisation
    where node <@ ${node}::ltree and kind <> 'merchant' and state <> 'closed'
      and (regexp_replace(name, '\\s', '', 'g') = any(${names.map(plain)}::text[])
        or regexp_replace(short_name, '\\s', '', 'g') = any(${names.map(plain)}::text[]))`.execute(db);
  return new Map(
    names.map((name) => {
      const whole = rows.filter((row) => plain(row.name) === plain(name));
      const called = whole.length > 0 ? whole : rows.filter((row) => plain(row.shortName) === plain(name));
      return [name, called.map(({ id }) => id)];
    }),
  );
}

/** Which organisation below the import's own a name means, when only one is called so. */
export async function settleUnions(
  { tx, place }: SheetWork,
  names: readonly string[],
): Promise<Map<string, Settlement | null>> {
  const named = await organisationsNamed(tx.db, place.node, names);
  return new Map(
    [...named].map(([name, [only, another]]) => [
      name,
      only !== undefined && another === undefined ? { id: only } : null,
    ]),
  );
}

/** Sets up the unions that somebody said are to be set up, directly below the import's own, of the kinds that their names say; gives what all names mean now. */
export async function setUpUnions({ tx, place }: SheetWork): Promise<Settled> {
  const union = { ...place.settled.union };
  const parent = (await findOrganisation(tx.db, place.nodeId))?.kind ?? "county";
  for (const [name, settlement] of Object.entries(union)) {
    if (settlement === null || !("create" in settlement)) continue;
    const { id } = await addOrganisation(tx, { parentId: place.nodeId, name, kind: kindByName(name, parent) });
    union[name] = { id, created: true };
  }
  return { ...place.settled, union };
}

/** Closes the unions that the import set up and that nobody has used or changed since; the others stay and are listed by the import. */
export async function closeUnused({ tx, place }: SheetWork): Promise<Settled> {
  const union = { ...place.settled.union };
  for (const [name, settlement] of Object.entries(union)) {
    if (settlement === null || !("id" in settlement) || settlement.created !== true) continue;
    if (await isUsed(tx.db, settlement.id)) continue;
    await closeOrganisation(tx, settlement.id, { reason: place.fileName });
    union[name] = { ...settlement, closed: true };
  }
  return { ...place.settled, union };
}

/** Whether anybody is or was a member there or has asked to be, anything stands below, works or is linked there, or it was changed. */
async function isUsed(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select
      exists (select from membership.membership where organisation_id = ${id}::uuid)
      or exists (select from membership.application where organisation_id = ${id}::uuid)
      or exists (select from membership.organisation_link where ${id}::uuid in (from_id, to_id)
        and (kind <> 'affiliation' or to_id = ${id}::uuid))
      or exists (select from kernel.node where parent_id = ${id}::uuid)
      or exists (select from kernel.staff_account where node_id = ${id}::uuid)
      or exists (select from kernel.duty_grant where node_id = ${id}::uuid)
      or exists (select from kernel.node n join membership.person_in_sight p
        on p.node >= n.path and p.node < kernel.behind(n.path) where n.id = ${id}::uuid)
      or exists (select from kernel.audit_record where object_type = 'organisation' and object_id = ${id}
        and action <> 'organisation.created') as used`.execute(db);
  return rows[0]?.used ?? true;
}

/** What an import may put people into: its own organisation and those below it, no merchants, nothing that is closed. */
const takesIn = (node: string) => sql`node <@ ${node}::ltree and kind <> 'merchant' and state <> 'closed'`;

/** Which of these organisations an import for `node` may put people into. */
export async function unionsBelow(db: Db, node: string, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await placesOf(db, node, ids)).keys());
}

/** Which union a row means, by id; undefined while nobody has said, or until it is set up. */
export const unionMeant = (place: ImportPlace, values: Values): string | undefined =>
  idOf(place, textOf(values, "union"));

function idOf({ nodeId, settled }: ImportPlace, name: string | undefined): string | undefined {
  const settlement = name === undefined ? { id: nodeId } : settled.union?.[name];
  return settlement && "id" in settlement ? settlement.id : undefined;
}

/** Those of these unions into which an import for `node` may put people, by id. */
export async function placesOf(db: Db, node: string, ids: readonly string[]): Promise<Map<string, UnionPlace>> {
  const { rows } = await sql<UnionPlace>`select id, node::text as node from membership.organisation
    where id = any(${[...new Set(ids)]}::uuid[]) and ${takesIn(node)}`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The unions that rows belong to: by the name in the row, or the import's own without one. */
export async function unionsOf(
  { tx, place }: SheetWork,
  names: readonly (string | undefined)[],
): Promise<(UnionPlace | undefined)[]> {
  const meant = names.map((name) => idOf(place, name));
  const byId = await placesOf(
    tx.db,
    place.node,
    meant.flatMap((id) => id ?? []),
  );
  return meant.map((id) => (id === undefined ? undefined : byId.get(id)));
}
