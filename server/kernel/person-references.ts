/**
 * When two files turn out to be one person, the rows of every table with a `person_id` follow (kernel.move_person_rows). A room says here
 * which of its tables do not: what proves who a browser is, what is counted anew, what is over in a minute.
 */
const staying = new Map<string, string>();

/** Says that the rows of a table (with its schema) stay with the closed file, and why; at load. */
export function registerStayingRows(table: string, why: string): void {
  staying.set(table, why);
}

/** Tables whose rows do not follow. */
export const stayingRows = (): string[] => [...staying.keys()].sort();
