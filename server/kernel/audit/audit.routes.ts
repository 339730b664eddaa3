import { sql } from "kysely";
import { z } from "zod";
import { type Ctx, serverSight, type Tx, transact } from "../context.ts";
import { PageQuery } from "../http/http.schemas.ts";
import type { App } from "../http/http.ts";
import { findNodePath } from "../nodes.store.ts";
import { defineDuty, isWithin, pathsHolding } from "../policy.ts";
import { missing } from "../problem.ts";
import { sharedDetail } from "./audit.ts";
import { behind, cursorOf, exactly, readCursor } from "./audit-cursor.ts";
import { auditNames } from "./audit-names.ts";

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
    /** The organisation in whose scope it happened; null for a node that is none. */
    placeId: z.uuid().nullable(),
    detail: z.unknown(),
  })
  .meta({ id: "AuditRecord" });
type AuditRecord = z.output<typeof AuditRecord>;

const AuditPage = z
  .object({
    items: z.array(AuditRecord),
    next: z.string().nullable(),
    /** What the ids of these records are called, by "type:id", e.g. "staff_account:…"; members are masked. */
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: "AuditPage" });
type AuditPage = z.output<typeof AuditPage>;

const AuditQuery = PageQuery.extend({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** A whole action, or its beginning followed by "*". */
  action: z.string().max(100).optional(),
  objectId: z.string().max(200).optional(),
  /** Who did it, as in the records: "staff:…" whole, or its beginning followed by "*". */
  actor: z.string().max(200).optional(),
  /** What happened in this organisation and below. */
  organisationId: z.uuid().optional(),
});
type AuditQuery = z.output<typeof AuditQuery>;

const AuditActorQuery = z.strictObject({ q: z.string().trim().max(60).optional() });
const AuditActors = z
  .object({ items: z.array(z.object({ actor: z.string(), name: z.string(), login: z.string() })) })
  .meta({ id: "AuditActors" });

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
    (request) => readAudit(request.ctx, request.query),
  );
  app.get(
    "/api/audit/actors",
    {
      access: "audit.read",
      schema: {
        operationId: "listAuditActors",
        tags: ["audit"],
        querystring: AuditActorQuery,
        response: { 200: AuditActors },
      },
    },
    (request) => listActors(request.ctx, request.query.q ?? ""),
  );
  app.get(
    "/api/audit/state",
    { access: "audit.read", schema: { operationId: "getAuditState", tags: ["audit"], response: { 200: AuditState } } },
    (request) => transact(request.ctx, findState),
  );
}

/** Row level security shows the scope of all duties; the audit is read only where the duty carries that permission. */
async function readAudit(ctx: Ctx, query: AuditQuery): Promise<AuditPage> {
  const page = await transact(ctx, async (tx) => {
    const held = pathsHolding(tx.actor, "audit.read");
    const paths = query.organisationId === undefined ? held : [await placeOf(tx, query.organisationId, held)];
    return listAudit(tx, query, paths);
  });
  // An act from above is signed by somebody whose account lies outside the reader's subtree.
  const names = await transact(serverSight(ctx), (tx) => auditNames(tx.db, page.items));
  return { ...page, names };
}

async function placeOf(tx: Tx, organisationId: string, held: readonly string[]): Promise<string> {
  const path = await findNodePath(tx.db, organisationId);
  if (path === undefined || !held.some((top) => isWithin(path, top))) throw missing("organisation.missing");
  return path;
}

async function listAudit(tx: Tx, query: AuditQuery, paths: string[]): Promise<Omit<AuditPage, "names">> {
  const found = await sql<AuditRecord & { exactly: string; payload: string }>`
    select r.chain, r.seq, r.at, ${exactly} as exactly, r.actor, r.action,
      r.object_type, r.object_id, r.payload, (select n.id from kernel.node n where n.path = r.node) as place_id
    from ${pageOf(query, paths)}
    order by r.at desc, r.chain desc, r.seq desc`.execute(tx.db);
  const rows = found.rows.slice(0, query.limit);
  const last = rows.at(-1);
  const next = found.rows.length > query.limit && last !== undefined ? cursorOf(last) : null;
  const items = rows.map(({ payload, exactly: _, ...row }) => ({
    ...row,
    detail: sharedDetail(JSON.parse(payload)),
  }));
  return { items, next };
}

/**
 * The records `r` of a page and one more: of all of them, which are found by what an index holds and only then fetched; or of those about
 * one thing, its own and what those about many say of it.
 */
function pageOf(query: AuditQuery, paths: string[]) {
  const { objectId } = query;
  const page = sql`where ${sql.join(conditionsOf(query, paths), sql` and `)}
    order by r.at desc, r.chain desc, r.seq desc limit ${query.limit + 1}`;
  if (objectId === undefined)
    return sql`(select r.at, r.chain, r.seq from kernel.audit_record r ${page}) k
      join kernel.audit_record r on r.chain = k.chain and r.seq = k.seq and r.at = k.at`;
  const own = sql`select * from kernel.audit_record where object_id = ${objectId}`;
  const all = z.uuid().safeParse(objectId).success
    ? sql`${own} union all select * from kernel.audit_about(${objectId}::uuid)`
    : own;
  return sql`(select r.* from (${all}) r ${page}) r`;
}

/** Only what is asked for: a column that no index holds would have every record fetched. */
function conditionsOf({ from, to, action, actor, ...query }: AuditQuery, paths: string[]) {
  const after = query.after === undefined ? undefined : readCursor(query.after, "/after");
  return [
    sql`r.node <@ any ((select kernel.with_former(${paths}::ltree[]))::ltree[])`,
    ...(from === undefined ? [] : [sql`r.at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`r.at < ${to}::timestamptz`]),
    ...(action === undefined ? [] : [sql`r.action like ${pattern(action)}`]),
    ...(actor === undefined ? [] : [sql`r.actor like ${pattern(actor)}`]),
    behind(after),
  ];
}

/** As `like` reads it: taken literally, except a "*" at the end. */
const pattern = (text: string | undefined) => text?.replace(/[\\%_]/g, "\\$&").replace(/\*$/, "%") ?? null;

/** Staff accounts to choose from, by part of the name or login: those of the reader's subtrees, and of the bodies above. */
async function listActors(ctx: Ctx, q: string): Promise<z.output<typeof AuditActors>> {
  const paths = pathsHolding(ctx.actor, "audit.read");
  const like = `%${(pattern(q.toLowerCase()) ?? "").replace(/%$/, "")}%`;
  return transact(serverSight(ctx), async (tx) => {
    const { rows } = await sql<{ id: string; name: string; login: string }>`
      select a.id, a.name, a.login from kernel.staff_account a
      where (a.node <@ any (${paths}::ltree[]) or a.node @> any (${paths}::ltree[]))
        and (lower(a.name) like ${like} or a.login like ${like})
      order by a.login limit 20`.execute(tx.db);
    return { items: rows.map(({ id, name, login }) => ({ actor: `staff:${id}`, name, login })) };
  });
}

async function findState(tx: Tx): Promise<z.output<typeof AuditState>> {
  const chains = await sql<{ count: number }>`select count(*) as count from kernel.audit_chain`.execute(tx.db);
  const last = await sql<{ at: Date; keyId: string }>`
    select at, key_id from kernel.audit_checkpoint order by id desc limit 1`.execute(tx.db);
  return { chains: chains.rows[0]?.count ?? 0, lastCheckpoint: last.rows[0] ?? null };
}
