import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { insertNode, insertPlayRoot } from "#kernel/nodes.store";
import { authorise, can } from "#kernel/policy";
import { mayContain, type OrganisationKind } from "#wire/organisation-kinds";
import { kindNotAllowed, noSuchOrganisation, organisationClosed, termIncomplete } from "./membership.errors.ts";
import { organisationPolicy } from "./membership.policy.ts";
import { searchForms } from "./names.ts";
import { judgeOrganisation } from "./organisation-entry.ts";
import { changedFacts, type FactsChange, foundedBy, noFacts } from "./organisation-facts.rules.ts";
import * as factsStore from "./organisation-facts.store.ts";
import { insertLink } from "./organisations/links.store.ts";
import * as store from "./organisations.store.ts";

const page = 100;

export type NewOrganisation = {
  name: string;
  shortName?: string | undefined;
  kind: OrganisationKind;
  state?: "preparing" | "active" | undefined;
  /** The day since which it exists; without it the day of its founding, else today. */
  openedOn?: string | undefined;
} & FactsChange &
  ({ parentId: string | null } | { play: true });

/** The organisations below `parent`; without one the tops of what the actor sees; with `q` all whose name or pinyin fits. */
export async function listOrganisations(
  ctx: Ctx,
  query: { parent?: string | undefined; q?: string | undefined; after?: string | undefined },
) {
  return transact(ctx, async (tx) => {
    const text = query.q === undefined || query.q === "" ? undefined : query.q;
    const roots = text === undefined && query.parent === undefined;
    const within = text === undefined || query.parent === undefined ? undefined : (await getRow(tx, query.parent)).node;
    const parentId = text === undefined ? query.parent : undefined;
    const filter = { parentId, roots, text, within, after: query.after, limit: page + 1 };
    const rows = await store.listOrganisationRows(tx.db, filter);
    const items = rows.slice(0, page).map((row) => present(tx, row));
    return { items, next: rows.length > page ? (items.at(-1)?.id ?? null) : null };
  });
}

/** Throws organisation.missing (404) when there is none that the actor may see. */
export async function getOrganisation(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => presentDetail(tx, await getRow(tx, id)));
}

/** Puts an organisation under another. Throws organisation.missing, organisation.kind_not_allowed, access.forbidden, and what `judgeOrganisation` throws. */
export async function createOrganisation(ctx: Ctx, typed: NewOrganisation & { parentId: string }) {
  return transact(ctx, async (tx) => {
    const given = judgeOrganisation(typed, dayOf(tx.clock.now()));
    const parent = await getRow(tx, given.parentId);
    authorise(tx.actor, organisationPolicy.addChild, parent);
    if (parent.state === "closed") throw organisationClosed();
    if (!mayContain(parent.kind, given.kind)) throw kindNotAllowed(parent.kind, given.kind);
    const { id } = await addOrganisation(tx, given);
    return presentDetail(tx, await getRow(tx, id));
  });
}

/**
 * Adds an organisation without asking who does it: for commands and for demo data. `parentId` null makes a new top; with `play` one
 * of a play tree, which nobody sees from outside.
 */
export async function addOrganisation(tx: Tx, given: NewOrganisation): Promise<{ id: string; node: string }> {
  const { name, shortName, kind, state = "active", openedOn: opened, ...rest } = given;
  const { parentId, play: _, ...change } = { parentId: null, play: undefined, ...rest };
  const facts = changedFacts(noFacts, change, kind);
  assertTermWhole(facts);
  const openedOn = opened ?? foundedBy(facts, dayOf(tx.clock.now()));
  const id = uuidv7();
  const node = await ("play" in given ? insertPlayRoot(tx.db, id) : insertNode(tx.db, id, parentId));
  await store.insertOrganisation(tx.db, { id, node, kind, state, openedOn, ...named(name, shortName) });
  if (Object.keys(change).length > 0) await factsStore.updateFacts(tx.db, id, facts);
  const parent = parentId === null ? undefined : await store.findOrganisation(tx.db, parentId);
  const link = { id: uuidv7(), kind: "affiliation", from: { id, node }, createdBy: actorLabel(tx.actor) } as const;
  if (parent !== undefined) {
    const validFrom = openedOn && (await store.openSince(tx.db, parent.id, openedOn));
    await insertLink(tx.db, { ...link, to: parent, validFrom });
  }
  const detail = { kind, parentId };
  await record(tx, { node, action: "organisation.created", object: { type: "organisation", id }, detail });
  return { id, node };
}

type OrganisationChange = FactsChange & {
  name?: string | undefined;
  shortName?: string | undefined;
  kind?: OrganisationKind | undefined;
  state?: "preparing" | "active" | undefined;
};

/** Changes what is written about it, as it was typed. Throws as `changeOrganisation` and `judgeOrganisation`. */
export const correctOrganisation = (ctx: Ctx, id: string, typed: OrganisationChange) =>
  transact(ctx, (tx) => changeOrganisation(tx, id, judgeOrganisation(typed, dayOf(tx.clock.now()))));

/** Changes what is written about it. Throws organisation.missing, .closed, .kind_not_allowed, .term_incomplete, access.forbidden. */
export async function changeOrganisation(ctx: Ctx, id: string, given: OrganisationChange) {
  return transact(ctx, async (tx) => {
    const before = await getRow(tx, id);
    const facts = await getFacts(tx, id);
    authorise(tx.actor, organisationPolicy.edit, before);
    if (before.state === "closed") throw organisationClosed();

    const { name, shortName, kind = before.kind, state = before.state, ...change } = given;
    if (kind !== before.kind) await assertKindFits(tx, before, kind);
    const changed = changedFacts(facts, change, kind);
    assertTermWhole(changed);

    const names = named(name ?? before.name, shortName ?? before.shortName);
    await store.updateOrganisation(tx.db, { id, kind, state, ...names });
    await factsStore.updateFacts(tx.db, id, changed);
    const after = await getRow(tx, id);
    const fields = Object.keys(given).sort();
    await record(tx, {
      node: before.node,
      action: "organisation.changed",
      object: { type: "organisation", id },
      detail: { before: before.name, after: after.name, fields },
    });
    return presentDetail(tx, after);
  });
}

/** Merchants are opened by whoever works with merchants, with what belongs to them. */
async function assertKindFits(tx: Tx, row: store.OrganisationRow, kind: OrganisationKind): Promise<void> {
  const parent = row.parentId === null ? undefined : await store.findOrganisation(tx.db, row.parentId);
  const below = await store.listKindsBelow(tx.db, row.id);
  const ofMerchants = row.kind === "merchant" || kind === "merchant";
  if (ofMerchants || (parent !== undefined && !mayContain(parent.kind, kind)))
    throw kindNotAllowed(parent?.kind ?? "", kind);
  const stuck = below.find((child) => !mayContain(kind, child));
  if (stuck !== undefined) throw kindNotAllowed(kind, stuck);
}

function assertTermWhole(facts: factsStore.OrganisationFacts): void {
  if ((facts.termFrom === null) !== (facts.termYears === null)) throw termIncomplete();
}

const named = (name: string, shortName = name) => ({ name, shortName, ...searchForms(name, "normal") });

/** The organisation, if the actor may see it. Throws organisation.missing (404). */
export async function getRow(tx: Tx, id: string): Promise<store.OrganisationRow> {
  const [row] = await store.listOrganisationRows(tx.db, { id, limit: 1 });
  if (row === undefined) throw noSuchOrganisation();
  return row;
}

async function getFacts(tx: Tx, id: string): Promise<factsStore.OrganisationFactsRow> {
  const facts = await factsStore.findFacts(tx.db, id);
  if (facts === undefined) throw noSuchOrganisation();
  return facts;
}

const present = (tx: Tx, { node, ...row }: store.OrganisationRow) => ({
  ...row,
  can: can(tx.actor, organisationPolicy, { node }),
});

async function presentDetail(tx: Tx, row: store.OrganisationRow) {
  const { successorId, ...facts } = await getFacts(tx, row.id);
  const names = await store.listOrganisationNames(tx.db, successorId === null ? [] : [successorId]);
  const same =
    facts.creditCode === null ? undefined : await factsStore.findByCreditCode(tx.db, facts.creditCode, row.id);
  return {
    ...present(tx, row),
    ...facts,
    creditCodeAlsoOf: same?.name ?? null,
    successor: successorId === null ? null : { id: successorId, name: names.get(successorId) ?? "" },
  };
}
