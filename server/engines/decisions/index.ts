import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { forbidden } from "#kernel/problem";
import { attachDocument } from "./decisions.document.ts";
import { problemOf, raisedProblem } from "./decisions.errors.ts";
import { refusalOf, type Verdict } from "./decisions.rules.ts";
import { type DecidedObject, insertDecision, listDecisions, lockObject } from "./decisions.store.ts";

export { DecisionView, decisionFields, viewDecision } from "./decision.view.ts";
export { decisionDocument } from "./decisions.document.ts";
export { samePerson } from "./decisions.errors.ts";
export { havePassed, mayStillDecide, type Taken, type Verdict, verdicts } from "./decisions.rules.ts";
export { type DecidedObject, type Decision, listDecisions, listDecisionsOf } from "./decisions.store.ts";
export {
  type Decidable,
  type DecideWaiting,
  decideWaiting,
  type ListedWaiting,
  listWaiting,
  registerDecidable,
  type Waiting,
  type WaitingFact,
} from "./waiting.ts";

export interface RecordDecision {
  object: DecidedObject;
  /** Path of the organisation whose thing it is. */
  node: string;
  /** Of the thing, as whoever decides has read it. */
  revision: number;
  /** The module's own word, e.g. "handed_in", "checked", "approved". */
  step: string;
  verdict: Verdict;
  note?: string | undefined;
  /** A file of the purpose `decisions.document`. */
  fileId?: string | null | undefined;
  /** Steps of this revision that must be other people's. */
  distinctFrom: readonly string[];
  /** Accounts that may not decide, such as everybody who changed the thing. */
  notBy?: readonly string[];
}

/**
 * Writes down what the signed-in member of staff decides about one revision of a thing; gives the decision's id. The caller has
 * authorised it and has the thing locked. Decisions about one thing wait for each other. Throws decisions.same_person
 * {step}, decisions.already_decided, decisions.already_refused, decisions.superseded, decisions.note_missing, files.not_usable.
 */
export async function recordDecision(tx: Tx, given: RecordDecision): Promise<string> {
  if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
  const by = { id: tx.actor.accountId, name: tx.actor.name };
  const { note = "", fileId = null, notBy = [], ...decision } = given;
  const row = { ...decision, id: uuidv7(), note: note.trim(), fileId, notBy, by };
  await lockObject(tx.db, given.object);
  const history = await listDecisions(tx.db, given.object);

  const refusal = refusalOf({ ...row, by: by.id }, history);
  if (refusal !== undefined) throw problemOf(refusal);

  if (fileId !== null) await attachDocument(tx, { id: row.id, node: given.node, fileId });
  await insertDecision(tx.db, row).catch((error: unknown) => {
    throw raisedProblem(error) ?? error;
  });
  await record(tx, {
    // A chain for each thing: what was decided about it can be handed out whole and checked without the rest.
    chain: `${given.object.type}:${given.object.id}`,
    ...{ node: given.node, action: "decision.recorded", object: given.object },
    detail: {
      decisionId: row.id,
      step: given.step,
      verdict: given.verdict,
      revision: given.revision,
      file: fileId !== null,
    },
  });
  return row.id;
}
export { registerOnPage } from "./on-page.ts";
