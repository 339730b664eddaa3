import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { insertNode, insertPlayRoot } from "#kernel/nodes.store";
import { authorise, can } from "#kernel/policy";
import { kindNotAllowed, noSuchOrganisation } from "./membership.errors.ts";
import { organisationPolicy } from "./membership.policy.ts";
import { mayContain } from "./membership.rules.ts";
import { searchForms } from "./names.ts";
import * as store from "./organisations.store.ts";

const most = 200;

type NewOrganisation = { name: string; shortName?: string | undefined; kind: store.OrganisationKind } & (
  | { parentId: string | null }
  | { play: true }
);

/** The organisations below `parent`; without one the tops of what the actor sees; with `q` all whose name or pinyin fits. */
export async function listOrganisations(ctx: Ctx, query: { parent?: string | undefined; q?: string | undefined }) {
  return transact(ctx, async (tx) => {
    const text = query.q === undefined || query.q === "" ? undefined : query.q;
    const roots = text === undefined && query.parent === undefined;
    const within = text === undefined || query.parent === undefined ? undefined : (await getRow(tx, query.parent)).node;
    const parentId = text === undefined ? query.parent : undefined;
    const rows = await store.listOrganisationRows(tx.db, { parentId, roots, text, within, limit: most });
    return { items: rows.map((row) => present(tx, row)) };
  });
}

/** Throws organisation.missing (404) when there is none that the actor may see. */
export async function getOrganisation(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => present(tx, await getRow(tx, id)));
}

/** Puts an organisation under another. Throws organisation.missing, organisation.kind_not_allowed, access.forbidden. */
export async function createOrganisation(
  ctx: Ctx,
  given: { parentId: string; name: string; shortName?: string | undefined; kind: store.OrganisationKind },
) {
  return transact(ctx, async (tx) => {
    const parent = await getRow(tx, given.parentId);
    authorise(tx.actor, organisationPolicy.addChild, parent);
    if (!mayContain(parent.kind, given.kind)) throw kindNotAllowed(parent.kind, given.kind);
    const { id } = await addOrganisation(tx, given);
    return present(tx, await getRow(tx, id));
  });
}

/**
 * Adds an organisation without asking who does it: for commands and for demo data. `parentId` null makes a new top; with `play` one
 * of a play tree, which nobody sees from outside.
 */
export async function addOrganisation(tx: Tx, given: NewOrganisation): Promise<{ id: string; node: string }> {
  const id = uuidv7();
  const node = await ("play" in given ? insertPlayRoot(tx.db, id) : insertNode(tx.db, id, given.parentId));
  await store.insertOrganisation(tx.db, { id, node, kind: given.kind, ...named(given.name, given.shortName) });
  const detail = { kind: given.kind, parentId: "play" in given ? null : given.parentId };
  await record(tx, { node, action: "organisation.created", object: { type: "organisation", id }, detail });
  return { id, node };
}

/** Renames. Throws organisation.missing, access.forbidden. */
export async function changeOrganisation(
  ctx: Ctx,
  id: string,
  change: { name?: string | undefined; shortName?: string | undefined },
) {
  return transact(ctx, async (tx) => {
    const before = await getRow(tx, id);
    authorise(tx.actor, organisationPolicy.edit, before);
    await store.updateOrganisation(tx.db, {
      id,
      ...named(change.name ?? before.name, change.shortName ?? before.shortName),
    });
    const after = await getRow(tx, id);
    const detail = { before: before.name, after: after.name };
    await record(tx, {
      node: before.node,
      action: "organisation.changed",
      object: { type: "organisation", id },
      detail,
    });
    return present(tx, after);
  });
}

const named = (name: string, shortName = name) => ({ name, shortName, ...searchForms(name, "normal") });

async function getRow(tx: Tx, id: string): Promise<store.OrganisationRow> {
  const [row] = await store.listOrganisationRows(tx.db, { id, limit: 1 });
  if (row === undefined) throw noSuchOrganisation();
  return row;
}

const present = (tx: Tx, { node, ...row }: store.OrganisationRow) => ({
  ...row,
  can: can(tx.actor, organisationPolicy, { node }),
});
