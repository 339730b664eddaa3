import { type Ctx, type Tx, transact } from "#kernel/context";
import { isWithin, pathsHolding } from "#kernel/policy";
import { malformed } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import {
  type Cursor,
  type Lookup,
  lookupsOfLetters,
  lookupsOfName,
  readCursor,
  writeCursor,
} from "./find-people.rules.ts";
import { countPeople, listFound, listFurther, listNodes, type Place, readAlone } from "./find-people.store.ts";
import { noSuchOrganisation } from "./membership.errors.ts";
import { type PeopleSearch, readSearch } from "./membership.rules.ts";
import { findOrganisation } from "./organisations.store.ts";
import * as store from "./people.store.ts";
import { presentItem } from "./people.ts";
import { idIndex, phoneIndex } from "./sealed-fields.ts";

interface Query {
  q?: string | undefined;
  organisationId?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** Counting goes no further: nobody reads to the end of so many, and seven million are not counted for each page. */
const countedAtMost = 10_000;

/**
 * People of the subtrees where the actor may view people; by name, pinyin, initials, member number, whole phone or identity number.
 * The first page says how many there are; with `more`, that there are more than that: of a search, more than fit on the page.
 * Throws http.invalid_request, organisation.missing.
 */
export async function listPeople(ctx: Ctx, secrets: Secrets, query: Query) {
  const after = query.after === undefined ? undefined : readCursor(query.after);
  if (query.after !== undefined && after === undefined) throw malformed("http.invalid_request", { field: "after" });
  return transact(ctx, async (tx) => {
    await readAlone(tx.db);
    const place = await placeOf(tx, query.organisationId);
    const search = readSearch(query.q ?? "");
    if (search?.by === "phone" || search?.by === "resident_id") return byNumber(tx, { secrets, place, search });

    const lookups = lookupsOf(search);
    const keys = await turnPages(tx, { place, lookups, after, limit: query.limit + 1 });
    const shown = keys.slice(0, query.limit);
    const more = keys.length > query.limit;
    const rows = await store.listPeopleByIds(
      tx.db,
      shown.map(({ id }) => id),
    );
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const last = shown.at(-1);
    return {
      items: shown.flatMap(({ id }) => rowOf.get(id) ?? []).map((row) => presentItem(secrets, row)),
      next: more && last !== undefined ? writeCursor(last) : null,
      ...(after === undefined ? await countAll(tx, { place, search, shown: shown.length, more }) : {}),
    };
  });
}

const lookupsOf = (search: Exclude<PeopleSearch, { by: "phone" | "resident_id" }> | undefined): Lookup[] => {
  if (search === undefined) return [{ by: "order" }];
  return search.by === "name" ? lookupsOfName(search.text) : lookupsOfLetters(search.text);
};

/** The nodes that are asked for, as far as the actor views people there. */
async function placeOf(tx: Tx, organisationId: string | undefined): Promise<Place> {
  const paths = pathsHolding(tx.actor, "people.view");
  if (organisationId === undefined) {
    const nodes = await listNodes(tx.db, paths);
    return { paths, ...(nodes === undefined ? {} : { nodes }) };
  }
  const organisation = await findOrganisation(tx.db, organisationId);
  if (organisation === undefined) throw noSuchOrganisation();
  const { node } = organisation;
  const within = paths.some((path) => path === "" || isWithin(node, path))
    ? [node]
    : paths.filter((path) => isWithin(path, node));
  const nodes = await listNodes(tx.db, within);
  if (nodes === undefined) return { paths: within };
  return { paths, nodes, further: await listFurther(tx.db, node) };
}

/** One index after another until the page is full. */
async function turnPages(
  tx: Tx,
  { place, lookups, after, limit }: { place: Place; lookups: Lookup[]; after: Cursor | undefined; limit: number },
): Promise<Cursor[]> {
  const keys: Cursor[] = [];
  for (let at = after?.lookup ?? 0; at < lookups.length && keys.length < limit; at++) {
    const page = { after: at === after?.lookup ? after : undefined, limit: limit - keys.length };
    const found = await listFound(tx.db, { place, lookups, at }, page);
    keys.push(...found.map(({ id, key }) => ({ lookup: at, key, id })));
  }
  return keys;
}

/** What the first page says of the whole: who is on it, who is found beyond it. */
async function countAll(
  tx: Tx,
  { place, search, shown, more }: { place: Place; search: PeopleSearch | undefined; shown: number; more: boolean },
) {
  if (!more || search !== undefined) return { total: shown, more };
  const total = await countPeople(tx.db, place, countedAtMost + 1);
  return { total: Math.min(total, countedAtMost), more: total > countedAtMost };
}

/** A whole number is one person's. */
async function byNumber(
  tx: Tx,
  given: { secrets: Secrets; place: Place; search: Extract<PeopleSearch, { by: "phone" | "resident_id" }> },
) {
  const { secrets, place, search } = given;
  const number =
    search.by === "phone"
      ? { phoneIndex: phoneIndex(secrets, search.phone) }
      : { idIndex: idIndex(secrets, { kind: "resident_id", number: search.number }) };
  const row = await store.findPersonOfNumber(tx.db, number);
  const lies = row !== undefined && isAt(place, row);
  const items = lies ? [presentItem(secrets, row)] : [];
  return { items, next: null, total: items.length, more: false };
}

const isAt = ({ paths, nodes, further }: Place, { id, node }: { id: string; node: string }): boolean =>
  paths.some((path) => path === "" || isWithin(node, path)) &&
  (nodes === undefined || nodes.includes(node) || further?.includes(id) === true);
