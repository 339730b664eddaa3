/** A column that holds sealed values, told by the room that owns it, so that keys can be changed. */
export interface SealedColumn {
  /** With its schema; the rows have an `id`. */
  table: string;
  column: string;
  /** The place that a row's value is sealed for. */
  place(id: string): string;
}

/** Sealed things outside columns that cannot be sealed again: they are waited for. */
export interface SealedArchive {
  name: string;
  /** Counts those made before `$1`, as the server itself. */
  countBefore: string;
}

const columns: SealedColumn[] = [];
const archives: SealedArchive[] = [];

/** Says that a column holds sealed values; at load. */
export function registerSealedColumn(column: SealedColumn): void {
  columns.push(column);
}

/** Says that there are sealed files; at load. */
export function registerSealedArchive(archive: SealedArchive): void {
  archives.push(archive);
}

/** Every sealed column of the rooms that are loaded, in a fixed order. */
export const sealedColumns = (): readonly SealedColumn[] =>
  [...columns].sort((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`));

export const sealedArchives = (): readonly SealedArchive[] => archives;
