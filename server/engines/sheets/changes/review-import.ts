import { recordDecision } from "#engines/decisions";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { toRemember } from "../mapping/remember.rules.ts";
import {
  isDestroyed,
  noSuchCandidate,
  noSuchLine,
  notInState,
  notReady,
  unknownName,
  wrongMapping,
} from "../sheets.errors.ts";
import type { Mapping } from "../sheets.types.ts";
import { type ImportState, mayBecome, whyNotReady } from "./changes.rules.ts";
import { type ImportRow, rememberMapping, updateImport, wantsSecondPerson } from "./import.store.ts";
import { countLines, type Decision, decideLine, decideRest, findLine } from "./line.store.ts";
import { signatureOf } from "./map-file.ts";
import { getImport } from "./take-file.ts";
import { findTarget, type Settlement } from "./targets.ts";

const stepUploader = "submitted";
const stepSecond = "approved";
const stepUndo = "undo_asked";
const stepUndoSecond = "undo_approved";

/** Throws sheets.no_such_import, sheets.destroyed, sheets.not_in_state. */
async function open(tx: Tx, id: string, states: readonly ImportState[]): Promise<ImportRow> {
  const row = await getImport(tx, id, { locked: true });
  if (row.destroyedAt !== null) throw isDestroyed();
  if (!states.includes(row.state)) throw notInState(row.state);
  return row;
}

const note = (tx: Tx, { id, node }: ImportRow, action: string, detail: Record<string, unknown> = {}) =>
  record(tx, { node, action, object: { type: "import", id }, detail });

/**
 * Says what the columns of the file are, by position; what is not named is left out. Remembered for the next file with these
 * headings. The rows are then checked anew. Throws sheets.mapping_missing, _twice, _unknown, and what `open` throws.
 */
export async function chooseMapping(
  ctx: Ctx,
  id: string,
  given: { headerRow: number; columns: readonly { at: number; key: string | null }[] },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await open(tx, id, ["mapping", "review", "failed"]);
    if (row.mapping === null) throw notInState(row.state);
    const mapping = chosen(row.mapping, given, row.kind);
    const { node, kind } = row;
    await rememberMapping(tx.db, { node, kind, signature: signatureOf(kind, mapping), columns: toRemember(mapping) });
    await updateImport(tx.db, id, { state: "checking", mapping, problem: null });
    await note(tx, row, "import.mapped");
  });
}

function chosen(before: Mapping, given: Parameters<typeof chooseMapping>[2], kind: string): Mapping {
  const schema = findTarget(kind)?.schema;
  const wanted = new Map(given.columns.map(({ at, key }) => [at, key]));
  const columns = before.columns.map((column) => {
    const key = wanted.get(column.at) ?? null;
    return { ...column, key, because: key === column.key ? column.because : ("chosen" as const), candidates: [] };
  });
  const keys = columns.flatMap(({ key }) => key ?? []);
  if (new Set(keys).size < keys.length) throw wrongMapping("twice");
  if (schema === undefined || keys.some((key) => schema.column(key) === undefined)) throw wrongMapping("unknown");
  const missing = schema.columns.filter(({ required, key }) => required && !keys.includes(key)).map(({ key }) => key);
  if (missing.length > 0) throw wrongMapping("missing");
  return { ...before, headerRow: given.headerRow, columns, missing };
}

/** Says what a name in the file means: something in the register, or something to be set up. Throws sheets.unknown_name. */
export async function settleNames(
  ctx: Ctx,
  id: string,
  given: { column: string; names: Record<string, Settlement> },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await open(tx, id, ["review"]);
    const known = Object.hasOwn(row.settled, given.column) ? row.settled[given.column] : undefined;
    if (known === undefined || Object.keys(given.names).some((name) => !Object.hasOwn(known, name)))
      throw unknownName();
    const ids = Object.values(given.names).flatMap((meant) => ("id" in meant ? meant.id : []));
    const allowed = await findTarget(row.kind)?.mayMean?.[given.column]?.(tx.db, row.node, ids);
    if (ids.some((meant) => allowed?.has(meant) !== true)) throw unknownName();
    const settled = { ...row.settled, [given.column]: { ...known, ...given.names } };
    await updateImport(tx.db, id, { settled });
  });
}

/** Decides one conflict. Throws sheets.no_such_line, sheets.no_such_candidate. */
export async function decide(
  ctx: Ctx,
  given: { id: string; row: number; decision: Decision; targetId?: string | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await open(tx, given.id, ["review"]);
    const line = await findLine(tx.db, given.id, given.row);
    if (line === undefined || line.outcome !== "conflict") throw noSuchLine();
    const targetId = given.targetId ?? line.targetId;
    const isCandidate = targetId === line.targetId || line.candidates.some((one) => one.id === targetId);
    if (given.decision === "same" && (targetId === null || !isCandidate)) throw noSuchCandidate();
    await decideLine(tx.db, { importId: given.id, row: given.row, decision: given.decision, targetId });
  });
}

/** Leaves out every conflict that nobody has decided. */
export async function leaveUndecided(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await open(tx, id, ["review"]);
    await decideRest(tx.db, id, "leave");
  });
}

/**
 * Hands the change-set in: it goes into the register at once, or to a second person where the union wants one. Throws
 * sheets.not_ready_… while something is open.
 */
export async function submitImport(ctx: Ctx, id: string, given: { skipRefused: boolean }): Promise<ImportState> {
  return transact(ctx, async (tx) => {
    const row = await open(tx, id, ["review"]);
    const counts = await countLines(tx.db, id);
    const unsettled = Object.values(row.settled)
      .flatMap((names) => Object.values(names))
      .filter((one) => one === null);
    const why = whyNotReady({ counts, unsettled: unsettled.length, skipRefused: given.skipRefused });
    if (why !== undefined) throw notReady(why);

    const needsSecond = await wantsSecondPerson(tx.db, row.node);
    const state = needsSecond ? "submitted" : "applying";
    const submittedBy = tx.actor.kind === "staff" ? tx.actor.accountId : null;
    const rowsTotal = counts.insert + counts.update + counts.conflict - counts.leftOut;
    await updateImport(tx.db, id, { state, options: given, submittedBy, problem: null, rowsTotal });
    const { revision } = await getImport(tx, id);
    await recordDecision(tx, { ...decisionOn(row, revision), step: stepUploader, verdict: "passed", distinctFrom: [] });
    await note(tx, row, "import.submitted", { ...counts, skipRefused: given.skipRefused });
    return state;
  });
}

const decisionOn = ({ id, node }: ImportRow, revision: number) => ({ object: { type: "import", id }, node, revision });

/**
 * The second person's answer to what was handed in, or to an undo that was asked for; refused, it goes back to review, or stays applied.
 * Throws decisions.same_person and what `open` throws.
 */
export async function answerImport(
  ctx: Ctx,
  id: string,
  given: { verdict: "passed" | "refused"; note?: string | undefined },
): Promise<ImportState> {
  return transact(ctx, async (tx) => {
    const row = await open(tx, id, ["submitted", "undo_asked"]);
    const { first, second, passed, refused } = row.state === "submitted" ? ofSubmitting : ofUndoing;
    const decision = { ...decisionOn(row, row.revision), step: second, verdict: given.verdict, note: given.note };
    await recordDecision(tx, { ...decision, distinctFrom: [first] });
    const state = given.verdict === "passed" ? passed : refused;
    await updateImport(tx.db, id, { state });
    await note(tx, row, "import.answered", { verdict: given.verdict, asked: row.state });
    return state;
  });
}

/** Who must be two different people, and what comes of the second one's word. */
interface TwoPersons {
  first: string;
  second: string;
  passed: ImportState;
  refused: ImportState;
}
const ofSubmitting: TwoPersons = { first: stepUploader, second: stepSecond, passed: "applying", refused: "review" };
const ofUndoing: TwoPersons = { first: stepUndo, second: stepUndoSecond, passed: "undoing", refused: "applied" };

/** Gives an import up before anything is in the register. */
export async function withdrawImport(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await getImport(tx, id, { locked: true });
    if (!mayBecome(row.state, "withdrawn")) throw notInState(row.state);
    await updateImport(tx.db, id, { state: "withdrawn" });
    await note(tx, row, "import.withdrawn");
  });
}

/** Has everything taken back that others have not changed since: at once, or after a second person where the union wants one. */
export async function undoImport(ctx: Ctx, id: string, given: { reason: string }): Promise<ImportState> {
  return transact(ctx, async (tx) => {
    const row = await open(tx, id, ["applied"]);
    const { applied } = await countLines(tx.db, id);
    const state = (await wantsSecondPerson(tx.db, row.node)) ? "undo_asked" : "undoing";
    const by = tx.actor.kind === "staff" ? { undoneBy: tx.actor.accountId } : {};
    await updateImport(tx.db, id, { state, problem: null, rowsTotal: applied, ...by });
    const { revision } = await getImport(tx, id);
    const decision = { ...decisionOn(row, revision), step: stepUndo, verdict: "passed", note: given.reason } as const;
    await recordDecision(tx, { ...decision, distinctFrom: [] });
    await note(tx, row, "import.undo_asked", { reason: given.reason, applied });
    return state;
  });
}
