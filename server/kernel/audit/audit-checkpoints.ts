import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Duty, LeaderSession } from "../database/leader.ts";
import type { Runtime } from "../module.ts";
import { type Checkpoint, contentHash, type Head, signCheckpoint } from "./audit-checkpoint.ts";

export interface CheckpointOptions {
  /** Milliseconds between checkpoints (60,000). */
  every?: number;
}

export const checkpointFile = (dataDir: string) => join(dataDir, "audit-checkpoints.jsonl");

/**
 * Signs the heads of all audit chains each minute, to be given to `startLeader`. The line goes into the table, into a
 * file in the data folder and into the log, so that whoever rewrites the database is convicted by the other two.
 */
export function auditCheckpoints(
  runtime: {
    config: Pick<Runtime["config"], "dataDir">;
    secrets: Pick<Runtime["secrets"], "auditSigning">;
    log: Runtime["log"];
  },
  options: CheckpointOptions = {},
): Duty {
  return {
    name: "audit-checkpoints",
    run: async ({ query, signal }) => {
      const known = new Map<string, number>();
      while (!signal.aborted) {
        const checkpoint = await makeCheckpoint(query, runtime.secrets.auditSigning, known);
        runtime.log.info({ checkpoint }, "audit.checkpoint");
        try {
          appendLine(checkpointFile(runtime.config.dataDir), JSON.stringify(checkpoint));
        } catch (error) {
          // Signing goes on: the table and the log still have it.
          runtime.log.error({ reason: (error as Error).message }, "audit.checkpoint_file_failed");
        }
        await sleep(options.every ?? 60_000, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

/** Makes one checkpoint of the heads that moved past `known` (all of them when that is empty), and remembers them there. */
export async function makeCheckpoint(
  query: LeaderSession["query"],
  key: Runtime["secrets"]["auditSigning"],
  known: Map<string, number>,
): Promise<Checkpoint> {
  const { rows } = await query<{ at: Date; heads: Head[] | null; previous: string | null }>(`
    select clock_timestamp() as at,
      (select json_agg(json_build_array(chain, seq, encode(hash, 'hex')) order by chain) from kernel.audit_chain) as heads,
      (select heads from kernel.audit_checkpoint order by id desc limit 1) as previous`);
  const found = rows[0];
  if (found === undefined) throw new Error("the audit heads cannot be read");
  const full = known.size === 0;
  const heads = (found.heads ?? []).filter(([chain, seq]) => known.get(chain) !== seq);
  const previous = found.previous === null ? null : contentHash(found.previous);
  const signed = signCheckpoint(key, { version: 1, at: found.at.toISOString(), previous, full, heads });

  const inserted = await query<{ id: number }>(
    `insert into kernel.audit_checkpoint (at, heads, key_id, signature) values ($1, $2, $3, $4) returning id`,
    [found.at, signed.content, signed.keyId, Buffer.from(signed.signature, "base64")],
  );
  for (const [chain, seq] of heads) known.set(chain, seq);
  return { id: Number(inserted.rows[0]?.id), ...signed };
}

/** Appends a whole line and makes it durable; a torn line left by a crash is ended first. */
function appendLine(file: string, line: string): void {
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, "utf8").slice(-1));
  const handle = openSync(file, "a", 0o600);
  try {
    writeSync(handle, `${torn ? "\n" : ""}${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
