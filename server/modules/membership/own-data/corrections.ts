import { startClock, stopClock } from "#engines/deadlines";
import type { MemberActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { sendInbox } from "#kernel/notify/notify";
import { authorise } from "#kernel/policy";
import { invalid } from "#kernel/problem";
import { open, seal } from "#kernel/secrets/field-encryption";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import type { Secrets } from "#kernel/secrets/secrets";
import { takeLimit } from "#kernel/sign-in/limits";
import { noSuchPerson } from "../membership.errors.ts";
import { personPolicy } from "../membership.policy.ts";
import { findPerson, type PersonRow } from "../people.store.ts";
import { changePerson } from "../people.ts";
import { recordService } from "../services/record-service.ts";
import * as errors from "./own-data.errors.ts";
import { type Correctable, correctionDays, fieldOf } from "./own-data.rules.ts";
import * as store from "./own-data.store.ts";

const place = (id: string) => `correction.said.${id}`;
registerSealedColumn({ table: "membership.correction", column: "said", place });

const asksPerMember = [{ count: 10, seconds: 86_400 }];
const clockOf = (id: string) => ({ type: "correction", id });

/** What was said to be right; undefined when it has been destroyed. */
export const openSaid = (secrets: Secrets, row: { id: string; said: Buffer | null }): string | undefined =>
  row.said === null ? undefined : open(secrets, place(row.id), row.said);

/** What the file says now, of what can be put right by a yes. */
const saysNow = (person: PersonRow, field: Correctable): string => {
  const column = fieldOf[field];
  return column === undefined ? "" : (person[column] ?? "");
};

/** A member asks for their file to be put right; the union answers within its days. Throws own_data.asked_already, .says_so_already, 429. */
export async function askCorrection(
  ctx: Ctx,
  secrets: Secrets,
  { personId }: MemberActor,
  given: { field: Correctable; said: string },
): Promise<void> {
  // A member may not write their own file; that it is their own is the permission to ask.
  await transact(serverSight(ctx), async (tx) => {
    const person = await findPerson(tx.db, personId);
    if (person === undefined) throw noSuchPerson();
    if (saysNow(person, given.field) === given.said) throw errors.saysSoAlready();
    await takeLimit(tx.db, `own_data.corrections:${personId}`, asksPerMember, "own_data.too_many");
    const id = uuidv7();
    const row = { id, personId, node: person.node, field: given.field, said: seal(secrets, place(id), given.said) };
    await store.insertCorrection(tx.db, row).catch((error: unknown) => {
      throw isUniqueViolation(error, "correction_once") ? errors.askedAlready() : error;
    });
    await startClock(tx, { object: clockOf(id), node: person.node, kind: "answer", days: correctionDays });
    await note(tx, row, "person.correction_asked");
  });
}

/** Takes it back. Throws own_data.no_such_correction, own_data.answered_already. */
export const withdrawCorrection = (ctx: Ctx, { personId }: MemberActor, id: string): Promise<void> =>
  transact(serverSight(ctx), async (tx) => {
    const row = await store.lockCorrection(tx.db, id);
    if (row?.personId !== personId) throw errors.noSuchCorrection();
    if (row.state !== "waiting") throw errors.answeredAlready();
    await store.answerCorrection(tx.db, id, { state: "withdrawn", answer: null });
    await stopClock(tx, clockOf(id), "answer");
    await note(tx, row, "person.correction_withdrawn");
  });

/** The union says yes, which writes what can be written into the file, or no and why. Throws own_data.*, access.forbidden, decisions.note_missing. */
export async function answerCorrection(
  ctx: Ctx,
  secrets: Secrets,
  { id, isRight, text }: { id: string; isRight: boolean; text: string },
) {
  await transact(ctx, async (tx) => {
    const row = await store.lockCorrection(tx.db, id);
    if (row === undefined) throw errors.noSuchCorrection();
    authorise(tx.actor, personPolicy.edit, row);
    if (row.state !== "waiting") throw errors.answeredAlready();
    if (!isRight && text.trim() === "") throw invalid("decisions.note_missing");
    const column = fieldOf[row.field];
    const said = openSaid(secrets, row);
    if (isRight && column !== undefined && said !== undefined)
      await changePerson(tx, secrets, row.personId, { [column]: said });
    await store.answerCorrection(tx.db, id, { state: isRight ? "done" : "refused", answer: text.trim() || null });
    await stopClock(tx, clockOf(id), "answer");
    await note(tx, row, isRight ? "person.correction_made" : "person.correction_refused");
    const told = { personId: row.personId, link: "/data", dedupe: `correction:${id}` };
    const params = { answer: text.trim() };
    if (isRight) await countCorrection(tx, row);
    if (isRight) await sendInbox(tx, { ...told, kind: "correction.made", params });
    else await sendInbox(tx, { ...told, kind: "correction.refused", params });
  });
}

/** A service of the union that counts the member; of somebody without one nobody's. */
async function countCorrection(tx: Tx, { id, personId }: { id: string; personId: string }): Promise<void> {
  const union = (await findPerson(tx.db, personId))?.unions[0];
  if (union === undefined) return;
  const service = { personId, organisationId: union.id, title: union.name, at: tx.clock.now() };
  await recordService(tx, { ...service, kind: "correction", source: { type: "membership.correction", id } });
}

const note = (tx: Tx, row: { personId: string; node: string; field: string }, what: string) =>
  record(tx, {
    node: row.node,
    action: what,
    object: { type: "person", id: row.personId },
    detail: { fields: [row.field] },
  });
