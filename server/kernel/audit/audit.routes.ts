import { sql } from "kysely";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { type Tx, transact } from "../context.ts";
import { PageQuery } from "../http/http.schemas.ts";
import type { App } from "../http/http.ts";
import { defineDuty, hasDuty } from "../policy.ts";
import { malformed } from "../problem.ts";

defineDuty("auditor", ["audit.read"]);

const AuditRecord = z
  .object({
    chain: z.string(),
    seq: z.number().int(),
    at: z.date(),
    actor: z.string(),
    action: z.string(),
    objectType: z.string(),
    objectId: z.string(),
    detail: z.unknown(),
  })
  .meta({ id: "AuditRecord" });
type AuditRecord = z.output<typeof AuditRecord>;

const AuditPage = z.object({ items: z.array(AuditRecord), next: z.string().nullable() }).meta({ id: "AuditPage" });

const AuditQuery = PageQuery.extend({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** A whole action, or its beginning followed by "*". */
  action: z.string().max(100).optional(),
  objectId: z.string().max(200).optional(),
});

const AuditState = z
  .object({
    chains: z.number().int(),
    lastCheckpoint: z.object({ at: z.date(), keyId: z.string() }).nullable(),
  })
  .meta({ id: "AuditState" });

/** The audit for those who may read it, in their scope, newest first. */
export function auditRoutes(app: App, _runtime?: unknown): void {
  app.get(
    "/api/audit",
    {
      access: "audit.read",
      schema: { operationId: "listAudit", tags: ["audit"], querystring: AuditQuery, response: { 200: AuditPage } },
    },
    (request) => transact(request.ctx, (tx) => listAudit(tx, request.query)),
  );
  app.get(
    "/api/audit/state",
    { access: "audit.read", schema: { operationId: "getAuditState", tags: ["audit"], response: { 200: AuditState } } },
    (request) => transact(request.ctx, findState),
  );
}

/** Row level security shows the scope of all duties; the audit is read only where the duty carries that permission. */
function pathsOf(actor: Actor): string[] {
  if (actor.kind !== "staff") return [];
  return actor.duties.filter((held) => hasDuty({ ...actor, duties: [held] }, "audit.read")).map((held) => held.path);
}

async function listAudit(tx: Tx, query: z.output<typeof AuditQuery>): Promise<z.output<typeof AuditPage>> {
  const after = query.after === undefined ? undefined : readCursor(query.after);
  const action = query.action?.replace(/[\\%_]/g, "\\$&").replace(/\*$/, "%") ?? null;
  const found = await sql<AuditRecord & { exactly: string; payload: string }>`
    select chain, seq, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exactly, actor, action, object_type, object_id, payload from kernel.audit_record
    where node <@ any (${pathsOf(tx.actor)}::ltree[])
      and (${query.from ?? null}::timestamptz is null or at >= ${query.from ?? null}::timestamptz)
      and (${query.to ?? null}::timestamptz is null or at < ${query.to ?? null}::timestamptz)
      and (${action}::text is null or action like ${action})
      and (${query.objectId ?? null}::text is null or object_id = ${query.objectId ?? null})
      and (${after?.at ?? null}::timestamptz is null
        or (at, chain, seq) < (${after?.at ?? null}::timestamptz, ${after?.chain ?? null}::text, ${after?.seq ?? null}::bigint))
    order by at desc, chain desc, seq desc limit ${query.limit + 1}`.execute(tx.db);
  const rows = found.rows.slice(0, query.limit);
  const last = rows.at(-1);
  const next =
    found.rows.length > query.limit && last !== undefined ? `${last.exactly}|${last.seq}|${last.chain}` : null;
  return { items: rows.map(({ payload, exactly: _, ...row }) => ({ ...row, detail: JSON.parse(payload) })), next };
}

function readCursor(text: string): { at: string; seq: number; chain: string } {
  const [, at = "", seq, chain] = /^(\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z)\|(\d{1,15})\|(.{1,200})$/.exec(text) ?? [];
  if (!(Date.parse(at) > 0) || seq === undefined || chain === undefined)
    throw malformed("http.invalid_request", { field: "/after", reason: "cursor" });
  return { at, seq: Number(seq), chain };
}

async function findState(tx: Tx): Promise<z.output<typeof AuditState>> {
  const chains = await sql<{ count: number }>`select count(*) as count from kernel.audit_chain`.execute(tx.db);
  const last = await sql<{ at: Date; keyId: string }>`
    select at, key_id from kernel.audit_checkpoint order by id desc limit 1`.execute(tx.db);
  return { chains: chains.rows[0]?.count ?? 0, lastCheckpoint: last.rows[0] ?? null };
}
