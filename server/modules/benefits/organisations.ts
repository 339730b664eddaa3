import { sql } from "kysely";
import type { Tx } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { nodeNames } from "#kernel/node-names";
import { isWithin, listDuties } from "#kernel/policy";
import { addOrganisation, findOrganisationById } from "#modules/membership";
import { noSuchOrganisation } from "./benefits.errors.ts";
import { seeingAll } from "./sight.ts";

/** The path of an organisation that the transaction may see. Throws benefits.no_such_organisation. */
export async function getOrganisationNode(db: Db, id: string): Promise<string> {
  const organisation = await findOrganisationById(db, id);
  if (organisation === undefined) throw noSuchOrganisation();
  return organisation.node;
}

/** Makes the organisation of a merchant under the union that signs with it. */
export const createMerchantOrganisation = (tx: Tx, merchant: { parentId: string; name: string }) =>
  addOrganisation(tx, { parentId: merchant.parentId, name: merchant.name, kind: "merchant" });

/** The names of organisations that may be shown; an unknown one is left empty. */
export async function namesOf(db: Db, ids: string[]): Promise<(id: string) => string> {
  const names = await nodeNames(db, [...new Set(ids)]);
  return (id) => names.get(id) ?? "";
}

/** An organisation's name in full, as it stands on papers; empty when it is gone. */
export const fullNameOf = async (db: Db, id: string): Promise<string> =>
  (await findOrganisationById(db, id))?.name ?? "";

const parentOf = (node: string) => node.split(".").slice(0, -1).join(".");

/**
 * True when a campaign of `node` may list the stores of a merchant: the merchant hangs under the campaign's union or under
 * one of the unions above it.
 */
export const isOffered = (merchantNode: string, node: string): boolean =>
  isWithin(merchantNode, node) || isWithin(node, parentOf(merchantNode));

/** True when money of a source may pay for a campaign: the source is the campaign's union's own, or of one above. */
export const mayPayFor = (sourceNode: string, node: string): boolean => isWithin(node, sourceNode);

/** The ids of the nodes at these paths. */
export async function idsOfNodes(db: Db, paths: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; path: string }>`select id, path::text as path from kernel.node
    where path = any(${[...new Set(paths)]}::ltree[])`.execute(db);
  return new Map(rows.map((row) => [row.path, row.id]));
}

/** The name of the union that a merchant's node hangs under; empty when it may not be shown. */
export const unionOf = async (tx: Tx, merchantNode: string): Promise<string> => {
  const path = parentOf(merchantNode);
  // Only the name of the union that signed: the merchant's own till and passers-by may know it.
  return seeingAll(tx, async () => {
    const id = (await idsOfNodes(tx.db, [path])).get(path);
    // In full, as it stands on a plaque; a list would show the short name.
    return id === undefined ? "" : ((await findOrganisationById(tx.db, id))?.name ?? "");
  });
};

/** Unions at which somebody may open merchants: those that can be asked to take one. */
export async function unionsTakingMerchants(tx: Tx): Promise<{ id: string; name: string; node: string }[]> {
  const duties = listDuties()
    .filter((one) => one.permissions.includes("benefits.merchants"))
    .map((one) => one.duty);
  const { rows } = await sql<{ id: string; node: string }>`select distinct n.id, n.path::text as node
    from kernel.duty_grant g join kernel.node n on n.id = g.node_id
    where g.duty = any(${duties}::text[]) and g.revoked_at is null and g.valid_from <= clock_timestamp()
      and (g.valid_until is null or g.valid_until > clock_timestamp())
    order by node`.execute(tx.db);
  const unions = [];
  for (const { id, node } of rows) {
    const union = await findOrganisationById(tx.db, id);
    if (union !== undefined) unions.push({ id, node, name: union.name });
  }
  return unions;
}
