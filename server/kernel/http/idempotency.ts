import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { actorLabel } from "../actor.ts";
import { type Ctx, type Tx, transact } from "../context.ts";
import { defineJob } from "../jobs.ts";
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
  const fingerprint = fingerprintOf(request);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${principal}|${operation}|${key}`}, 0))`.execute(tx.db);
  const first = await findAnswer<T>(tx, principal, operation, key);
  if (first !== undefined) {
    if (!first.fingerprint.equals(fingerprint)) throw invalid("idempotency.key_reused");
    return first.answer.value;
  }

  const value = await work();

  await sql`insert into kernel.idempotency (principal, operation, key, fingerprint, answer)
    values (${principal}, ${operation}, ${key}, ${fingerprint}, ${JSON.stringify({ value })}::jsonb)`.execute(tx.db);
  return value;
}

/** What `once` answered before, without doing anything: for what can no longer be read when the repeat comes. Throws as it does. */
export async function answeredBefore<T>(tx: Tx, { operation, key, request }: Once): Promise<T | undefined> {
  const known = await findAnswer<T>(tx, actorLabel(tx.actor), operation, key);
  if (known !== undefined && !known.fingerprint.equals(fingerprintOf(request))) throw invalid("idempotency.key_reused");
  return known?.answer.value;
}

const fingerprintOf = (request: unknown): Buffer => createHash("sha256").update(JSON.stringify(request)).digest();

async function findAnswer<T>(tx: Tx, principal: string, operation: string, key: string) {
  const { rows } = await sql<{ fingerprint: Buffer; answer: { value: T } }>`
    select fingerprint, answer from kernel.idempotency
    where principal = ${principal} and operation = ${operation} and key = ${key}`.execute(tx.db);
  return rows[0];
}

const keptDays = 30;
const batch = 5000;

/**
 * Forgets answers after thirty days. A repeat comes from a page or a device that never got the answer: a staff sign-in ends after half
 * a day, a till must bring in within three what it did without network, so nobody can ask again by then, and a month leaves
 * room for whoever restores a machine. What must hold for ever keeps its key itself: a claim in stock.claim, a redemption in
 * its own table. `system` acts as the server. Gives how many.
 */
export async function sweepIdempotency(system: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const gone = await transact(system, (tx) =>
      sql`delete from kernel.idempotency where (principal, operation, key) in (
        select principal, operation, key from kernel.idempotency
        where created_at < clock_timestamp() - make_interval(days => ${keptDays}) limit ${batch})`.execute(tx.db),
    );
    const count = Number(gone.numAffectedRows ?? 0n);
    total += count;
    if (count < batch) return total;
  }
}

/** At night, and once whatever the number of processes. */
export const sweepIdempotencyJob = defineJob({
  name: "kernel.sweep_idempotency",
  data: z.object({}),
  cron: "40 2 * * *",
  handler: async (ctx) => {
    const removed = await sweepIdempotency(ctx);
    if (removed > 0) ctx.log.info({ removed }, "idempotency.swept");
  },
});
