import { createHash } from "node:crypto";
import { sql } from "kysely";
import { actorLabel } from "../actor.ts";
import type { Tx } from "../context.ts";
import { invalid } from "../problem.ts";

export interface Once {
  operation: string;
  /** The Idempotency-Key header. */
  key: string;
  /** What was asked; the same key with another request is refused. */
  request: unknown;
}

/**
 * Runs `work` once for a principal, operation and key, in the running transaction; a repeat gets the first answer.
 * Throws `idempotency.key_reused` (422) when the key came with another request. A refusal thrown by `work` leaves nothing behind.
 */
export async function once<T>(tx: Tx, { operation, key, request }: Once, work: () => Promise<T>): Promise<T> {
  const principal = actorLabel(tx.actor);
  const fingerprint = createHash("sha256").update(JSON.stringify(request)).digest();
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${principal}|${operation}|${key}`}, 0))`.execute(tx.db);
  const known = await sql<{ fingerprint: Buffer; answer: { value: T } }>`
    select fingerprint, answer from kernel.idempotency
    where principal = ${principal} and operation = ${operation} and key = ${key}`.execute(tx.db);
  const first = known.rows[0];
  if (first !== undefined) {
    if (!first.fingerprint.equals(fingerprint)) throw invalid("idempotency.key_reused");
    return first.answer.value;
  }

  const value = await work();

  await sql`insert into kernel.idempotency (principal, operation, key, fingerprint, answer)
    values (${principal}, ${operation}, ${key}, ${fingerprint}, ${JSON.stringify({ value })}::jsonb)`.execute(tx.db);
  return value;
}
