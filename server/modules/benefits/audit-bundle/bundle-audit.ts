import { sql } from "kysely";
import { type Checkpoint, openCheckpoint } from "#kernel/audit/audit-checkpoint";
import type { Db } from "#kernel/database/db";
import type { SigningKey } from "#kernel/secrets/secrets";
import { chainsOfCampaign } from "./bundle-parts.ts";

/** One record as its hash was computed: text by text. */
export type AuditRow = Record<
  "chain" | "at" | "node" | "actor" | "action" | "object_type" | "object_id" | "payload" | "hash",
  string
> & { seq: number };

/** The whole chains of a campaign, and for each the last signed checkpoint that names its head. */
export interface AuditTrail {
  records: AuditRow[];
  checkpoints: Checkpoint[];
}

export async function auditTrailOf(db: Db, campaignId: string): Promise<AuditTrail> {
  const records = await sql<{ row: AuditRow }>`select jsonb_build_object('chain', a.chain, 'seq', a.seq,
      'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'node', a.node::text, 'actor', a.actor,
      'action', a.action, 'object_type', a.object_type, 'object_id', a.object_id, 'payload', a.payload,
      'hash', encode(a.hash, 'hex')) as row
    from kernel.audit_record a where a.chain in ${chainsOfCampaign(campaignId)} order by a.chain, a.seq`.execute(db);
  // A checkpoint says only which heads have moved, so the last one that names a chain covers all of it.
  const checkpoints = await sql<Checkpoint>`
    with last as (select max(c.id) as id from kernel.audit_checkpoint c,
        lateral jsonb_array_elements(c.heads::jsonb -> 'heads') head
      where c.at >= (select created_at from benefits.campaign where id = ${campaignId})
        and head ->> 0 in ${chainsOfCampaign(campaignId)} group by head ->> 0)
    select c.id::integer as id, c.heads as content, c.key_id as "keyId",
      translate(encode(c.signature, 'base64'), E'\n', '') as signature
    from kernel.audit_checkpoint c where c.id in (select id from last) order by c.id`.execute(db);
  return { records: records.rows.map(({ row }) => row), checkpoints: checkpoints.rows };
}

/** How many heads that were signed are not the records beside them; a checkpoint that nobody signed counts once. */
export function unlikeSigned({ records, checkpoints }: AuditTrail, key: SigningKey): number {
  const hashes = new Map(records.map(({ chain, seq, hash }) => [`${chain} ${seq}`, hash]));
  const chains = new Set(records.map(({ chain }) => chain));
  const keys = new Map([[key.keyId, key.publicKey]]);
  return checkpoints.reduce((wrong, checkpoint) => {
    // Signed before the key was replaced: whoever has that key can check it.
    if (checkpoint.keyId !== key.keyId) return wrong;
    const content = openCheckpoint(checkpoint, keys);
    if (typeof content === "string") return wrong + 1;
    const unlike = content.heads.filter(
      ([chain, seq, hash]) => chains.has(chain) && seq > 0 && hashes.get(`${chain} ${seq}`) !== hash,
    );
    return wrong + unlike.length;
  }, 0);
}

/** The key as `npm run audit:verify -- --print-key` shows it. */
export const publicKeyText = ({ keyId, publicKey }: SigningKey): string =>
  `${keyId}:${publicKey.export({ format: "der", type: "spki" }).toString("base64")}`;
