import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { sendInbox } from "#kernel/notify/notify";
import { authorise, isWithin } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { noSuchOrganisation } from "../membership.errors.ts";
import { findOrganisation } from "../organisations.store.ts";
import { lockMembership, lockPrimaries } from "../states/states.store.ts";
import { writeState } from "../states/write-state.ts";
import * as entries from "./entries.store.ts";
import { mayManage } from "./open-registration.ts";
import * as errors from "./registration.errors.ts";
import {
  type Act,
  decisionOf,
  isOpenTo,
  mayAct,
  retains,
  type Said,
  type Settled,
  stageOf,
} from "./registration.rules.ts";
import * as store from "./registration.store.ts";

/** People whom one act may touch: what one transaction does within a second or two. */
export const mostAtOnce = 500;

export interface ActInput {
  registrationId: string;
  /** The union or branch whose people these are. */
  organisationId: string;
  act: Act;
  /** For "confirm". */
  said: Said | null;
  reason: string;
  /** These people; all of that list, as many as one act may touch, without. */
  personIds: readonly string[] | null;
  list: Settled;
}

/**
 * Staff do one thing for many people of a year: confirm for them, keep them as they are, retain them, or ask once more. Whoever is not
 * (any more) in the list, or has spoken for themselves where staff would confirm, is left as they are. Gives the act's id, for how many it was done and how many were left. Throws
 * registration.missing, .not_open {stage}, .nobody_left, organisation.missing, access.forbidden.
 */
export async function actForMany(ctx: Ctx, given: ActInput): Promise<{ id: string; done: number; skipped: number }> {
  return transact(ctx, async (tx) => {
    const { registration, place } = await placeOf(tx, given);
    const stage = stageOf(registration, dayOf(tx.clock.now()));
    if (!mayAct(stage, given)) throw errors.notOpen(stage);
    const people = await holdPeople(tx, given, { registration, node: place.node });
    const ids = people.map((one) => one.id);
    if (ids.length === 0) throw errors.nobodyLeft();

    const { act, said, reason, personIds } = given;
    const id = uuidv7();
    const row = { id, registrationId: registration.id, organisationId: place.id, node: place.node, act, said, reason };
    const by = tx.actor.kind === "staff" ? tx.actor.name : tx.actor.kind;
    await entries.insertAct(tx.db, { ...row, people: ids.length, by });
    const waited = people.filter((one) => one.said !== null).map((one) => one.id);
    await carryOut(tx, { ...row, ids, waited, year: registration.year });
    await record(tx, {
      ...{
        node: place.node,
        action: "organisation.registration_acted",
        object: { type: "organisation", id: place.id },
      },
      detail: {
        registrationId: registration.id,
        actId: id,
        year: registration.year,
        act,
        said,
        reason,
        people: ids.length,
      },
    });
    return { id, done: ids.length, skipped: (personIds?.length ?? ids.length) - ids.length };
  });
}

async function placeOf(tx: Tx, given: { registrationId: string; organisationId: string }) {
  // Its days hold for the branch; what is done is authorised below.
  const registration = await seeingAll(tx, () => store.findRegistration(tx.db, given.registrationId));
  const place = await findOrganisation(tx.db, given.organisationId);
  if (registration === undefined) throw errors.noSuchRegistration();
  if (place === undefined || !isWithin(place.node, registration.node)) throw noSuchOrganisation();
  authorise(tx.actor, mayManage, place);
  return { registration, place };
}

/** Whom the act is about, with their memberships locked: members who confirm do so before it or after it, and so do other staff. */
async function holdPeople(
  tx: Tx,
  given: ActInput,
  { registration, node }: { registration: store.RegistrationRow; node: string },
): Promise<entries.ListedRow[]> {
  const list = async (only: readonly string[] | null) => {
    const asked = { node, registration, list: given.list, limit: mostAtOnce, ...(only === null ? {} : { only }) };
    const found = await entries.listPeople(tx.db, asked);
    return found.filter((one) => isOpenTo(given, one));
  };
  const found = (await list(given.personIds)).map(({ id }) => id);
  await lockPrimaries(tx.db, found);
  return list(found);
}

interface Carried {
  id: string;
  act: Act;
  said: Said | null;
  reason: string;
  ids: readonly string[];
  /** Those of them who have said something and wait for an answer. */
  waited: readonly string[];
  year: number;
}

async function carryOut(tx: Tx, { id: actId, act, said, reason, ids, waited, year }: Carried): Promise<void> {
  if (act === "confirm" && said !== null) await entries.confirmMany(tx.db, { ids, year, said, saidBy: "staff", actId });
  const isRetained = retains({ act, said });
  if (isRetained) for (const id of ids) await retain(tx, id, reason);
  const decision = isRetained ? "retained" : act === "confirm" ? undefined : decisionOf[act];
  if (decision !== undefined) await entries.decideMany(tx.db, { ids, year, decision, actId });
  const what = decision ?? "confirmed";
  // Who said nothing and is kept as they are reads nothing new; who waits for an answer reads it.
  await tell(tx, { what, ids: what === "kept" ? waited : ids, year, reason, actId });
}

async function retain(tx: Tx, personId: string, reason: string): Promise<void> {
  const held = await lockMembership(tx.db, personId, undefined);
  if (held?.state !== "active") return;
  await writeState(tx, { personId, held, to: "retained", reason });
  await refreshPrincipal(tx, personId);
}

const messages = {
  confirmed: { kind: "registration.confirmed" },
  kept: { kind: "registration.kept" },
  retained: { kind: "registration.retained" },
  asked: { kind: "registration.asked" },
} as const;

interface Told extends Pick<Carried, "ids" | "year" | "reason"> {
  what: keyof typeof messages;
  actId: string;
}

/** Each is told what was written down about them. */
async function tell(tx: Tx, { what, ids, year, reason, actId }: Told): Promise<void> {
  const shared = { params: { year, reason }, link: "/registration", dedupe: `registration:${actId}` };
  await sendInbox(
    tx,
    ids.map((personId) => ({ personId, ...messages[what], ...shared })),
  );
}

/**
 * Takes an act back as a whole: what it wrote is as before, and whoever was retained is a member as before. What others have written
 * since stays, and so does everything of whoever is in a union elsewhere by now. Whoever was told of the act is told that it holds no
 * longer. Gives for how many, and how many stay. Throws registration.act_missing, .undone_already, access.forbidden.
 */
export async function undoAct(ctx: Ctx, { actId }: { actId: string }): Promise<{ undone: number; left: number }> {
  return transact(ctx, async (tx) => {
    const act = await entries.lockAct(tx.db, actId);
    if (act === undefined) throw errors.noSuchAct();
    authorise(tx.actor, mayManage, act);
    if (act.undoneAt !== null) throw errors.undoneAlready();

    await lockPrimaries(tx.db, await entries.listTouchedBy(tx.db, actId));
    const people = await entries.listRevertible(tx.db, act);
    for (const { personId, retained } of people) if (retained) await bringBack(tx, personId);
    const ids = people.map(({ personId }) => personId);
    const takenBack = await entries.takeBack(tx.db, actId, ids);
    await tellTakenBack(tx, act, takenBack);
    const undone = takenBack.length;
    await entries.markUndone(tx.db, actId);
    const left = Math.max(act.people - undone, 0);
    await record(tx, {
      ...{ node: act.node, action: "organisation.registration_act_undone" },
      ...{ object: { type: "organisation", id: act.organisationId }, detail: { actId, act: act.act, undone, left } },
    });
    return { undone, left };
  });
}

/** Only those who were told of the act. */
async function tellTakenBack(tx: Tx, act: entries.ActRow, people: readonly entries.TakenBack[]): Promise<void> {
  const registration = await seeingAll(tx, () => store.findRegistration(tx.db, act.registrationId));
  if (registration === undefined) throw errors.noSuchRegistration();
  const told = act.act === "keep" ? people.filter(({ spoke }) => spoke) : people;
  const message = { kind: "registration.taken_back", params: { year: registration.year }, link: "/registration" };
  await sendInbox(
    tx,
    told.map(({ personId }) => ({ personId, ...message, dedupe: `registration:${act.id}:taken_back` })),
  );
}

async function bringBack(tx: Tx, personId: string): Promise<void> {
  const held = await lockMembership(tx.db, personId, undefined);
  if (held?.state !== "retained") return;
  await writeState(tx, { personId, held, to: "active", reason: "registration_act_undone" });
  await refreshPrincipal(tx, personId);
}
