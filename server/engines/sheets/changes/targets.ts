import type { Tx } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import type { Secrets } from "#kernel/secrets/secrets";
import type { Defect, SheetSchema, Values } from "../sheets.types.ts";
import type { Counts, Outcome } from "./changes.rules.ts";

/** Where an import stands and for whom it is. */
export interface ImportPlace {
  importId: string;
  /** What people know the import by, such as where something is said to have been done because of it. */
  fileName: string;
  nodeId: string;
  node: string;
  /** Of a sheet that belongs to one thing: which. */
  subjectId: string | null;
  /** YYYY-MM-DD. */
  today: string;
  settled: Settled;
  /** The account in whose name it is done. */
  askedBy: string;
}

/** What the file calls things, by column key and name; null while nobody has said what is meant. */
export type Settled = Record<string, Record<string, Settlement | null>>;
export type Settlement =
  /** `created`: by this import, and `closed` again with its undo. */
  { id: string; created?: boolean; closed?: boolean } | { create: true };

export interface Candidate {
  id: string;
  /** 0 to 100. */
  score: number;
  /** Codes of what speaks for it. */
  reasons: string[];
}

/** What one row would do to the register. */
export interface Proposal {
  outcome: Outcome;
  targetId?: string;
  /** Of an update or a conflict with one target: what is there now, by the keys of the columns. */
  before?: Values;
  /** Names of the fields that would change. */
  fields?: string[];
  defects?: Defect[];
  /** What somebody should look at, though it is no reason to refuse. */
  notes?: Defect[];
  candidates?: Candidate[];
  /** The refusal says that somebody is registered where the import does not reach; that is counted and limited. */
  elsewhere?: boolean;
}

export interface GivenLine {
  row: number;
  values: Values;
  /** Of a conflict that somebody has decided. */
  decided?: { as: "same"; targetId: string } | { as: "new" };
}

export interface ApplyLine extends GivenLine {
  outcome: "insert" | "update";
  targetId?: string;
  fields: string[];
}

export interface AppliedLine {
  row: number;
  targetId: string;
  /** Of an insert that met somebody whom the proposal had to be silent about: it was an update of these fields. */
  met?: { before: Values; fields: string[] };
}

export interface RevertLine {
  row: number;
  outcome: "insert" | "update";
  targetId: string;
  values: Values;
  before: Values;
  fields: string[];
}

/** `kept` names the fields that others have changed since; of an insert that cannot be taken back, "*". */
export interface RevertedLine {
  row: number;
  kept: string[];
}

/** Work that knows the keys. */
export interface SheetWork {
  tx: Tx;
  secrets: Secrets;
  place: ImportPlace;
  /**
   * What the thousands before these rows have said or done, in the target's own words: empty at the beginning of each check, each writing
   * and each taking back, and in memory alone.
   */
  memory: Map<string, unknown>;
}

/** What a target remembers from one thousand of rows to the next, under a name of its own. */
export function remembered<T>({ memory }: SheetWork, name: string, empty: () => T): T {
  if (!memory.has(name)) memory.set(name, empty());
  return memory.get(name) as T; // only this function writes under the name
}

/** The one thing that a sheet is for, such as the release whose awards it names. */
export interface SheetSubject {
  /** Of the organisation on whose node the import stands. */
  nodeId: string;
  title: string;
}

/** What a module brings to take a kind of sheet into its register. Every function gets up to a thousand lines at once. */
export interface SheetTarget {
  schema: SheetSchema;
  /** Permission needed on the organisation to bring one in, to review it and to undo it. */
  permission: string;
  /** For sheets that belong to one thing: finds it among what the transaction may see. Others belong to an organisation. */
  subject?: (tx: Tx, id: string) => Promise<SheetSubject | undefined>;
  /**
   * True when the server works in the name of whoever handed the import in (before that: brought it; for taking back: asked for
   * it), with the duties that they hold at that moment, so that use cases authorise and write down as ever. The sight is the server's.
   */
  onBehalf?: boolean;
  /** By column key: which of these names are known, perhaps meant, or not. Names are those of cells, after cleaning. */
  settle?: Record<string, (work: SheetWork, names: readonly string[]) => Promise<Map<string, Settlement | null>>>;
  /** By column key: which of these things a name in a file for `node` may be said to mean. */
  mayMean?: Record<string, (db: Db, node: string, ids: readonly string[]) => Promise<Set<string>>>;
  /** What the rows would do to the register as it is. Writes nothing. */
  propose(work: SheetWork, lines: readonly GivenLine[]): Promise<Proposal[]>;
  /**
   * Made anew for each reading of a file: asked row after row about those that would be inserted. What it gives makes the row a conflict
   * that somebody decides: perhaps an earlier row means the same.
   */
  sameInFile?(today: string): (line: GivenLine) => Defect | undefined;
  /** Sets up what the file names and the register lacks; before the first line is applied. */
  prepare?(work: SheetWork): Promise<Settled>;
  /** Writes the rows; in their order. */
  apply(work: SheetWork, lines: readonly ApplyLine[]): Promise<AppliedLine[]>;
  /** In the same transaction, after the first rows, after ten times as many, and so on: the tables have grown since they were counted. */
  grown?(work: SheetWork): Promise<void>;
  /** Takes back what `apply` wrote, but nothing that others have done since; the last thousand rows first, each thousand in its order. */
  revert(work: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]>;
  /** Takes back what `prepare` set up, as far as nobody uses it; after the last line was taken back. */
  unprepare?(work: SheetWork): Promise<Settled>;
  /** Who the candidates and targets of conflicts are, for whoever decides: by id, masked. */
  describe(work: SheetWork, ids: readonly string[]): Promise<Map<string, Described>>;
  /** After everything was applied or taken back, in the same transaction. */
  written?(work: SheetWork, act: "applied" | "undone", counts: Counts): Promise<void>;
}

export interface Described {
  name: string;
  /** Masked numbers, the union: enough to tell two apart. */
  facts: string[];
}

const targets = new Map<string, SheetTarget>();

/** Makes a kind of sheet known; at load, so that every process knows all of them when it starts. */
export function registerSheet(target: SheetTarget): void {
  const { kind } = target.schema;
  if (targets.has(kind)) throw new Error(`The sheet ${kind} is registered twice.`);
  targets.set(kind, target);
}

export const findTarget = (kind: string): SheetTarget | undefined => targets.get(kind);
export const listTargets = (): SheetTarget[] => [...targets.values()];
