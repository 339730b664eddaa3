import { nearestOf } from "../closeness.rules.ts";
import type { Cell, Column, MappedColumn, Mapping, RawRow, SheetSchema } from "../sheets.types.ts";
import { columnsLike } from "./content.rules.ts";
import { type Heading, namesOf, plainHeading, readings } from "./heading.rules.ts";

/** What a person decided about headings: the key of a column, or null for one that is left out. */
export type Remembered = Readonly<Record<string, string | null>>;

export interface Table {
  /** Undefined when the table begins without one. */
  heading: Heading | undefined;
  /** Some rows from below the headings. */
  samples: readonly RawRow[];
  remembered?: Remembered | undefined;
}

/**
 * Which column of a file stands for which of a schema: as somebody decided before, by name, by synonym, by what stands in it. Each
 * column of the schema is taken once. What is only alike is left open, with what it might stand for.
 */
export function mapColumns(schema: SheetSchema, { heading, samples, remembered = {} }: Table): Mapping {
  const width = Math.max(heading?.headings.length ?? 0, ...samples.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, at): MappedColumn => {
    return { at, heading: heading?.headings[at] ?? "", key: null, because: "unknown", candidates: [] };
  });
  const board = new Board(schema, columns);
  for (const column of columns) {
    const key = remembered[plainHeading(column.heading)];
    if (key !== undefined && column.heading !== "") board.decide(column, key, "remembered");
  }
  for (let depth = 0; depth < 4; depth++) byName(board, depth);
  const cellsAt = (at: number) => samples.map(({ cells }): Cell => cells[at] ?? null);
  byContent(board, cellsAt);
  return board.mapping(heading, samples);
}

class Board {
  readonly schema: SheetSchema;
  readonly columns: MappedColumn[];

  constructor(schema: SheetSchema, columns: MappedColumn[]) {
    this.schema = schema;
    this.columns = columns;
  }

  open(): MappedColumn[] {
    return this.columns.filter(({ because }) => because === "unknown");
  }

  free(): Column[] {
    return this.schema.columns.filter(({ key }) => !this.columns.some((column) => column.key === key));
  }

  decide(column: MappedColumn, key: string | null, because: MappedColumn["because"]): void {
    if (key !== null && !this.free().some((one) => one.key === key)) {
      if (this.schema.column(key) !== undefined && !column.candidates.includes(key)) column.candidates.push(key);
      return;
    }
    Object.assign(column, { key, because, candidates: [] });
  }

  mapping(heading: Heading | undefined, samples: readonly RawRow[]): Mapping {
    const free = new Set(this.free().map(({ key }) => key));
    const blank = ({ heading: text, key, candidates }: MappedColumn) =>
      text === "" && key === null && candidates.length === 0;
    return {
      sheet: heading?.sheet ?? samples[0]?.sheet ?? "",
      headerRow: heading?.headerRow ?? 0,
      columns: this.columns.filter((column) => !blank(column)),
      missing: this.schema.columns
        .filter(({ key, required }) => required === true && free.has(key))
        .map(({ key }) => key),
    };
  }
}

/** Titles before synonyms, and the likelier readings of a heading before the others. */
function byName(board: Board, depth: number): void {
  for (const because of ["name", "synonym"] as const)
    for (const column of board.open()) {
      const reading = readings(column.heading)[depth];
      if (reading === undefined || reading === "") continue;
      const meant = board.schema.columns.find((one) => {
        const [title, ...synonyms] = namesOf(one);
        return because === "name" ? title === reading : synonyms.includes(reading);
      });
      if (meant !== undefined) board.decide(column, meant.key, because);
    }
}

/** Numbers and days of somebody else, which a column must not be taken for by its content alone. */
const ofOthers =
  /配偶|户主|父|母|子女|紧急|联系人|介绍人|推荐人|法人|法定|负责人|经办|填表|审核|单位|企业|公司|家属|监护/u;

function byContent(board: Board, cellsAt: (at: number) => Cell[]): void {
  const like = new Map(board.open().map((column) => [column, columnsLike(cellsAt(column.at), board.free())]));
  for (const [column, columns] of like) {
    const [only, second] = columns;
    const rivals = [...like].filter(([, others]) => only !== undefined && others.includes(only)).length;
    const sure = only !== undefined && second === undefined && rivals === 1 && !ofOthers.test(column.heading);
    if (sure && (column.heading === "" || only.kind !== "text")) board.decide(column, only.key, "content");
  }
  for (const column of board.open()) {
    const alike = likeNames(column.heading, board.free());
    const free = new Set(board.free().map(({ key }) => key));
    const content = (like.get(column) ?? []).filter(({ kind }) => kind !== "text" || column.heading === "");
    const keys = [...column.candidates, ...[...alike, ...content].map(({ key }) => key).filter((key) => free.has(key))];
    column.candidates = [...new Set(keys)];
  }
}

/** Columns whose names are alike but not the same: a longer name around one, or a slip of the pen. */
function likeNames(heading: string, columns: readonly Column[]): Column[] {
  const plain = plainHeading(heading);
  if (plain.length < 2) return [];
  const around = (name: string) =>
    name.length > 1 && (plain.includes(name) || (plain.length > 2 && name.includes(plain)));
  return columns.filter((column) => {
    const names = namesOf(column);
    return names.some(around) || nearestOf(plain, names) !== undefined;
  });
}
