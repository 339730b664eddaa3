import { stopClock } from "#engines/deadlines";
import { listDecisionsOf, recordDecision, type Verdict } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { sendInbox, sendSms } from "#kernel/notify/notify";
import { registerSmsTemplate } from "#kernel/notify/sms-templates";
import { hasDuty } from "#kernel/policy";
import { forbidden, invalid } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { organisationClosed } from "../membership.errors.ts";
import { findOrganisation, listFullNames } from "../organisations.store.ts";
import { findPerson, insertMembership, movePerson } from "../people.store.ts";
import { findPhone } from "../sealed-fields.ts";
import { recordService } from "../services/record-service.ts";
import { lockMembership } from "../states/states.store.ts";
import { writeState } from "../states/write-state.ts";
import { backInPlace, clockOf, note, startStep } from "./ask-transfer.ts";
import { holdMoving } from "./hold-moving.ts";
import * as errors from "./transfer.errors.ts";
import { mayAnswer, sideAnswered, stateAfter, waitsFor } from "./transfer.rules.ts";
import * as store from "./transfer.store.ts";

registerSmsTemplate({ name: "transfer_done", params: ["from", "union"] });
registerSmsTemplate({ name: "transfer_refused", params: ["union"] });

export interface TransferAnswer {
  id: string;
  /** As it was read. */
  revision: number;
  verdict: Verdict;
  note: string;
  fileId: string | null;
}

/**
 * The answer that a transfer waits for: the present union lets go, the other takes in, or the one above answers an appeal. With
 * the last yes the primary membership goes over from today; until then the member's rights stay as they are. Throws
 * transfer.missing, .wrong_state, .needs_another, .overtaken, .state_forbids, access.forbidden, organisation.closed, decisions.*.
 */
export async function answerTransfer(ctx: Ctx, secrets: Secrets, answer: TransferAnswer): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockForAnswer(tx, answer.id);
    const waiting = waitsFor(row);
    if (waiting === undefined) throw errors.wrongState(row.state);
    const { revision, verdict, note: text, fileId } = answer;
    if (revision !== row.revision) throw errors.wrongState(row.state);
    if (verdict === "refused" && text.trim().length < 2) throw invalid("decisions.note_missing");
    await recordDecision(tx, {
      ...{ object: clockOf(row.id), node: waiting.node, revision, step: waiting.step, verdict, note: text, fileId },
      distinctFrom: [],
    });
    await stopClock(tx, clockOf(row.id), waiting.step);
    // What follows is on both sides, of which the actor answers for one.
    await seeingAll(tx, async () => {
      if (verdict === "refused") await refuse(tx, secrets, { row, reason: text });
      else if (sideAnswered(row) === "out") await letGo(tx, row);
      else await takeIn(tx, secrets, row);
    });
    await refreshPrincipal(tx, row.personId); // what is released to whom follows the union
  });
}

/** Whose refusal each of these transfers appeals against, by their ids; none for those that nobody refused. */
export async function refusersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const all = await seeingAll(tx, () => listDecisionsOf(tx.db, { type: "transfer", ids }));
  const last = (id: string) => all.get(id)?.findLast((one) => one.verdict === "refused")?.by.id ?? null;
  return new Map(ids.map((id) => [id, last(id)]));
}

async function lockForAnswer(tx: Tx, id: string): Promise<store.TransferRow> {
  const row = await store.lockTransfer(tx.db, id);
  if (row === undefined) throw errors.noSuchTransfer();
  const refusedBy = (await refusersOf(tx, [id])).get(id) ?? null;
  if (waitsFor(row) === undefined) throw errors.wrongState(row.state);
  if (mayAnswer(tx.actor, row, refusedBy)) return row;
  if (tx.actor.kind === "staff" && row.state === "appealing" && tx.actor.accountId === refusedBy)
    throw errors.needsAnother();
  // A colleague has answered meanwhile, and it is the other side's turn.
  const isOurs = [row.fromNode, row.toNode].some((node) => hasDuty(tx.actor, "people.manage", node));
  if (isOurs && row.state !== "appealing") throw errors.wrongState(row.state);
  throw forbidden("access.forbidden");
}

async function letGo(tx: Tx, row: store.TransferRow): Promise<void> {
  const { personId } = row;
  const held = await holdMoving(tx, row);
  await store.release(tx.db, row.id);
  if (held.state === "active") await writeState(tx, { personId, held, to: "transferring", reason: row.reason });
  await startStep(tx, row.id, { step: "in", node: row.toNode });
  await note(tx, row, { node: row.fromNode, what: "person.transfer_released", detail: { toId: row.toId } });
  const params = await unionsOf(tx, row);
  await sendInbox(tx, { personId, kind: "transfer.released", params, link: "/transfer", dedupe: `released:${row.id}` });
}

/** The membership ends there and begins here with today; number and file stay the person's, and a retained one stays retained. */
async function takeIn(tx: Tx, secrets: Secrets, row: store.TransferRow): Promise<void> {
  const { personId, reason } = row;
  const to = await findOrganisation(tx.db, row.toId);
  if (to === undefined || to.state === "closed") throw organisationClosed();
  const held = await holdMoving(tx, row);
  await writeState(tx, { personId, held, to: "transferred", reason });
  // A union that already served them counts them from now on.
  const served = await lockMembership(tx.db, personId, to.id);
  if (served !== undefined) await writeState(tx, { personId, held: served, to: "transferred", reason });
  const membership = { id: uuidv7(), personId, organisationId: to.id, node: to.node, primary: true };
  await insertMembership(tx.db, { ...membership, state: stateAfter(held.state) });
  await movePerson(tx.db, personId, to.node);
  await store.end(tx.db, row.id, "done");
  await recordService(tx, {
    ...{ personId, organisationId: to.id, kind: "transfer", title: to.name, at: tx.clock.now() },
    source: { type: "membership.transfer", id: row.id },
  });
  const detail = { fromId: held.organisationId, toId: to.id, reason };
  await note(tx, row, { node: row.fromNode, what: "person.transferred", detail });
  await note(tx, row, { node: to.node, what: "person.transferred", detail });
  const params = await unionsOf(tx, row);
  await sendInbox(tx, { personId, kind: "transfer.done", params, link: "/transfer", dedupe: `done:${row.id}` });
  await tell(tx, secrets, { row, template: "transfer_done", params });
}

async function refuse(
  tx: Tx,
  secrets: Secrets,
  { row, reason }: { row: store.TransferRow; reason: string },
): Promise<void> {
  const side = sideAnswered(row);
  await store.refuse(tx.db, row.id, { side, reason });
  await backInPlace(tx, row.personId, reason);
  const detail = { side, reason };
  await note(tx, row, { node: row.fromNode, what: "person.transfer_refused", detail });
  if (side === "in") await note(tx, row, { node: row.toNode, what: "person.transfer_refused", detail });
  const names = await unionsOf(tx, row);
  const params = { union: side === "in" ? names.union : names.from, reason };
  await sendInbox(tx, { personId: row.personId, kind: "transfer.refused", params, link: "/transfer" });
  await tell(tx, secrets, { row, template: "transfer_refused", params: { union: params.union } });
}

async function unionsOf(tx: Tx, row: store.TransferRow): Promise<{ from: string; union: string }> {
  const names = await listFullNames(tx.db, [row.fromId, row.toId]);
  return { from: names.get(row.fromId) ?? "", union: names.get(row.toId) ?? "" };
}

interface Telling {
  row: store.TransferRow;
  template: string;
  params: Record<string, string>;
}

async function tell(tx: Tx, secrets: Secrets, { row, template, params }: Telling): Promise<void> {
  const person = await findPerson(tx.db, row.personId);
  const phone = person && findPhone(secrets, person);
  if (phone !== undefined) await sendSms(tx, { phone, template, params, node: row.toNode });
}
