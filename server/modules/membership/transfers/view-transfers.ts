import { type ClockView, listClocks } from "#engines/deadlines";
import { listDecisions, viewDecision } from "#engines/decisions";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { hasDuty, pathsHolding } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { noSuchOrganisation } from "../membership.errors.ts";
import { findOrganisation, listFullNames } from "../organisations.store.ts";
import { findPerson, listMemberships, listPeopleByIds, type PersonRow } from "../people.store.ts";
import { recordView } from "../person-views.ts";
import { maskedIdNumber, maskedPhone } from "../sealed-fields.ts";
import { refusersOf } from "./answer-transfer.ts";
import * as errors from "./transfer.errors.ts";
import { isOpen, type Moving, mayAnswer, mayAppeal, type TransferState, waitsFor } from "./transfer.rules.ts";
import * as store from "./transfer.store.ts";

/** A member's own, the latest first, with how long the union that is asked still has. */
export async function listOwnTransfers(ctx: Ctx, { personId }: MemberActor) {
  return transact(serverSight(ctx), async (tx) => {
    const rows = await store.listOfPerson(tx.db, personId);
    const shared = await presentAll(tx, rows);
    const unions = await listMemberships(tx.db, personId);
    const union = unions.find(({ primary, validTo }) => primary && validTo === null)?.organisationId;
    const items = rows.map((row) => ({
      ...shared(row),
      canWithdraw: isOpen(row.state),
      canAppeal: mayAppeal(row) && rows[0]?.id === row.id && row.fromId === union,
    }));
    return { items };
  });
}

const listed: Record<"open" | "over", readonly TransferState[]> = {
  open: ["leaving", "entering", "appealing"],
  over: ["done", "refused", "withdrawn"],
};

/** Transfers out of and into the actor's unions. */
export async function listTransfers(
  ctx: Ctx,
  query: {
    list: "open" | "over";
    organisationId?: string | undefined;
    personId?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
) {
  return transact(ctx, async (tx) => {
    const at = query.organisationId === undefined ? undefined : await findOrganisation(tx.db, query.organisationId);
    if (query.organisationId !== undefined && at === undefined) throw noSuchOrganisation();
    const rows = await store.listTransfers(tx.db, {
      ...{ paths: pathsHolding(tx.actor, "people.view"), organisationNode: at?.node, personId: query.personId },
      ...{ states: listed[query.list], after: query.after, limit: query.limit + 1 },
    });
    const shown = rows.slice(0, query.limit);
    return {
      items: await presentItems(tx, shown),
      next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** Those that wait for this actor's answer, the longest waiting first, as many as a page holds. */
export async function listForActor(tx: Tx) {
  const rows = await store.listWaiting(tx.db, { paths: pathsHolding(tx.actor, "people.manage"), limit: 200 });
  const items = await presentItems(tx, rows);
  return items.flatMap((item, at) => (item.can.answer ? [{ item, row: rows[at] as store.TransferRow }] : []));
}

/** One, with what each side needs to know of the member; reading it is written down. Throws transfer.missing. */
export async function getTransfer(ctx: Ctx, secrets: Secrets, id: string) {
  return transact(ctx, async (tx) => {
    const row = await store.findTransfer(tx.db, id);
    if (row === undefined || !mayRead(tx, row)) throw errors.noSuchTransfer();
    const [item] = await presentItems(tx, [row]);
    if (item === undefined) throw errors.noSuchTransfer();
    const person = await seeingAll(tx, () => findPerson(tx.db, row.personId));
    const side = readingSide(tx, row);
    const shown = person !== undefined && maySeePerson(tx, row, person);
    if (shown) await recordView(tx, { id: person.id, node: side });
    // Decisions of the other side are its own; what it told the member is in the transfer.
    const decisions = await listDecisions(tx.db, { type: "transfer", id });
    return {
      ...item,
      person: shown ? await presentPerson(tx, secrets, person) : null,
      decisions: decisions.map(viewDecision),
    };
  });
}

const mayRead = (tx: Tx, row: store.TransferRow) =>
  hasDuty(tx.actor, "people.view", row.fromNode) ||
  (row.releasedAt !== null && hasDuty(tx.actor, "people.view", row.toNode));

const readingSide = (tx: Tx, row: Moving) =>
  hasDuty(tx.actor, "people.view", row.fromNode) ? row.fromNode : row.toNode;

/** Whoever has the file; and, while it decides, the union that is asked to take them in. */
function maySeePerson(tx: Tx, row: store.TransferRow, person: { node: string }): boolean {
  if (hasDuty(tx.actor, "people.view", person.node)) return true;
  return isOpen(row.state) && row.releasedAt !== null && hasDuty(tx.actor, "people.view", row.toNode);
}

async function presentPerson(tx: Tx, secrets: Secrets, person: PersonRow) {
  const memberships = await seeingAll(tx, () => listMemberships(tx.db, person.id));
  return {
    ...{ phoneMasked: maskedPhone(secrets, person), idMasked: maskedIdNumber(secrets, person) },
    ...{
      verified: person.verifiedAt !== null,
      employmentForm: person.employmentForm,
      employerName: person.employerName,
    },
    memberSince: memberships.map(({ validFrom }) => validFrom).sort()[0] ?? null,
  };
}

async function presentItems(tx: Tx, rows: readonly store.TransferRow[]) {
  const shared = await presentAll(tx, rows);
  const ids = [...new Set(rows.map(({ personId }) => personId))];
  const people = new Map((await seeingAll(tx, () => listPeopleByIds(tx.db, ids))).map((one) => [one.id, one]));
  const appealing = rows.filter(({ state }) => state === "appealing");
  const refusers = await refusersOf(
    tx,
    appealing.map(({ id }) => id),
  );
  return rows.map((row) => {
    const person = people.get(row.personId);
    const waiting = waitsFor(row);
    return {
      ...{
        ...shared(row),
        personId: row.personId,
        name: person?.name ?? "",
        memberNumber: person?.memberNumber ?? null,
      },
      organisationId: readingSide(tx, row) === row.fromNode ? row.fromId : row.toId,
      ...{ revision: row.revision, step: waiting?.step ?? null },
      can: {
        answer: mayAnswer(tx.actor, row, refusers.get(row.id) ?? null),
        withdraw: isOpen(row.state) && hasDuty(tx.actor, "people.manage", row.fromNode),
        openFile: person !== undefined && hasDuty(tx.actor, "people.view", person.node),
      },
    };
  });
}

/** What both sides and the member read of a transfer. */
async function presentAll(tx: Tx, rows: readonly store.TransferRow[]) {
  const ids = rows.map(({ id }) => id);
  const unions = rows.flatMap(({ fromId, toId }) => [fromId, toId]);
  const names = await seeingAll(tx, () => listFullNames(tx.db, unions));
  const clocks: Map<string, ClockView[]> = await seeingAll(tx, () => listClocks(tx, { type: "transfer", ids }));
  return (row: store.TransferRow) => ({
    ...{ id: row.id, state: row.state, begunBy: row.begunBy, reason: row.reason, appeal: row.appeal },
    ...{ refusedSide: row.refusedSide, refusal: row.refusal },
    ...{ fromName: names.get(row.fromId) ?? "", toName: names.get(row.toId) ?? "" },
    begunAt: row.begunAt.toISOString(),
    releasedAt: row.releasedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    clock: clocks.get(row.id)?.find(({ kind }) => kind === waitsFor(row)?.step) ?? null,
  });
}
