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
  const chain = chainOf(tx, entry);
  await sql`select kernel.audit(${chain}, ${entry.node}::ltree, ${actorLabel(tx.actor)}, ${entry.action},
    ${entry.object.type}, ${entry.object.id}, ${JSON.stringify(entry.detail ?? {})})`.execute(tx.db);
}

/** One of many whom a record is about. */
export interface Subject {
  id: string;
  /** Path of the node where it stood then. */
  node: string;
  /** What was done to it; ids and names of fields, never values. */
  facts: Record<string, unknown>;
}

/**
 * Writes one audit record about many at once, up to a few thousand; what it says of one of them is found by asking for that one
 * (kernel.audit_about). Like `record` otherwise. With nobody to write about, nothing is written.
 */
export async function recordMany(
  tx: Tx,
  entry: AuditEntry,
  of: { type: string; subjects: readonly Subject[] },
): Promise<void> {
  const { type, subjects } = of;
  if (subjects.length === 0) return;
  const about = Object.fromEntries(subjects.map(({ id, facts }) => [id, facts]));
  const detail = JSON.stringify({ ...entry.detail, subjects: about });
  await sql`select kernel.audit_many(${chainOf(tx, entry)}, ${entry.node}::ltree, ${actorLabel(tx.actor)}, ${entry.action},
    ${entry.object.type}, ${entry.object.id}, ${detail}, ${type}, ${subjects.map(({ id }) => id)}::uuid[],
    ${subjects.map(({ node }) => node)}::ltree[])`.execute(tx.db);
}

/** The detail of a record as a list shows it: of one about many, how many they are. */
export function sharedDetail(detail: Record<string, unknown>): Record<string, unknown> {
  const { subjects, ...shared } = detail;
  if (typeof subjects !== "object" || subjects === null) return detail;
  return { ...shared, about: Object.keys(subjects).length };
}

const chainOf = (tx: Tx, entry: AuditEntry): string => entry.chain ?? tx.auditChain ?? chainOfNode(entry.node);

function chainOfNode(node: string): string {
  const bucket = (createHash("sha256").update(node).digest()[0] ?? 0) % 16;
  return `node:${bucket.toString(16)}`;
}
