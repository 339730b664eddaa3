import { createHash, type KeyObject } from "node:crypto";
import type pg from "pg";
import { Checkpoint, contentHash, openCheckpoint } from "./audit-checkpoint.ts";

export interface VerifyOptions {
  /** Sees every record (owner with `app.scope` '*'), best in one repeatable-read transaction while the server works. */
  query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<pg.QueryResult<Row>>;
  /** Public keys by their id; a key that was replaced stays here. */
  keys: ReadonlyMap<string, KeyObject>;
  /** Lines of checkpoint files that were kept outside the database, of all servers together. */
  lines?: readonly string[];
}

/** Where something is wrong; `seq` 0 when it is not one record's. */
export interface Finding {
  chain: string;
  seq: number;
  why: string;
}

export interface Verification {
  ok: boolean;
  records: number;
  chains: number;
  checkpoints: number;
  /** The first bad position of every chain that has one, checkpoints first. */
  findings: Finding[];
  /** Lines of the files that could not be read (a crash may tear the last one). */
  unreadableLines: number;
}

/** What signed checkpoints say about a chain: the hash of some of its records. */
type Witnessed = Map<string, Map<number, string>>;

interface Row {
  chain: string;
  seq: number;
  at: string;
  node: string;
  actor: string;
  action: string;
  object_type: string;
  object_id: string;
  payload: string;
  hash: Buffer;
}

const pageSize = 5000;

/** Recomputes every audit chain and compares it with the signed checkpoints in the table and in the files. */
export async function verifyAudit(options: VerifyOptions): Promise<Verification> {
  const findings: Finding[] = [];
  const witnessed: Witnessed = new Map();
  const stored = await readStored(options, witnessed, findings);
  const unreadableLines = readLines(options, stored, witnessed, findings);
  const ends = new Map<string, { seq: number; hash: string }>();
  const records = await walkChains(options, witnessed, findings, ends);
  await compareHeads(options, witnessed, findings, ends);
  return { ok: findings.length === 0, records, chains: ends.size, checkpoints: stored.size, findings, unreadableLines };
}

async function readStored({ query, keys }: VerifyOptions, witnessed: Witnessed, findings: Finding[]) {
  const { rows } = await query<{ id: number; content: string; key_id: string; signature: Buffer }>(
    "select id, heads as content, key_id, signature from kernel.audit_checkpoint order by id",
  );
  const stored = new Map<number, string>();
  let previous: string | null = null;
  for (const row of rows) {
    const id = Number(row.id);
    const checkpoint = { id, content: row.content, keyId: row.key_id, signature: row.signature.toString("base64") };
    const content = openCheckpoint(checkpoint, keys);
    const why = typeof content === "string" ? content : witness(content.heads, witnessed);
    if (why !== undefined) findings.push(ofCheckpoint(id, `in the table: ${why}`));
    else if (typeof content !== "string" && content.previous !== previous)
      findings.push(ofCheckpoint(id, "in the table: one before it is missing or was changed"));
    previous = contentHash(row.content);
    stored.set(id, row.content);
  }
  return stored;
}

function readLines(
  { lines = [], keys }: VerifyOptions,
  stored: Map<number, string>,
  witnessed: Witnessed,
  findings: Finding[],
) {
  let unreadable = 0;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const parsed = Checkpoint.safeParse(parseJson(line));
    if (!parsed.success) {
      unreadable += 1;
      continue;
    }
    const { id, content: text } = parsed.data;
    const content = openCheckpoint(parsed.data, keys);
    const why = typeof content === "string" ? content : witness(content.heads, witnessed);
    if (why !== undefined) findings.push(ofCheckpoint(id, `in the file: ${why}`));
    else if (stored.get(id) !== text)
      findings.push(ofCheckpoint(id, "is in the file and not, or not so, in the table"));
  }
  return unreadable;
}

/** Notes what a checkpoint says; two that contradict each other cannot both be of this history. */
function witness(heads: readonly [string, number, string][], witnessed: Witnessed): string | undefined {
  for (const [chain, seq, hash] of heads) {
    const known = witnessed.get(chain) ?? new Map<number, string>();
    witnessed.set(chain, known);
    if (known.has(seq) && known.get(seq) !== hash) return `contradicts another about ${chain} ${seq}`;
    known.set(seq, hash);
  }
  return undefined;
}

async function walkChains(
  { query }: VerifyOptions,
  witnessed: Witnessed,
  findings: Finding[],
  ends: Map<string, { seq: number; hash: string }>,
): Promise<number> {
  let records = 0;
  let chain = "";
  let end: { seq: number; hash: Buffer } = { seq: 0, hash: Buffer.alloc(0) };
  let broken = false;
  for await (const row of allRecords(query)) {
    records += 1;
    if (row.chain !== chain || records === 1) {
      chain = row.chain;
      end = { seq: 0, hash: createHash("sha256").update(chain).digest() };
      broken = false;
    }
    if (broken) continue;
    const why = judge(row, end, witnessed.get(chain));
    if (why !== undefined) {
      findings.push({ chain, seq: Math.min(row.seq, end.seq + 1), why });
      broken = true;
    }
    end = { seq: row.seq, hash: row.hash };
    ends.set(chain, { seq: row.seq, hash: row.hash.toString("hex") });
  }
  return records;
}

/** Why this record cannot be the one that was written after `end`; undefined when it is. */
function judge(
  row: Row,
  end: { seq: number; hash: Buffer },
  witnessed: Map<number, string> | undefined,
): string | undefined {
  if (row.seq === end.seq) return "there is a second record with this number";
  if (row.seq !== end.seq + 1) return `records are missing: ${end.seq} is followed by ${row.seq}`;
  const fields = [row.chain, String(row.seq), row.at, row.node, row.actor, row.action, row.object_type, row.object_id];
  if (fields.some((field) => field.includes("\n"))) return "a field holds a line break";
  const hash = createHash("sha256")
    .update(end.hash)
    .update([...fields, row.payload].join("\n"));
  if (!hash.digest().equals(row.hash)) return "its content does not match its hash";
  const signed = witnessed?.get(row.seq);
  return signed === undefined || signed === row.hash.toString("hex") ? undefined : "a signed checkpoint says otherwise";
}

async function* allRecords(query: VerifyOptions["query"]): AsyncGenerator<Row> {
  let after: Pick<Row, "chain" | "seq" | "at"> = { chain: "", seq: -1, at: "-infinity" };
  for (;;) {
    const { rows } = await query<Row>(
      `select chain, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, node::text as node,
         actor, action, object_type, object_id, payload, hash
       from kernel.audit_record where (chain, seq, at) > ($1::text, $2::bigint, $3::timestamptz)
       order by chain, seq, at limit ${pageSize}`,
      [after.chain, after.seq, after.at],
    );
    yield* rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last;
  }
}

/** The end of each chain must be its head, and lie at or after what was signed last. */
async function compareHeads(
  { query }: VerifyOptions,
  witnessed: Witnessed,
  findings: Finding[],
  ends: Map<string, { seq: number; hash: string }>,
): Promise<void> {
  const { rows } = await query<{ chain: string; seq: number; hash: Buffer }>(
    "select chain, seq, hash from kernel.audit_chain",
  );
  const heads = new Map(rows.map((row) => [row.chain, { seq: Number(row.seq), hash: row.hash.toString("hex") }]));
  for (const chain of new Set([...heads.keys(), ...ends.keys(), ...witnessed.keys()])) {
    if (findings.some((found) => found.chain === chain)) continue;
    const end = ends.get(chain) ?? { seq: 0, hash: createHash("sha256").update(chain).digest("hex") };
    const head = heads.get(chain);
    const signed = Math.max(0, ...(witnessed.get(chain)?.keys() ?? []));
    if (signed > end.seq) findings.push({ chain, seq: end.seq + 1, why: `the end was cut off: ${signed} was signed` });
    else if (head === undefined) findings.push({ chain, seq: 0, why: "it has records and no head" });
    else if (head.seq !== end.seq || head.hash !== end.hash)
      findings.push({ chain, seq: Math.min(head.seq, end.seq) + 1, why: "its head is not its last record" });
  }
}

const ofCheckpoint = (id: number, why: string): Finding => ({ chain: `checkpoint ${id}`, seq: 0, why });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
