import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { nodeNames } from "#kernel/node-names";
import { announce } from "#kernel/outbox/outbox";
import { authorise, can, pathsHolding } from "#kernel/policy";
import { findOrganisationById } from "#modules/membership";
import { noSuchOrganisation, noSuchPlace, placeNameTaken } from "../places.errors.ts";
import { mayRead, placePolicy } from "../places.policy.ts";
import { listHalls } from "./hall.store.ts";
import { viewHall } from "./hall.view.ts";
import * as store from "./place.store.ts";

/** A page of the places where the actor works, and of those above and below, each with its halls. */
export async function listPlaces(ctx: Ctx, page: { after?: string | undefined; limit: number }) {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "places.read");
    const rows = await store.listPlaces(tx.db, { ...page, paths, limit: page.limit + 1 });
    const items = await viewPlaces(tx, rows.slice(0, page.limit));
    return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
  });
}

/** Throws places.no_such_place. */
export async function getPlace(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const row = await getRow(tx, id);
    return viewPlace(tx, row);
  });
}

export type NewPlace = Omit<store.PlaceRow, "id" | "node" | "state">;

/** Opens a place of an organisation. Throws places.no_such_organisation, places.place_name_taken, access.forbidden. */
export async function addPlace(ctx: Ctx, input: NewPlace) {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisationById(tx.db, input.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();

    authorise(tx.actor, placePolicy.manage, organisation);

    const row: store.PlaceRow = { ...input, id: uuidv7(), node: organisation.node, state: "open" };
    await named(store.insertPlace(tx.db, row));

    await notePlace(tx, row, "places.place_added", { kind: row.kind });
    await announce(tx, "places.place_added", { node: row.node, placeId: row.id });
    return viewPlace(tx, row);
  });
}

export type PlaceChange = {
  [F in "kind" | "name" | "address" | "contactPhone" | "state"]?: store.PlaceRow[F] | undefined;
};

/** Throws places.no_such_place, places.place_name_taken, access.forbidden. */
export async function changePlace(ctx: Ctx, id: string, change: PlaceChange) {
  return transact(ctx, async (tx) => {
    const before = await getRow(tx, id);

    authorise(tx.actor, placePolicy.manage, before);

    const after = { ...before, ...givenOf(change) };
    const fields = differing(before, after);
    if (fields.length === 0) return viewPlace(tx, before);
    await named(store.updatePlace(tx.db, after));

    await notePlace(tx, after, "places.place_changed", { fields, state: after.state });
    return viewPlace(tx, after);
  });
}

async function getRow(tx: Tx, id: string): Promise<store.PlaceRow> {
  const row = await store.findPlace(tx.db, id);
  if (row === undefined || !mayRead(tx.actor, row)) throw noSuchPlace();
  return row;
}

const viewPlace = async (tx: Tx, row: store.PlaceRow) => {
  const [place] = await viewPlaces(tx, [row]);
  if (place === undefined) throw noSuchPlace();
  return place;
};

async function viewPlaces(tx: Tx, rows: readonly store.PlaceRow[]) {
  const ids = rows.map(({ id }) => id);
  const halls = Map.groupBy(await listHalls(tx.db, ids), ({ placeId }) => placeId);
  // Organisations above the actor's own are not told by name to a room's reader; their places are.
  const names = await nodeNames(tx.db, [...new Set(rows.map(({ organisationId }) => organisationId))]);
  return rows.map((row) => ({
    ...row,
    organisation: names.get(row.organisationId) ?? "",
    halls: (halls.get(row.id) ?? []).map((hall) => viewHall(tx.actor, hall)),
    can: can(tx.actor, placePolicy, row),
  }));
}

const notePlace = (tx: Tx, { id, node }: store.PlaceRow, action: string, detail: Record<string, unknown>) =>
  record(tx, { node, action, object: { type: "place", id }, detail });

async function named<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error, "place_organisation_id_name_key")) throw placeNameTaken();
    throw error;
  }
}

/** What was given of a change; what is undefined was not. */
export const givenOf = <Change extends object>(change: Change) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** Names of the fields in which two rows differ. */
export const differing = <Row extends object>(before: Row, after: Row): string[] =>
  (Object.keys(after) as (keyof Row & string)[]).filter((field) => before[field] !== after[field]);
