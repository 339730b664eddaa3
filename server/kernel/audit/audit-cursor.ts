import { sql } from "kysely";
import { malformed } from "../problem.ts";

/** The time of a record `r` to the microsecond: a JavaScript Date would lose what lies between two records of one act. */
export const exactly = sql.raw(`to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

export interface AuditPlace {
  /** `exactly` of the record. */
  at: string;
  seq: number;
  chain: string;
}

/** Where a page of records ends, newest first by (at, chain, seq): what `readCursor` reads. */
export const cursorOf = (last: { exactly: string; seq: string | number; chain: string }): string =>
  `${last.exactly}|${last.seq}|${last.chain}`;

/** Throws 400 http.invalid_request naming the field. */
export function readCursor(text: string, field: string): AuditPlace {
  const [, at = "", seq, chain] = /^(\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z)\|(\d{1,15})\|(.{1,200})$/.exec(text) ?? [];
  if (!isMoment(at) || seq === undefined || chain === undefined)
    throw malformed("http.invalid_request", { field, reason: "cursor" });
  return { at, seq: Number(seq), chain };
}

/** Date.parse takes the 31st of February for a day in March, and PostgreSQL for none. */
const isMoment = (at: string): boolean =>
  Date.parse(at) > 0 && new Date(at).toISOString().slice(0, 19) === at.slice(0, 19);

/** What comes behind a place, of records `r`; everything without one. */
export const behind = (after: AuditPlace | undefined) =>
  after === undefined
    ? sql`true`
    : sql`(r.at, r.chain, r.seq) < (${after.at}::timestamptz, ${after.chain}::text, ${after.seq}::bigint)`;
