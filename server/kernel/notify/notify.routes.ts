import { sql } from "kysely";
import { z } from "zod";
import { type Tx, transact } from "../context.ts";
import { PageQuery } from "../http/http.schemas.ts";
import type { App } from "../http/http.ts";
import { missing } from "../problem.ts";
import { open } from "../secrets/secrets.ts";
import type { NotifyRuntime } from "./notify.ts";

const InboxItem = z
  .object({
    id: z.uuid(),
    /** The key of the text, with `params`; `title` and `body` are set when a person wrote it. */
    kind: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    title: z.string().nullable(),
    body: z.string().nullable(),
    link: z.string().nullable(),
    createdAt: z.date(),
    readAt: z.date().nullable(),
  })
  .meta({ id: "InboxItem" });
type InboxItem = z.output<typeof InboxItem>;

const InboxPage = z
  .object({ items: z.array(InboxItem), next: z.string().nullable(), unread: z.number().int() })
  .meta({ id: "InboxPage" });

const OutboxItem = z
  .object({
    id: z.uuid(),
    channel: z.enum(["sms", "inbox"]),
    /** Masked. */
    to: z.string(),
    template: z.string(),
    text: z.string(),
    state: z.string(),
    createdAt: z.date(),
  })
  .meta({ id: "OutboxItem" });
type OutboxItem = z.output<typeof OutboxItem>;

const Nothing = z.null();

/** The member's inbox, and the demo's outbox for staff. */
export function inboxRoutes(app: App, runtime: NotifyRuntime): void {
  app.get(
    "/api/member/inbox",
    {
      access: "member",
      schema: { operationId: "listInbox", tags: ["inbox"], querystring: PageQuery, response: { 200: InboxPage } },
    },
    (request) => transact(request.ctx, (tx) => listInbox(tx, request.query)),
  );
  app.post(
    "/api/member/inbox/:id/read",
    {
      access: "member",
      schema: {
        ...{ operationId: "readInboxMessage", tags: ["inbox"] },
        ...{ params: z.strictObject({ id: z.uuid() }), response: { 204: Nothing } },
      },
    },
    async (request, reply) => {
      await transact(request.ctx, (tx) => markRead(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/member/inbox/read-all",
    { access: "member", schema: { operationId: "readInbox", tags: ["inbox"], response: { 204: Nothing } } },
    async (request, reply) => {
      await transact(request.ctx, (tx) =>
        sql`update kernel.inbox_message set read_at = clock_timestamp()
          where person_id = kernel.person() and read_at is null`.execute(tx.db),
      );
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/outbox",
    {
      access: "staff",
      schema: {
        ...{ operationId: "listOutbox", tags: ["demo"] },
        response: { 200: z.object({ items: z.array(OutboxItem) }).meta({ id: "Outbox" }) },
      },
    },
    async () => {
      if (!runtime.demo) throw missing("http.no_such_address");
      // As the server: in a demonstration every message may be read, that is what it is for.
      return transact(runtime.system("demo-outbox"), async (tx) => ({ items: await listOutbox(tx, runtime) }));
    },
  );
}

async function listInbox(tx: Tx, { after, limit }: z.output<typeof PageQuery>) {
  const before = after !== undefined && z.uuid().safeParse(after).success ? after : null;
  const found = await sql<InboxItem>`
    select id, kind, params, title, body, link, created_at, read_at from kernel.inbox_message
    where person_id = kernel.person() and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit + 1}`.execute(tx.db);
  const unread = await sql<{ count: number }>`
    select count(*) as count from kernel.inbox_message where person_id = kernel.person() and read_at is null`.execute(
    tx.db,
  );
  const items = found.rows.slice(0, limit);
  const next = found.rows.length > limit ? (items.at(-1)?.id ?? null) : null;
  return { items, next, unread: unread.rows[0]?.count ?? 0 };
}

async function markRead(tx: Tx, id: string): Promise<void> {
  const found = await sql`update kernel.inbox_message set read_at = coalesce(read_at, clock_timestamp())
    where id = ${id} and person_id = kernel.person()`.execute(tx.db);
  if (found.numAffectedRows !== 1n) throw missing("inbox.no_such_message");
}

interface StoredSms {
  id: string;
  template: string;
  phoneSealed: Buffer;
  paramsSealed: Buffer | null;
  state: string;
  createdAt: Date;
}

async function listOutbox(tx: Tx, { secrets }: NotifyRuntime): Promise<OutboxItem[]> {
  const sms = await sql<StoredSms>`select id, template, phone_sealed, params_sealed, state, created_at
    from kernel.sms_message order by id desc limit 100`.execute(tx.db);
  const inbox = await sql<
    InboxItem & { personId: string }
  >`select id, person_id, kind, params, title, body, created_at, read_at
    from kernel.inbox_message order by id desc limit 100`.execute(tx.db);
  const fromSms = sms.rows.map(
    (row): OutboxItem => ({
      ...{ id: row.id, channel: "sms", template: row.template, state: row.state, createdAt: row.createdAt },
      to: masked(open(secrets, `sms_message.phone.${row.id}`, row.phoneSealed)),
      text: row.paramsSealed === null ? "" : textOf(open(secrets, `sms_message.params.${row.id}`, row.paramsSealed)),
    }),
  );
  const fromInbox = inbox.rows.map(
    (row): OutboxItem => ({
      ...{
        id: row.id,
        channel: "inbox",
        to: `…${row.personId.slice(-6)}`,
        template: row.kind,
        createdAt: row.createdAt,
      },
      text: row.title ?? textOf(JSON.stringify(row.params)),
      state: row.readAt === null ? "unread" : "read",
    }),
  );
  return [...fromSms, ...fromInbox].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, 100);
}

const masked = (phone: string) => `${phone.slice(-11, -8)}****${phone.slice(-4)}`;

/** The values a template is filled with; its wording belongs to the provider. */
const textOf = (params: string) =>
  Object.entries(JSON.parse(params) as Record<string, unknown>)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(", ");
