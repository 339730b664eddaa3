import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { invalid } from "#kernel/problem";
import { startApart } from "../apart.ts";
import type { Cell, RawRow } from "../sheets.types.ts";
import { decodeFrames, type Frame, type WireRow } from "./frames.ts";
import { type ReadLimits, usualLimits } from "./limits.ts";
import type { ReadingTask } from "./reading-process.ts";
import { Turns } from "./turns.ts";

/** A sheet of an uploaded file, as far as one sees at a glance. */
export interface SheetGlance {
  name: string;
  hidden: boolean;
  /** For people to read, not to fill in. */
  instructions: boolean;
  /** Where the table is, as far as can be said. */
  chosen: boolean;
  /** The first rows with something in them. */
  firstRows: RawRow[];
}

export interface ReadOptions {
  limits?: Partial<ReadLimits>;
  /** By its name; the one that holds the table when nothing is said. */
  sheet?: string;
}

/** What the sheets of a file begin with. Throws `sheets.file_…` for what is no spreadsheet or asks for too much. */
export async function glanceAtSheets(file: Uint8Array, options: ReadOptions = {}): Promise<SheetGlance[]> {
  for await (const frame of framesOf(file, options, true))
    if ("sheets" in frame)
      return frame.sheets.map(({ rows, ...sheet }) => ({ ...sheet, firstRows: rows.map(rowOf(sheet.name)) }));
  return [];
}

/**
 * The rows of a file that have something in them, some hundred at a time: xlsx, xlsb, xls, ods, csv and other text in UTF-8, UTF-16 or
 * GB18030, told apart by their first bytes. The file is opened in a process of its own with limits of memory and time; it waits while the
 * rows are not taken. Throws `sheets.file_…` for what is no spreadsheet or asks for too much.
 */
export async function* readRows(file: Uint8Array, options: ReadOptions = {}): AsyncGenerator<RawRow[]> {
  let name = "";
  for await (const frame of framesOf(file, options, false)) {
    if ("sheets" in frame) name = frame.sheets.find(({ chosen }) => chosen)?.name ?? "";
    if ("rows" in frame) yield frame.rows.map(rowOf(name));
  }
}

const cellOf = (cell: WireRow[1][number]): Cell =>
  typeof cell === "object" && cell !== null ? new Date(cell[0]) : cell;
const rowOf =
  (sheet: string) =>
  ([row, cells]: WireRow): RawRow => ({ sheet, row, cells: cells.map(cellOf) });

/** Each may take half a gigabyte. */
const turns = new Turns(2, 60);

const entry = join(import.meta.dirname, "reading-process.ts");

async function* framesOf(file: Uint8Array, options: ReadOptions, glance: boolean): AsyncGenerator<Frame> {
  const limits = { ...usualLimits, ...options.limits };
  const task: ReadingTask = { limits, glance, ...(options.sheet === undefined ? {} : { sheet: options.sheet }) };
  const endTurn = await turns.take();
  const child = startApart(entry, { memoryMb: limits.memoryMb, argument: JSON.stringify(task) });
  const clock = new Clock(limits.seconds, () => child.kill("SIGKILL"));
  const ended = endOf(child);
  // A process that ends early no longer takes the file; how it ended says why.
  child.stdin.on("error", () => undefined).end(file);
  const frames = decodeFrames(child.stdout);
  try {
    let last: Frame | undefined;
    for (let next = await clock.while(frames.next()); next.done !== true; next = await clock.while(frames.next())) {
      last = next.value;
      if ("refused" in last) throw invalid(last.refused.code, last.refused.params);
      if (!("end" in last)) yield last;
    }
    if (last === undefined || !("end" in last)) throw whyItEnded(clock, await ended);
  } finally {
    clock.stop();
    child.kill("SIGKILL");
    endTurn();
  }
}

interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const endOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve) => {
    child.once("error", () => resolve({ code: null, signal: null }));
    child.once("close", (code, signal) => resolve({ code, signal }));
  });

/** Without a word of its own it was ended: by the clock, or because it wanted more memory than it may have. */
function whyItEnded(clock: Clock, { code, signal }: Ending) {
  if (clock.isOver) return invalid("sheets.reading_too_long");
  const outOfMemory = signal === "SIGABRT" || signal === "SIGKILL" || signal === "SIGTRAP" || code === 134;
  return invalid(outOfMemory ? "sheets.file_too_much" : "sheets.file_unreadable");
}

/** Measures how long the other side works, and acts when that is too long. */
class Clock {
  isOver = false;
  private left: number;
  private timer: NodeJS.Timeout | undefined;
  private readonly act: () => void;

  constructor(seconds: number, act: () => void) {
    this.left = seconds * 1000;
    this.act = act;
  }

  async while<T>(work: Promise<T>): Promise<T> {
    const began = performance.now();
    this.timer = setTimeout(() => this.end(), Math.max(0, this.left));
    try {
      return await work;
    } finally {
      this.stop();
      this.left -= performance.now() - began;
    }
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private end(): void {
    this.isOver = true;
    this.act();
  }
}
