import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { isUnionKind, type OrganisationKind } from "#wire/organisation-kinds";
import { noSuchOrganisation } from "../membership.errors.ts";
import { organisationPolicy } from "../membership.policy.ts";
import { listOrganisationNames } from "../organisations.store.ts";
import { getRow } from "../organisations.ts";
import * as store from "./past.store.ts";

const page = 100;

/**
 * What was affiliated to an organisation on a day, as it was then. Whoever may see the organisation today reads what was its own, even
 * what has gone elsewhere since. Throws organisation.missing.
 */
export async function listOrganisationsAsOf(
  ctx: Ctx,
  query: { parent: string; day: string; after?: string | undefined },
) {
  return transact(ctx, async (tx) => {
    const parent = await getRow(tx, query.parent);
    authorise(tx.actor, organisationPolicy.seeFigures, parent);
    const rows = await seeingAll(tx, () => store.listBelowOn(tx.db, parent.id, { ...query, limit: page + 1 }));
    const items = rows.slice(0, page);
    return { items, next: rows.length > page ? (items.at(-1)?.id ?? null) : null };
  });
}

/** An organisation as it was on a day, with the way to it. Throws organisation.missing, also when it was not there yet. */
export async function getOrganisationAsOf(ctx: Ctx, id: string, day: string) {
  return transact(ctx, async (tx) => {
    const row = await getRow(tx, id);
    authorise(tx.actor, organisationPolicy.seeFigures, row);
    const [then, path] = await seeingAll(tx, async () => [
      await store.findOn(tx.db, id, day),
      await store.listWayOn(tx.db, id, day),
    ]);
    if (then === undefined) throw noSuchOrganisation();
    return { ...then, day, path };
  });
}

/** How an organisation was called and what it was, newest first. Throws organisation.missing. */
export async function listOrganisationVersions(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const row = await getRow(tx, id);
    authorise(tx.actor, organisationPolicy.seeFigures, row);
    return { items: await store.listVersions(tx.db, id) };
  });
}

export type StatisticsQuery = { organisationId: string; day: string; tree: "reported" | "today" };

/**
 * Organisations below one on a day, by kind, industry, class, type, region and new employment forms: as reported then, or restated on
 * today's tree. Throws organisation.missing, access.forbidden.
 */
export async function organisationStatistics(ctx: Ctx, { organisationId, day, tree }: StatisticsQuery) {
  return transact(ctx, async (tx) => {
    const root = await getRow(tx, organisationId);
    authorise(tx.actor, organisationPolicy.seeFigures, root);
    const rows = await seeingAll(tx, () => store.countOrganisationsOn(tx.db, root, { day, tree }));
    const of = (dimension: store.CountRow["dimension"]) => rows.filter((row) => row.dimension === dimension);
    const sum = (some: store.CountRow[]) => some.reduce((total, { organisations }) => total + organisations, 0);
    const isUnion = ({ value }: store.CountRow) => isUnionKind(value as OrganisationKind);
    const names = await listOrganisationNames(tx.db, [root.id]);
    return {
      ...{ organisation: { id: root.id, name: names.get(root.id) ?? root.name }, day, tree },
      total: sum(of("all")),
      unions: sum(of("kind").filter(isUnion)),
      newForm: sum(of("newForm").filter(({ value }) => value === "true")),
      by: store.dimensions.map((dimension) => ({
        dimension,
        values: of(dimension).map(({ value, organisations }) => ({ value, organisations })),
      })),
    };
  });
}
