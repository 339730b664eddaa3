import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise, hasDuty, isWithin, pathsHolding } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { noSuchOrganisation } from "../membership.errors.ts";
import { findOrganisation } from "../organisations.store.ts";
import { peopleBriefs } from "../people-briefs.ts";
import * as entries from "./entries.store.ts";
import { mayManage, mayRead } from "./open-registration.ts";
import * as errors from "./registration.errors.ts";
import { type Said, type SaidBy, said, saidBy, silenceOf, stageOf } from "./registration.rules.ts";
import * as store from "./registration.store.ts";

interface Place {
  id: string;
  name: string;
  node: string;
}

/** Registrations in one list: each brings its figures. */
const mostListed = 30;

/** The years of the actor's unions, their own and those of unions above, the latest first, with the figures of what the actor answers for. */
export async function listRegistrations(ctx: Ctx, { organisationId }: { organisationId?: string | undefined }) {
  return transact(ctx, async (tx) => {
    const at = organisationId === undefined ? undefined : await readablePlace(tx, organisationId);
    const paths = at === undefined ? pathsHolding(tx.actor, "people.view") : [at.node];
    const rows = await seeingAll(tx, () => store.listRegistrations(tx.db, paths, mostListed));
    const items = [];
    for (const row of rows) {
      const place = at !== undefined && isWithin(at.node, row.node) ? at : await defaultPlace(tx, row);
      items.push({ ...present(tx, row), place: shown(place), figures: sumOf(await figuresAt(tx, row, place)) });
    }
    return { items };
  });
}

/** One year at a union: how many have confirmed, and by whom, in all and per organisation below; what was done. */
export async function getRegistration(
  ctx: Ctx,
  id: string,
  { organisationId }: { organisationId?: string | undefined },
) {
  return transact(ctx, async (tx) => {
    const { row, place } = await readAt(tx, id, organisationId);
    const unions = await figuresAt(tx, row, place);
    const acts = await entries.listActs(tx.db, id, place.node);
    return {
      ...{ ...present(tx, row), place: shown(place), figures: sumOf(unions) },
      unions: unions.map(({ by: _, said: __, ...one }) => one),
      acts: acts.map(({ at, undoneAt, byName, organisationName, act, said, reason, people, id, node }) => ({
        ...{ id, act, said, reason, people, by: byName, organisationName },
        ...{ at: at.toISOString(), undoneAt: undoneAt?.toISOString() ?? null },
        canUndo: undoneAt === null && mayManage(tx.actor, { node }),
      })),
      canAct: mayManage(tx.actor, place),
    };
  });
}

/** People of a year's list, masked, with why nobody has confirmed. Throws registration.missing, organisation.missing. */
export async function listRegistrationPeople(
  ctx: Ctx,
  secrets: Secrets,
  query: {
    id: string;
    list: entries.List;
    organisationId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
) {
  return transact(ctx, async (tx) => {
    const { row, place } = await readAt(tx, query.id, query.organisationId);
    const { list, after, limit } = query;
    const asked = { node: place.node, registration: row, list, after, limit: limit + 1 };
    const found = await entries.listPeople(tx.db, asked);
    const page = found.slice(0, limit);
    const ids = page.map(({ id }) => id);
    const briefs = await peopleBriefs(tx.db, secrets, ids);
    const items = page.flatMap(({ id, state, saidAt, decidedAt, hasPhone, isLongAway, ...entry }) => {
      const brief = briefs.get(id);
      if (brief === undefined) return [];
      return {
        ...{
          ...brief,
          ...entry,
          state,
          saidAt: saidAt?.toISOString() ?? null,
          decidedAt: decidedAt?.toISOString() ?? null,
        },
        why: entry.said === null ? silenceOf({ hasPhone, isLongAway }) : null,
      };
    });
    return { items, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
  });
}

async function readAt(tx: Tx, id: string, organisationId: string | undefined) {
  const row = await seeingAll(tx, () => store.findRegistration(tx.db, id));
  if (row === undefined) throw errors.noSuchRegistration();
  const place = organisationId === undefined ? await defaultPlace(tx, row) : await readablePlace(tx, organisationId);
  if (!isWithin(place.node, row.node)) throw noSuchOrganisation();
  return { row, place };
}

async function readablePlace(tx: Tx, organisationId: string): Promise<Place> {
  const place = await findOrganisation(tx.db, organisationId);
  if (place === undefined) throw noSuchOrganisation();
  authorise(tx.actor, mayRead, place);
  return { id: place.id, name: place.shortName, node: place.node };
}

/** The whole branch for whoever answers for it; otherwise the part of it that the actor answers for. Throws registration.missing. */
async function defaultPlace(tx: Tx, row: store.RegistrationRow): Promise<Place> {
  if (mayRead(tx.actor, row)) return { id: row.organisationId, name: row.organisationName, node: row.node };
  const own = pathsHolding(tx.actor, "people.view").find((path) => isWithin(path, row.node));
  const place = own === undefined ? undefined : await store.findPlace(tx.db, own);
  if (place === undefined) throw errors.noSuchRegistration();
  return place;
}

const shown = ({ id, name }: Place) => ({ id, name });

const present = (tx: Tx, row: store.RegistrationRow) => ({
  ...{ id: row.id, year: row.year, organisationId: row.organisationId, organisationName: row.organisationName },
  ...{ opensOn: row.opensOn, closesOn: row.closesOn, remindOn: row.remindOn },
  stage: stageOf(row, dayOf(tx.clock.now())),
  can: { change: hasDuty(tx.actor, "people.manage", row.node) },
});

interface UnionFigures {
  id: string;
  name: string;
  members: number;
  registered: number;
  /** Members who count and have not confirmed. */
  notYet: number;
  /** Registered and retained: they do not count as members. */
  retained: number;
  by: Record<SaidBy, number>;
  said: Record<Said, number>;
}

async function figuresAt(tx: Tx, row: store.RegistrationRow, place: Place): Promise<UnionFigures[]> {
  const today = dayOf(tx.clock.now());
  const members = await store.countMembers(tx.db, place, { year: row.year, today });
  const registered = Map.groupBy(
    await store.countRegistered(tx.db, place, { year: row.year, today }),
    ({ organisationId }) => organisationId,
  );
  return members.map(({ organisationId, name, members: all }) => {
    const figures = registered.get(organisationId) ?? [];
    const sum = (of: (one: store.Figure) => number) => figures.reduce((so, one) => so + of(one), 0);
    const counted = sum((one) => one.counted);
    const every = (one: store.Figure) => one.counted + one.retained;
    return {
      ...{ id: organisationId, name, members: all, registered: counted, notYet: Math.max(all - counted, 0) },
      retained: sum((one) => one.retained),
      by: tableOf(saidBy, (key) => sum((one) => (one.saidBy === key ? every(one) : 0))),
      said: tableOf(said, (key) => sum((one) => (one.said === key ? every(one) : 0))),
    };
  });
}

const tableOf = <Key extends string>(keys: readonly Key[], countOf: (key: Key) => number) =>
  Object.fromEntries(keys.map((key) => [key, countOf(key)])) as Record<Key, number>;

function sumOf(unions: readonly UnionFigures[]): Omit<UnionFigures, "id" | "name"> {
  const sum = (of: (one: UnionFigures) => number) => unions.reduce((so, one) => so + of(one), 0);
  return {
    ...{
      members: sum((one) => one.members),
      registered: sum((one) => one.registered),
      notYet: sum((one) => one.notYet),
    },
    retained: sum((one) => one.retained),
    by: tableOf(saidBy, (key) => sum((one) => one.by[key])),
    said: tableOf(said, (key) => sum((one) => one.said[key])),
  };
}
