import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise, hasDuty, type Rule } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { takesMembers } from "#wire/organisation-kinds";
import { noSuchOrganisation, organisationClosed } from "../membership.errors.ts";
import { findOrganisation } from "../organisations.store.ts";
import * as errors from "./registration.errors.ts";
import { faultOf, lastDay, remindFaults } from "./registration.rules.ts";
import * as store from "./registration.store.ts";

interface OnNode {
  node: string;
}

/** Who keeps the people of a union opens the year for them, and for the branch below. */
export const mayManage: Rule<OnNode> = (actor, { node }) => hasDuty(actor, "people.manage", node);
export const mayRead: Rule<OnNode> = (actor, { node }) => hasDuty(actor, "people.view", node);

export interface NewRegistration {
  organisationId: string;
  year: number;
  /** Days (YYYY-MM-DD), both counted in. */
  opensOn: string;
  closesOn: string;
  remindOn: string | null;
}

/**
 * Opens a registration year for a union and its branch. Where one above has opened it, that one holds. Gives its id. Throws
 * organisation.missing, access.forbidden, organisation.closed, registration.days_do_not_fit {field}, .open_already {year, union}.
 */
export async function openRegistration(ctx: Ctx, given: NewRegistration): Promise<string> {
  return transact(ctx, async (tx) => {
    const union = await findOrganisation(tx.db, given.organisationId);
    if (union === undefined || !takesMembers(union.kind)) throw noSuchOrganisation();
    authorise(tx.actor, mayManage, union);
    if (union.state === "closed") throw organisationClosed();
    const { year, opensOn, closesOn, remindOn } = given;
    const fault = faultOf(given, dayOf(tx.clock.now()));
    if (fault !== undefined) throw errors.daysDoNotFit(fault);
    await store.holdYear(tx.db, year);
    const there = await seeingAll(tx, () => store.findHolding(tx.db, union.node, year));
    if (there !== undefined) throw errors.openAlready(year, there.organisationName);

    const id = uuidv7();
    const row = { id, organisationId: union.id, node: union.node, year, opensOn, closesOn, remindOn };
    await store.insertRegistration(tx.db, { ...row, openedBy: actorLabel(tx.actor) });
    await record(tx, {
      ...{
        node: union.node,
        action: "organisation.registration_opened",
        object: { type: "organisation", id: union.id },
      },
      detail: { registrationId: id, year, opensOn, closesOn, remindOn },
    });
    return id;
  });
}

/**
 * Moves the last day and the reminder, as long as the year is not past. Throws registration.missing, access.forbidden,
 * registration.days_do_not_fit {field}, .not_open {stage}.
 */
export async function changeDays(
  ctx: Ctx,
  { id, ...days }: { id: string; closesOn: string; remindOn: string | null },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await getManaged(tx, id);
    const today = dayOf(tx.clock.now());
    const changed = { ...row, ...days };
    if (today > lastDay(row)) throw errors.notOpen("past");
    if (days.closesOn < row.opensOn || days.closesOn < today || Number(days.closesOn.slice(0, 4)) > row.year + 1)
      throw errors.daysDoNotFit("closesOn");
    if (days.remindOn !== row.remindOn && remindFaults(changed, today)) throw errors.daysDoNotFit("remindOn");
    await store.updateDays(tx.db, id, days);
    const before = { closesOn: row.closesOn, remindOn: row.remindOn };
    await record(tx, {
      ...{ node: row.node, action: "organisation.registration_changed" },
      object: { type: "organisation", id: row.organisationId },
      detail: { registrationId: id, year: row.year, ...days, before },
    });
  });
}

/** Takes a year back that was opened by mistake, while nobody has confirmed. Throws registration.missing, access.forbidden, registration.in_use. */
export async function cancelRegistration(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await getManaged(tx, id);
    await store.holdYear(tx.db, row.year);
    if (await store.hasEntries(tx.db, row.node, row.year)) throw errors.inUse();
    await store.cancel(tx.db, id);
    await record(tx, {
      ...{ node: row.node, action: "organisation.registration_cancelled" },
      object: { type: "organisation", id: row.organisationId },
      detail: { registrationId: id, year: row.year, reason },
    });
  });
}

async function getManaged(tx: Tx, id: string): Promise<store.RegistrationRow> {
  const row = await seeingAll(tx, () => store.findRegistration(tx.db, id));
  if (row === undefined || !mayRead(tx.actor, row)) throw errors.noSuchRegistration();
  authorise(tx.actor, mayManage, row);
  return row;
}
