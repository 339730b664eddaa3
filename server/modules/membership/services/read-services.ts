import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise, pathsHolding } from "#kernel/policy";
import { malformed } from "#kernel/problem";
import { seeingAll } from "#kernel/sight";
import { organisationPolicy } from "../membership.policy.ts";
import { listOrganisationNames } from "../organisations.store.ts";
import { getRow } from "../organisations.ts";
import { getVisible } from "../people.ts";
import { recordView } from "../person-views.ts";
import * as store from "./service.store.ts";

export interface ServicesPage {
  after?: string | undefined;
  limit: number;
}

/**
 * What somebody was served with, for staff: services of the unions where the actor may view people, and below; what a union
 * elsewhere did for them is between the two. Reading it is a look at the file. Throws person.missing.
 */
export async function listServicesOf(ctx: Ctx, personId: string, page: ServicesPage) {
  return transact(ctx, async (tx) => {
    const person = await getVisible(tx, personId);
    await recordView(tx, person);
    return pageOf(tx, { personId, paths: pathsHolding(tx.actor, "people.view") }, page);
  });
}

/** What the unions did for the member: each with its day, and the counts since the year began at the place of business. */
export async function listOwnServices(ctx: Ctx, personId: string, page: ServicesPage) {
  return transact(ctx, async (tx) => {
    const year = dayOf(tx.clock.now()).slice(0, 4);
    // The member's own; the names of unions elsewhere that served them are told as well.
    return seeingAll(tx, async () => ({
      ...{ year: Number(year), counts: await store.countServices(tx.db, personId, `${year}-01-01`) },
      ...(await pageOf(tx, { personId }, page)),
    }));
  });
}

async function pageOf(tx: Tx, whose: { personId: string; paths?: string[] }, { after, limit }: ServicesPage) {
  const from = after === undefined ? undefined : readCursor(after);
  const rows = await store.listServices(tx.db, { ...whose, after: from }, limit + 1);
  const items = rows.slice(0, limit).map(({ organisationId, organisationName, ...one }) => ({
    ...{ ...one, organisation: { id: organisationId, name: organisationName } },
  }));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : `${last.onDay}_${last.id}` };
}

/** Throws http.invalid_request for what is no cursor of ours. */
function readCursor(text: string): { onDay: string; id: string } {
  const [, onDay, id] = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(text) ?? [];
  if (onDay === undefined || id === undefined) throw malformed("http.invalid_request", { field: "after" });
  return { onDay, id };
}

/**
 * Services of an organisation and all below it today, per month, kind and the organisations directly below. Months as YYYY-MM,
 * both included. Throws organisation.missing, access.forbidden.
 */
export async function serviceStatistics(ctx: Ctx, query: { organisationId: string; from: string; to: string }) {
  return transact(ctx, async (tx) => {
    const root = await getRow(tx, query.organisationId);
    authorise(tx.actor, organisationPolicy.seeFigures, root);
    const months = { from: `${query.from}-01`, to: `${query.to}-01` };
    const rows = await seeingAll(tx, () => store.countByMonth(tx.db, root, months));
    const named = [root.id, ...new Set(rows.map(({ organisationId }) => organisationId))];
    const names = await seeingAll(tx, () => listOrganisationNames(tx.db, named));
    return {
      ...{ organisation: { id: root.id, name: names.get(root.id) ?? root.name }, from: query.from, to: query.to },
      items: rows.map(({ month, organisationId, ...row }) => ({
        ...{ ...row, month: month.slice(0, 7) },
        organisation: { id: organisationId, name: names.get(organisationId) ?? "" },
      })),
    };
  });
}
