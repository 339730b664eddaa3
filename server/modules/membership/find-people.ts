import { type Ctx, type Tx, transact } from "#kernel/context";
import { isWithin, pathsHolding } from "#kernel/policy";
import { malformed } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { type PeopleFilter, passes } from "./filter-people.rules.ts";
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
import { type IdKind, idIndex, idKinds, phoneIndex } from "./sealed-fields.ts";

interface Query {
  q?: string | undefined;
  organisationId?: string | undefined;
  after?: string | undefined;
  limit: number;
  standing?: PeopleFilter["standing"];
  verified?: PeopleFilter["verified"];
}

/** Counting goes no further: nobody reads to the end of so many, and seven million are not counted for each page. */
const countedAtMost = 10_000;
/** More people than there are. */
const everybody = 2_000_000_000;
const countedTogether = 5000;

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
    const found = await searchPeople(tx, secrets, { ...query, permission: "people.view" });
    const page = await pageOfPeople(tx, found, { after, limit: query.limit });
    return {
      items: page.rows.map((row) => presentItem(secrets, row)),
      next: page.next === undefined ? null : writeCursor(page.next),
      ...(after === undefined ? await countAll(tx, found, page) : {}),
    };
  });
}

/** Those whom a search means: whoever has a whole number, or all that some lookups find at a place. */
export type FoundPeople = { only: store.PersonRow[] } | { place: Place; lookups: Lookup[] };

/** Looks where the actor holds `permission`. Throws organisation.missing. */
export async function searchPeople(
  tx: Tx,
  secrets: Secrets,
  query: PeopleFilter & {
    q?: string | undefined;
    organisationId?: string | undefined;
    permission: "people.view" | "people.manage";
  },
): Promise<FoundPeople> {
  const where = await placeOf(tx, pathsHolding(tx.actor, query.permission), query.organisationId);
  const place = { ...where, filter: { standing: query.standing, verified: query.verified } };
  const search = readSearch(query.q ?? "");
  if (search?.by === "phone" || search?.by === "resident_id")
    return { only: await byNumber(tx, { secrets, place, search }) };
  const { document } = search?.by === "letters" ? search : {};
  const only =
    document === undefined ? [] : await byNumber(tx, { secrets, place, search: { by: "document", document } });
  return only.length > 0 ? { only } : { place, lookups: lookupsOf(search) };
}

interface PeoplePage {
  rows: store.PersonRow[];
  /** With who has gone since they were found. */
  shown: number;
  /** Behind which the next page begins. */
  next: Cursor | undefined;
}

/** A page in the order of the lookups. */
export async function pageOfPeople(
  tx: Tx,
  found: FoundPeople,
  { after, limit }: { after: Cursor | undefined; limit: number },
): Promise<PeoplePage> {
  if ("only" in found) return { rows: found.only, shown: found.only.length, next: undefined };
  const keys = await turnPages(tx, { ...found, after, limit: limit + 1 });
  const ids = keys.slice(0, limit).map(({ id }) => id);
  const rowOf = new Map((await store.listPeopleByIds(tx.db, ids)).map((row) => [row.id, row]));
  const next = keys.length > limit ? keys[limit - 1] : undefined;
  return { rows: ids.flatMap((id) => rowOf.get(id) ?? []), shown: ids.length, next };
}

/** All of them, however many. */
export async function countEverybody(tx: Tx, found: FoundPeople): Promise<number> {
  if ("only" in found) return found.only.length;
  if (isEverybody(found)) return countPeople(tx.db, found.place, everybody);
  for (let [total, after]: [number, Cursor | undefined] = [0, undefined]; ; ) {
    const keys: Cursor[] = await turnPages(tx, { ...found, after, limit: countedTogether });
    total += keys.length;
    if (keys.length < countedTogether) return total;
    after = keys.at(-1);
  }
}

const isEverybody = ({ lookups }: { lookups: Lookup[] }): boolean => lookups.every(({ by }) => by === "order");

const lookupsOf = (search: Exclude<PeopleSearch, { by: "phone" | "resident_id" }> | undefined): Lookup[] => {
  if (search === undefined) return [{ by: "order" }];
  return search.by === "name" ? lookupsOfName(search.text) : lookupsOfLetters(search.text);
};

/** The nodes that are asked for, as far as they lie in these subtrees. */
async function placeOf(tx: Tx, paths: string[], organisationId: string | undefined): Promise<Place> {
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
async function countAll(tx: Tx, found: FoundPeople, { shown, next }: PeoplePage) {
  const more = next !== undefined;
  if (!more || "only" in found || !isEverybody(found)) return { total: shown, more };
  const total = await countPeople(tx.db, found.place, countedAtMost + 1);
  return { total: Math.min(total, countedAtMost), more: total > countedAtMost };
}

type WholeNumber =
  | Extract<PeopleSearch, { by: "phone" | "resident_id" }>
  /** Of any kind that is no identity card. */
  | { by: "document"; document: string };

/** A whole number is one person's; one may stand on documents of several kinds. Nothing is said of whoever lies elsewhere. */
async function byNumber(
  tx: Tx,
  given: { secrets: Secrets; place: Place; search: WholeNumber },
): Promise<store.PersonRow[]> {
  const { secrets, place, search } = given;
  const rows = await store.listPeopleOfNumber(tx.db, indexesOf(secrets, search));
  return rows.filter((row) => isAt(place, row) && passes(place.filter ?? {}, row));
}

function indexesOf(secrets: Secrets, search: WholeNumber) {
  if (search.by === "phone") return { phoneIndex: phoneIndex(secrets, search.phone) };
  const [kinds, number] = search.by === "document" ? [otherKinds, search.document] : [eighteenDigits, search.number];
  return { idIndexes: kinds.map((kind) => idIndex(secrets, { kind, number })) };
}

/** The permanent residence card has had as many digits as an identity card since 2023. */
const eighteenDigits: readonly IdKind[] = ["resident_id", "foreign_residence"];
const otherKinds = idKinds.filter((kind) => kind !== "resident_id");

const isAt = ({ paths, nodes, further }: Place, { id, node }: { id: string; node: string }): boolean =>
  paths.some((path) => path === "" || isWithin(node, path)) &&
  (nodes === undefined || nodes.includes(node) || further?.includes(id) === true);
