import { createHash } from "node:crypto";
import { sql } from "kysely";
import { actorLabel } from "../actor.ts";
import type { Tx } from "../context.ts";

export interface AuditEntry {
  /** Path of the node in whose scope this happened. */
  node: string;
  /** What was done, e.g. "release.paused". */
  action: string;
  object: { type: string; id: string };
  /** Facts a reader needs later; ids and numbers, never names, phones or identity numbers. */
  detail?: Record<string, unknown>;
  /** A chain of its own for a busy thing; by default one of 16 chains chosen by the node. */
  chain?: string;
}

/** Writes one audit record in the running transaction; when it cannot be written, the act fails with it. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  const chain = entry.chain ?? chainOfNode(entry.node);
  await sql`select kernel.audit(${chain}, ${entry.node}::ltree, ${actorLabel(tx.actor)}, ${entry.action},
    ${entry.object.type}, ${entry.object.id}, ${JSON.stringify(entry.detail ?? {})})`.execute(tx.db);
}

function chainOfNode(node: string): string {
  const bucket = (createHash("sha256").update(node).digest()[0] ?? 0) % 16;
  return `node:${bucket.toString(16)}`;
}
