import { z } from "zod";
import { type Ctx, transact } from "#kernel/context";
import { Instant } from "#kernel/http/http.schemas";
import { maskIdNumber, maskPhone } from "#kernel/masking";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { mayGoOnWith } from "#kernel/sign-in/hand-over";
import { cellOf } from "../judging/compile-sheet.ts";
import { isDestroyed } from "../sheets.errors.ts";
import type { Column, SheetSchema, Value, Values } from "../sheets.types.ts";
import { importStates, outcomes } from "./changes.rules.ts";
import type { ImportRow } from "./import.store.ts";
import { countLines, type LineFilter, type LineRow, listLines } from "./line.store.ts";
import { openLine } from "./sealing.ts";
import { getImport } from "./take-file.ts";
import { type Described, findTarget } from "./targets.ts";
import { type OpenedImport, openImport } from "./work-on-import.ts";

const Defect = z.object({
  column: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const Settlement = z.union([
  z.object({
    id: z.uuid(),
    /** Set up by this import; closed again when it was taken back and nobody had used it. */
    created: z.boolean().optional(),
    closed: z.boolean().optional(),
  }),
  z.object({ create: z.literal(true) }),
  z.null(),
]);
const moreCounts = ["undecided", "leftOut", "applied", "stale", "undone", "kept"] as const;
const counts = Object.fromEntries([...outcomes, ...moreCounts].map((name) => [name, z.number().int()])) as Record<
  (typeof outcomes)[number] | (typeof moreCounts)[number],
  z.ZodNumber
>;

export const ImportView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    nodeId: z.uuid(),
    /** What the sheet is for, where it is for one thing. */
    subject: z.object({ id: z.uuid(), title: z.string() }).nullable(),
    fileName: z.string(),
    state: z.enum(importStates),
    revision: z.number().int(),
    rowsDone: z.number().int(),
    rowsTotal: z.number().int().nullable(),
    counts: z.object(counts),
    problem: Defect.nullable(),
    mapping: z
      .object({
        sheet: z.string(),
        headerRow: z.number().int(),
        columns: z.array(
          z.object({
            at: z.number().int(),
            heading: z.string(),
            key: z.string().nullable(),
            because: z.enum(["name", "synonym", "content", "remembered", "chosen", "unknown"]),
            candidates: z.array(z.string()),
          }),
        ),
        missing: z.array(z.string()),
      })
      .nullable(),
    /** What the columns of this kind of sheet are. */
    columns: z.array(z.object({ key: z.string(), title: z.string(), required: z.boolean() })),
    /** By column: what names in the file mean; null while nobody has said. */
    settled: z.record(z.string(), z.record(z.string(), Settlement)),
    skipRefused: z.boolean(),
    createdAt: Instant,
    appliedAt: Instant.nullable(),
    undoneAt: Instant.nullable(),
    destroyOn: z.iso.date(),
    destroyed: z.boolean(),
    /** Whether the actor handed it in (asked for its undo, when that waits), and so cannot be the second person. */
    submittedByMe: z.boolean(),
    /** Whether the actor brought the file, and may have it back with marks. */
    mine: z.boolean(),
  })
  .meta({ id: "Import" });
export type ImportView = z.output<typeof ImportView>;

export const LineView = z
  .object({
    row: z.number().int(),
    outcome: z.enum(outcomes),
    state: z.enum(["open", "applied", "stale", "undone", "kept"]),
    decision: z.enum(["same", "new", "leave"]).nullable(),
    defects: z.array(Defect),
    notes: z.array(Defect),
    kept: z.array(z.string()),
    cells: z.array(
      z.object({
        key: z.string(),
        /** Numbers of documents and phones masked; of what could not be read, the text of the cell. */
        value: z.string(),
        /** What the register says, where the row says something else. */
        before: z.string().nullable(),
        changed: z.boolean(),
      }),
    ),
    candidates: z.array(
      z.object({
        id: z.uuid(),
        score: z.number(),
        reasons: z.array(z.string()),
        name: z.string(),
        facts: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "ImportLine" });
export type LineView = z.output<typeof LineView>;

type RawDefect = { column?: string; code: string; params?: Record<string, string | number> };
const viewDefect = ({ column, code, params }: RawDefect) => ({ column: column ?? null, code, params: params ?? {} });

/** An import as whoever reviews it reads it. Throws sheets.no_such_import. */
export async function viewImport(ctx: Ctx, id: string): Promise<ImportView> {
  return transact(ctx, async (tx) => {
    const row = await getImport(tx, id);
    const me = tx.actor.kind === "staff" ? tx.actor.accountId : undefined;
    const mine = await mayGoOnWith(tx, { by: row.createdBy, node: row.node });
    const view = { ...presentImport(row, { counts: await countLines(tx.db, id), me }), mine };
    const subject = row.subjectId === null ? undefined : await findTarget(row.kind)?.subject?.(tx, row.subjectId);
    return { ...view, subject: row.subjectId === null ? null : { id: row.subjectId, title: subject?.title ?? "" } };
  });
}

export function presentImport(
  row: ImportRow,
  { counts: lineCounts, me }: { counts: Awaited<ReturnType<typeof countLines>>; me: string | undefined },
): Omit<ImportView, "subject"> {
  const { id, kind, nodeId, fileName, state, revision, rowsDone, rowsTotal, mapping, settled, destroyOn } = row;
  const schema = findTarget(kind)?.schema;
  return {
    ...{ id, kind, nodeId, fileName, state, revision, rowsDone, rowsTotal, mapping, settled, destroyOn },
    counts: lineCounts,
    problem: row.problem === null ? null : viewDefect(row.problem),
    columns: (schema?.columns ?? []).map(({ key, title, required }) => ({ key, title, required: required ?? false })),
    skipRefused: row.options.skipRefused ?? false,
    createdAt: row.createdAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    destroyed: row.destroyedAt !== null,
    mine: row.createdBy === me,
    submittedByMe: me !== undefined && me === (row.state === "undo_asked" ? row.undoneBy : row.submittedBy),
  };
}

/** Rows of an import, in the order of the file. Throws sheets.no_such_import, sheets.destroyed. */
export async function viewLines(
  ctx: Ctx,
  secrets: Secrets,
  given: { id: string; filter: LineFilter },
): Promise<{ items: LineView[]; next: number | null }> {
  return transact(ctx, async (tx) => {
    const row = await getImport(tx, given.id);
    if (row.destroyedAt !== null) throw isDestroyed();
    const opened = openImport({ ctx: tx, secrets }, row);
    const { limit } = given.filter;
    const lines = await listLines(tx.db, given.id, { ...given.filter, limit: limit + 1 });
    const items = lines.slice(0, limit);
    const ids = [...new Set(items.flatMap(({ candidates }) => candidates.map((one) => one.id)))];
    const work = { tx, secrets, place: opened.place, memory: new Map() };
    const names = await seeingAll(tx, () => opened.target.describe(work, ids));
    return {
      items: items.map((line) => presentLine(opened, line, names)),
      next: lines.length > limit ? (items.at(-1)?.row ?? null) : null,
    };
  });
}

function presentLine({ key, target }: OpenedImport, line: LineRow, names: ReadonlyMap<string, Described>): LineView {
  const { values, before, raw } = openLine(key, line.row, line.sealed);
  const { row, outcome, state, decision, kept } = line;
  return {
    ...{ row, outcome, state, decision, kept },
    defects: line.defects.map(viewDefect),
    notes: line.notes.map(viewDefect),
    cells: cellsOf(target.schema, { values, before, raw, changed: line.fields }),
    candidates: line.candidates.map((one) => ({ ...one, ...(names.get(one.id) ?? { name: "", facts: [] }) })),
  };
}

interface Shown {
  values: Values;
  before: Values | undefined;
  raw: Record<string, string> | undefined;
  changed: readonly string[];
}

const cellsOf = (schema: SheetSchema, { values, before, raw, changed }: Shown): LineView["cells"] =>
  schema.columns
    .filter(({ key }) => values[key] !== null || raw?.[key] !== undefined)
    .map((column) => {
      const { key } = column;
      const isChanged = changed.includes(key);
      return {
        key,
        value: raw?.[key] === undefined ? shown(column, values[key] ?? null) : rawShown(column, raw[key]),
        before: isChanged && before !== undefined ? shown(column, before[key] ?? null) : null,
        changed: isChanged,
      };
    });

/** The text of a cell that could not be read; of a wrong number, too, only its ends. */
const rawShown = (column: Column, text: string): string =>
  column.sensitive === true && text.length > 7 ? maskIdNumber(text) : text;

/** As a person would write it; what must not be read over a shoulder, masked. */
function shown(column: Column, value: Value): string {
  if (typeof value === "string" && column.kind === "phone") return maskPhone(value);
  if (typeof value === "string" && column.kind === "id_number") return maskIdNumber(value);
  // Bank accounts and other numbers that no kind knows: the end is enough to compare.
  if (typeof value === "string" && column.kind === "text" && column.sensitive === true) return `****${value.slice(-4)}`;
  return String(cellOf(column, value) ?? "");
}
