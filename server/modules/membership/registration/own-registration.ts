import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { noSuchPerson } from "../membership.errors.ts";
import { maskName } from "../names.ts";
import { findPerson, type PersonRow } from "../people.store.ts";
import { maskedPhone } from "../sealed-fields.ts";
import { lockMembership } from "../states/states.store.ts";
import * as entries from "./entries.store.ts";
import * as errors from "./registration.errors.ts";
import { mayConfirm, type Said, stageOf } from "./registration.rules.ts";
import * as store from "./registration.store.ts";

/** A member's years: the one that is open or was last, and those before. Throws person.missing. */
export const getOwnRegistration = (ctx: Ctx, secrets: Secrets, { personId }: MemberActor) =>
  transact(serverSight(ctx), async (tx) => {
    const person = await ownFile(tx, personId);
    const mine = await entries.listOfPerson(tx.db, personId);
    return { current: await currentOf(tx, secrets, { person, mine }), years: mine.map(presentEntry) };
  });

async function ownFile(tx: Tx, personId: string): Promise<PersonRow> {
  const person = await findPerson(tx.db, personId);
  if (person === undefined) throw noSuchPerson();
  return person;
}

const presentEntry = ({ saidAt, decidedAt, ...entry }: entries.EntryRow) => ({
  ...entry,
  saidAt: saidAt?.toISOString() ?? null,
  decidedAt: decidedAt?.toISOString() ?? null,
});

/** The year that the member can do something about, or the last that there was; null where their union has none. */
async function currentOf(
  tx: Tx,
  secrets: Secrets,
  { person, mine }: { person: PersonRow; mine: readonly entries.EntryRow[] },
) {
  const today = dayOf(tx.clock.now());
  const holding = await store.listHolding(tx.db, person.node);
  const one =
    holding.find((row) => stageOf(row, today) === "open") ?? holding.find((row) => stageOf(row, today) === "over");
  const held = person.unions.find(({ primary }) => primary);
  if (one === undefined || held === undefined) return null;
  const entry = mine.find(({ year }) => year === one.year);
  const stage = stageOf(one, today);
  return {
    ...{ year: one.year, opensOn: one.opensOn, closesOn: one.closesOn, stage, union: held.name },
    ...{
      nameMasked: maskName(person.name),
      phoneMasked: maskedPhone(secrets, person),
      employerName: person.employerName,
    },
    entry: entry === undefined ? null : presentEntry(entry),
    canConfirm: mayConfirm(stage, entry?.decision ?? null) && held.state !== "retained",
    isDue: entry?.said == null && mayConfirm(stage, entry?.decision ?? null) && held.state !== "retained",
  };
}

/**
 * A member confirms the year in one act; said again while it is open, the last word holds. Whoever works no more stays what they are
 * until the union answers. Throws registration.missing, registration.not_open {stage}, person.missing.
 */
export async function confirmOwn(
  ctx: Ctx,
  { personId }: MemberActor,
  { year, said }: { year: number; said: Said },
): Promise<void> {
  // A member may not write their own file; that it is their own is the permission.
  await transact(serverSight(ctx), async (tx) => {
    const person = await ownFile(tx, personId);
    const held = await lockMembership(tx.db, personId, undefined);
    const row = await store.findHolding(tx.db, person.node, year);
    if (row === undefined || held === undefined) throw errors.noSuchRegistration();
    const before = (await entries.listOfPerson(tx.db, personId)).find((entry) => entry.year === year);
    const stage = stageOf(row, dayOf(tx.clock.now()));
    if (!mayConfirm(stage, before?.decision ?? null) || held.state === "retained") throw errors.notOpen(stage);

    await entries.putSaid(tx.db, { personId, year, said });
    const object = { type: "person", id: personId };
    await record(tx, { node: person.node, action: "person.registered", object, detail: { year, said } });
  });
}
