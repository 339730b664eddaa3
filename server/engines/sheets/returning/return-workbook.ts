import { join } from "node:path";
import { sayProblem } from "#wire/sheet-problems/index";
import { startApart } from "../apart.ts";
import { partsOf } from "../reading/archive.rules.ts";
import { FileRefusal } from "../reading/file-refusal.ts";
import { type ReadLimits, usualLimits } from "../reading/limits.ts";
import { readRows } from "../reading/read-rows.ts";
import { Turns } from "../reading/turns.ts";
import type { Defect, Mapping, SheetDefinition } from "../sheets.types.ts";
import type { SheetLanguage } from "../writing/template-texts.ts";
import { type MarkTask, marksOf, type Refused } from "./marks.rules.ts";
import { returnRows } from "./return-rows.ts";
import { returnTexts } from "./return-texts.ts";

export interface ReturnOrder {
  /** As it was uploaded. */
  file: Uint8Array;
  definition: SheetDefinition;
  mapping: Mapping;
  refused: readonly Refused[];
  language: SheetLanguage;
  /** What to do about a defect, in that language; for whoever has texts of its own. */
  say?(defect: Defect): string;
  limits?: Partial<ReturnLimits & ReadLimits>;
}

export interface ReturnLimits {
  /** Of all parts, unpacked: for what is larger the process that marks would need more memory. */
  unpackedBytesToMark: number;
  markingMb: number;
  markingSeconds: number;
}

const usual: ReturnLimits = { unpackedBytesToMark: 32 * 1024 * 1024, markingMb: 768, markingSeconds: 60 };

/** The sender's whole workbook with marks, or a new one of the refused rows alone; always xlsx. */
export interface Returned {
  kind: "whole" | "rows";
  bytes: Uint8Array;
}

/**
 * What cannot be taken, back to the sender: in the sender's own workbook if it is an xlsx of usual size; otherwise, or if that turns out
 * to ask for too much, the refused rows under the sender's headings.
 */
export async function returnWorkbook(order: ReturnOrder): Promise<Returned> {
  const { file, mapping } = order;
  const texts = returnTexts[order.language];
  const limits = { ...usual, ...order.limits };
  const say = order.say ?? ((defect: Defect) => sayProblem(order.language, defect));
  const marks = marksOf(order.refused, { definition: order.definition, mapping, say }, texts);
  const task = { sheet: mapping.sheet, headerRow: mapping.headerRow, marks };
  if (canBeMarked(Buffer.from(file.buffer, file.byteOffset, file.byteLength), limits)) {
    const { problem, list, listHeads } = texts;
    const known = mapping.columns.find(({ key, heading }) => key === null && heading === problem)?.at;
    const column = { width: mapping.columns.length, ...(known === undefined ? {} : { problemColumn: known }) };
    const bytes = await markApart(file, { ...task, ...column, texts: { problem, list, listHeads } }, limits);
    if (bytes !== undefined) return { kind: "whole", bytes };
  }
  const sheet = mapping.sheet === "" ? {} : { sheet: mapping.sheet };
  const rows = readRows(file, { ...sheet, ...(order.limits === undefined ? {} : { limits: order.limits }) });
  return { kind: "rows", bytes: await returnRows({ ...task, rows, headings: mapping.columns, texts }) };
}

/** Programs in a workbook are not sent on. */
function canBeMarked(file: Buffer, limits: ReturnLimits): boolean {
  try {
    const parts = partsOf(file, usualLimits.parts);
    const has = (name: string) => parts.some((part) => part.name === name);
    const bytes = parts.reduce((sum, { unpacked }) => sum + unpacked, 0);
    return has("xl/workbook.xml") && !has("xl/vbaProject.bin") && bytes <= limits.unpackedBytesToMark;
  } catch (error) {
    if (error instanceof FileRefusal || error instanceof RangeError) return false;
    throw error;
  }
}

const entry = join(import.meta.dirname, "returning-process.ts");

/** One at a time: each may take hundreds of megabytes. */
const turns = new Turns(1, 60);

/** Marks in a process of its own; undefined when that takes too much time or memory, or the workbook is of a kind that it cannot keep. */
async function markApart(file: Uint8Array, task: MarkTask, limits: ReturnLimits): Promise<Uint8Array | undefined> {
  const endTurn = await turns.take();
  const child = startApart(entry, { memoryMb: limits.markingMb });
  const clock = setTimeout(() => child.kill("SIGKILL"), limits.markingSeconds * 1000);
  const ended = new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  const told = Buffer.from(JSON.stringify(task));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(told.length);
  // A process that has ended takes nothing more; how it ended says the rest.
  child.stdin.on("error", () => undefined).end(Buffer.concat([length, told, file]));
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  const code = await ended;
  clearTimeout(clock);
  endTurn();
  return code === 0 ? Buffer.concat(pieces) : undefined;
}
