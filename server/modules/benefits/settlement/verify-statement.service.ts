import { sql } from "kysely";
import { record } from "#kernel/audit/audit";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { hasDuty } from "#kernel/policy";
import { chainOf, firstBroken, totalsOf } from "./lines.rules.ts";
import { linesOf, linesUnlikeSource } from "./lines.store.ts";
import { noSuchStatement } from "./settlement.errors.ts";
import { findStatement, type StatementRow } from "./statement.store.ts";

export interface Verified {
  ok: boolean;
  lines: number;
  digest: string | null;
  /** What was found, each with the lines concerned; empty when nothing was touched. */
  faults: { what: "line" | "digest" | "audit" | "total" | "source"; positions: number[] }[];
}

/**
 * Recomputes a statement from its lines and compares: the chain of the lines, the digest, the digest in the audit chain, the
 * totals, and every line with the redemption, reversal or difference that it is about.
 */
export async function verifyStatement(ctx: Ctx, id: string): Promise<Verified> {
  // Everything is read with the server's sight: a check that sees a part finds nothing. Who may ask is decided here.
  return transact(serverSight(ctx), async (tx) => {
    const statement = await findStatement(tx.db, id);
    if (statement === undefined || !hasDuty(tx.actor, "benefits.read", statement.node)) throw noSuchStatement();

    const verified = await verify(tx, statement);
    await record(tx, {
      ...{ node: statement.node, action: "settlement.verified", object: { type: "statement", id } },
      detail: { ok: verified.ok, faults: verified.faults.map((fault) => fault.what) },
    });
    return verified;
  });
}

async function verify(tx: Tx, statement: StatementRow): Promise<Verified> {
  const lines = (await linesOf(tx.db, [statement.id])).get(statement.id) ?? [];
  const faults: Verified["faults"] = [];
  const broken = firstBroken(statement, lines);
  if (broken !== undefined) faults.push({ what: "line", positions: [broken] });
  const { digest } = chainOf(statement, lines);
  if (statement.digest !== null && !statement.digest.equals(digest)) faults.push({ what: "digest", positions: [] });
  if (statement.digest !== null && (await auditedDigest(tx, statement)) !== digest.toString("hex"))
    faults.push({ what: "audit", positions: [] });
  const totals = totalsOf(lines);
  if (totals.totalFen !== statement.totalFen || totals.amountFen !== statement.amountFen)
    faults.push({ what: "total", positions: [] });
  const unlike = await linesUnlikeSource(tx.db, statement.id);
  if (unlike.length > 0) faults.push({ what: "source", positions: unlike });
  return { ok: faults.length === 0, lines: lines.length, digest: statement.digest?.toString("hex") ?? null, faults };
}

/** The digest that was written into the audit chain when these lines were sent; that chain has its own check. */
async function auditedDigest(tx: Tx, { id, revision }: StatementRow): Promise<string | undefined> {
  const { rows } = await sql<{ payload: string }>`select payload from kernel.audit_record
    where object_type = 'statement' and object_id = ${id} and action = 'settlement.sent' order by at desc`.execute(
    tx.db,
  );
  const sent = rows.map(({ payload }) => JSON.parse(payload) as { revision?: number; digest?: string });
  return sent.find((one) => one.revision === revision)?.digest;
}
