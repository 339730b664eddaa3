import { type Ctx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import { malformed } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { readCursor, writeCursor } from "./find-people.rules.ts";
import { noSuchOrganisation, tooManyOnDay } from "./membership.errors.ts";
import { findOrganisation } from "./organisations.store.ts";
import { getVisible, oursOrFormer } from "./people.ts";
import * as store from "./people-on.store.ts";
import { recordView } from "./person-views.ts";
import { maskedPhone } from "./sealed-fields.ts";

/** Above this a list is read by nobody; the figures of any day say how many there were. */
const listedAtMost = 100_000;

interface Query {
  organisationId: string;
  day: string;
  q?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/**
 * Who belonged to an organisation, or to what was below it, on a day. The right is today's: of those who belong to another branch by
 * now nothing is told, and who has left since is listed without a phone number. Throws http.invalid_request, organisation.missing,
 * person.too_many_on_day.
 */
export async function listPeopleAsOf(ctx: Ctx, secrets: Secrets, { organisationId, day, q, ...page }: Query) {
  const after = page.after === undefined ? undefined : readCursor(page.after);
  if (page.after !== undefined && after === undefined) throw malformed("http.invalid_request", { field: "after" });
  return transact(ctx, async (tx) => {
    const root = await findOrganisation(tx.db, organisationId);
    if (root === undefined) throw noSuchOrganisation();
    const organisationIds = await seeingAll(tx, () => store.listIdsBelowOn(tx.db, root, day));
    const registered = await seeingAll(tx, () => store.countRegisteredOn(tx.db, organisationIds, day));
    if (registered > listedAtMost) throw tooManyOnDay(listedAtMost);
    const asked = {
      day,
      organisationIds,
      paths: pathsHolding(tx.actor, "people.view"),
      begins: q?.replaceAll(" ", ""),
    };
    const { rows, total } = await store.listPeopleOn(tx.db, asked, { after, limit: page.limit + 1 });
    const items = rows.slice(0, page.limit);
    const last = rows.length > page.limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ pinyin: _, phone, ...one }) => ({
        ...one,
        phoneMasked: one.hasLeft ? "" : maskedPhone(secrets, { id: one.id, phone }),
      })),
      next: last === undefined ? null : writeCursor({ lookup: 0, key: last.pinyin, id: last.id }),
      ...(after === undefined ? { total } : {}),
    };
  });
}

/** Where a person belonged on a day; what the reader is told is as in the file of today. Throws person.missing. */
export async function listMembershipsAsOf(ctx: Ctx, personId: string, day: string) {
  return transact(ctx, async (tx) => {
    const person = await getVisible(tx, personId);
    await recordView(tx, person);
    const own = new Set((await store.listMembershipsOn(tx.db, personId, day)).map(({ id }) => id));
    const all = await seeingAll(tx, () => store.listMembershipsOn(tx.db, personId, day));
    return { items: oursOrFormer(own, all).map(({ id: _, ...one }) => one) };
  });
}
