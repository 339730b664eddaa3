import type { VerifyOptions } from "./audit-verify.ts";

export const tamperings = [
  ...["change", "delete", "insert", "reorder", "swap", "truncate", "recompute", "remove", "forge"],
] as const;

/** What somebody does who has the whole database, but neither the signing key nor the file nor the log. */
export interface Tampering {
  kind: "change" | "delete" | "insert" | "reorder" | "swap" | "truncate" | "recompute" | "remove" | "forge";
  chain: string;
  seq: number;
  /** A second record of the chain, for those that need two. */
  second: number;
  column: string;
}

/** Fields of a record, and how each is changed. */
const changes: Record<string, string> = {
  at: "at + interval '1 microsecond'",
  node: "node || '2'",
  hash: "sha256(hash)",
};
export const tamperedColumns = [
  ...["at", "node", "actor", "action", "object_type", "object_id", "payload", "hash"],
] as const;

type Query = VerifyOptions["query"];
const where = "chain = $1 and seq = $2";

export async function tamper(query: Query, { kind, chain, seq, second, column }: Tampering): Promise<void> {
  switch (kind) {
    case "change":
      await query(
        `update kernel.audit_record set ${column} = ${changes[column] ?? `${column} || '!'`} where ${where}`,
        [chain, seq],
      );
      return;
    case "delete":
      await query(`delete from kernel.audit_record where ${where}`, [chain, seq]);
      return;
    case "insert":
      await query(
        `insert into kernel.audit_record select chain, seq, at + interval '1 second', node, actor, 'test.forged', object_type,
           object_id, payload, hash from kernel.audit_record where ${where}`,
        [chain, seq],
      );
      return;
    case "reorder":
      await query(
        "update kernel.audit_record set seq = case seq when $2 then $3 else $2 end where chain = $1 and seq in ($2, $3)",
        [chain, seq, second],
      );
      return;
    case "swap":
      await query(
        `update kernel.audit_record r set payload = o.payload, object_id = o.object_id, hash = o.hash
         from kernel.audit_record o where r.chain = $1 and o.chain = $1
           and (r.seq = $2 and o.seq = $3 or r.seq = $3 and o.seq = $2)`,
        [chain, seq, second],
      );
      return;
    case "truncate":
      await query("delete from kernel.audit_record where chain = $1 and seq >= $2", [chain, seq]);
      return moveHead(query, chain);
    default:
      return rewrite(query, { kind, chain, seq });
  }
}

/** Changes, takes out or adds a record, and makes the whole chain after it fit again. */
async function rewrite(query: Query, { kind, chain, seq }: Pick<Tampering, "kind" | "chain" | "seq">): Promise<void> {
  if (kind === "recompute")
    await query(`update kernel.audit_record set payload = '{"forged":true}' where ${where}`, [chain, seq]);
  if (kind === "remove") {
    await query(`delete from kernel.audit_record where ${where}`, [chain, seq]);
    await query("update kernel.audit_record set seq = seq - 1 where chain = $1 and seq > $2", [chain, seq]);
  }
  if (kind === "forge") {
    await query("update kernel.audit_record set seq = seq + 1 where chain = $1 and seq >= $2", [chain, seq]);
    await query(
      `insert into kernel.audit_record select chain, $2::bigint, at, node, actor, 'test.forged', object_type, object_id, payload, hash
       from kernel.audit_record where chain = $1 and seq = $2::bigint + 1`,
      [chain, seq],
    );
  }
  await recompute(query, chain, seq);
}

async function recompute(query: Query, chain: string, from: number): Promise<void> {
  const { rows } = await query<{ seq: number }>(
    "select seq from kernel.audit_record where chain = $1 and seq >= $2 order by seq",
    [chain, from],
  );
  for (const { seq } of rows)
    await query(
      `update kernel.audit_record r set hash = kernel.audit_hash(coalesce((select hash from kernel.audit_record where chain = $1
         and seq = $2::bigint - 1), sha256(convert_to($1, 'UTF8'))), chain, seq, at, node, actor, action, object_type, object_id, payload)
       where chain = $1 and seq = $2`,
      [chain, seq],
    );
  await moveHead(query, chain);
}

async function moveHead(query: Query, chain: string): Promise<void> {
  await query(
    `update kernel.audit_chain c set seq = r.seq, hash = r.hash from kernel.audit_record r
     where c.chain = $1 and r.chain = $1 and r.seq = (select max(seq) from kernel.audit_record where chain = $1)`,
    [chain],
  );
  await query(
    "delete from kernel.audit_chain where chain = $1 and not exists (select from kernel.audit_record where chain = $1)",
    [chain],
  );
}

/**
 * Where a verifier that knows the signed numbers of a chain must point at first: `from` to `to`. Where the chain fits again, the first
 * signed record after the change convicts it.
 */
export function firstBad({ kind, seq, second }: Tampering, signed: readonly number[]): { from: number; to: number } {
  if (kind === "reorder" || kind === "swap") return { from: Math.min(seq, second), to: Math.min(seq, second) };
  // Of two records with one number either may be taken for the first.
  if (kind === "insert") return { from: seq, to: seq + 1 };
  if (kind === "recompute" || kind === "forge" || kind === "remove") {
    const convicted = Math.min(...signed.filter((one) => one >= seq));
    return { from: convicted, to: convicted };
  }
  return { from: seq, to: seq };
}
