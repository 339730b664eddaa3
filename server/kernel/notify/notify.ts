import { sql } from "kysely";
import { type Tx, transact } from "../context.ts";
import type { CircuitBreaker } from "../database/circuit-breaker.ts";
import { uuidv7 } from "../ids.ts";
import type { Runtime } from "../module.ts";
import { registerSealedColumn } from "../secrets/sealed-columns.ts";
import { blindIndex, type Secrets, seal } from "../secrets/secrets.ts";
import { loadSmsGateway, type SmsAdapter, smsHttpGateway } from "./sms-http-gateway.ts";
import { SmsOffice } from "./sms-office.ts";
import { assertSmsTemplate } from "./sms-templates.ts";

export interface InboxMessage {
  personId: string;
  /** What happened, e.g. "release.won"; also the key of its text. */
  kind: string;
  /** The values in that text. */
  params?: Record<string, string | number>;
  /** Text written by a person, for kinds without a text of their own. */
  title?: string;
  body?: string;
  /** Where it leads in the member's app. */
  link?: string;
  /** The same person is told this once, however often it is said. */
  dedupe?: string;
}

export interface Sms {
  /** E.164. */
  phone: string;
  /** As registered with `registerSmsTemplate`. "one_time_password" is handed to the provider at most once, and not after `params.minutes`. */
  template: string;
  params: Record<string, string>;
  /** Path of the node on whose behalf. */
  node?: string;
  expiresAt?: Date;
}

interface Post {
  secrets: Secrets;
  office: SmsOffice;
  runtime: NotifyRuntime;
}

export type NotifyRuntime = Pick<Runtime, "secrets" | "demo" | "system"> & { hub?: Runtime["hub"] };

const phonePlace = (id: string) => `sms_message.phone.${id}`;
const paramsPlace = (id: string) => `sms_message.params.${id}`;
registerSealedColumn({ table: "kernel.sms_message", column: "phone_sealed", place: phonePlace });
registerSealedColumn({ table: "kernel.sms_message", column: "params_sealed", place: paramsPlace });

let post: Post | undefined;

/**
 * Starts sending in this process. Before it, `sendSms` throws. In demo mode messages count as sent and can be read
 * in the outbox; otherwise they go through the gateway of the settings. Gives what ends it.
 */
export function startNotify(
  runtime: NotifyRuntime,
  options: { every?: number; breaker?: CircuitBreaker; gatewayTimeout?: number } = {},
): { stop(): Promise<void> } {
  const { secrets } = runtime;
  const system = runtime.system("notify");
  const adapter = async (): Promise<SmsAdapter | undefined> => {
    if (runtime.demo) return demoAdapter;
    const settings = await transact(system, (tx) => loadSmsGateway(tx, secrets));
    return settings === undefined ? undefined : smsHttpGateway(settings, options.gatewayTimeout);
  };
  const office = new SmsOffice({ system, secrets, adapter, ...options });
  const mine: Post = { secrets, office, runtime };
  post = mine;
  return {
    stop: async () => {
      if (post === mine) post = undefined;
      await office.stop();
    },
  };
}

const demoAdapter: SmsAdapter = { channel: "demo", send: async () => ({ outcome: "sent" }) };

/** How text messages leave this installation, for pages that must say so. */
export async function smsChannel(runtime: NotifyRuntime): Promise<"demo" | "gateway" | "none"> {
  if (runtime.demo) return "demo";
  const settings = await transact(runtime.system("notify"), (tx) => loadSmsGateway(tx, runtime.secrets));
  return settings === undefined ? "none" : "gateway";
}

/** Puts a message (or many, in one statement) into inboxes in the running transaction; open pages learn of it at once. */
export async function sendInbox(tx: Tx, message: InboxMessage | readonly InboxMessage[]): Promise<void> {
  const list = Array.isArray(message) ? (message as readonly InboxMessage[]) : [message as InboxMessage];
  if (list.length === 0) return;
  const rows = list.map((one) => ({
    ...{ id: uuidv7(), person_id: one.personId, kind: one.kind, params: one.params ?? {} },
    ...{ title: one.title, body: one.body, link: one.link, dedupe: one.dedupe },
  }));
  await sql`insert into kernel.inbox_message (id, person_id, kind, params, title, body, link, dedupe)
    select id, person_id, kind, params, title, body, link, dedupe from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as m (id uuid, person_id uuid, kind text, params jsonb, title text, body text, link text, dedupe text)
    on conflict do nothing`.execute(tx.db);
  const hub = post?.runtime.hub;
  if (hub === undefined || list.length > 200) return; // whole rounds are told by the event of the round itself
  // A hint without content, so nothing is lost when it comes a moment before the commit: the page asks again.
  for (const { personId } of list)
    setTimeout(() => hub.publishLive("inbox.new", { node: "", key: personId, personId }), 100).unref();
}

/**
 * Stores a text message in the running transaction; this process sends it right after the commit, in the background.
 * Never waits for a provider. Throws only when it cannot be stored, or when nobody registered its template.
 */
export async function sendSms(tx: Tx, sms: Sms): Promise<void> {
  if (post === undefined) throw new Error("startNotify has not run in this process.");
  await storeSms(tx, post.secrets, sms);
}

/** As `sendSms`, also in a process that sends nothing itself, such as the one of the imports: one that does takes it up within a round. */
export async function storeSms(tx: Tx, secrets: Secrets, sms: Sms): Promise<void> {
  assertSmsTemplate(sms.template);
  const id = uuidv7();
  const onlyOnce = sms.template === "one_time_password";
  const minutes = onlyOnce && sms.params.minutes !== undefined ? Number(sms.params.minutes) : null;
  await sql`insert into kernel.sms_message (id, node, template, phone_index, phone_sealed, params_sealed, only_once, expires_at)
    values (${id}, ${sms.node ?? null}::ltree, ${sms.template}, ${blindIndex(secrets, "person.phone", sms.phone)},
      ${seal(secrets, phonePlace(id), sms.phone)},
      ${seal(secrets, paramsPlace(id), JSON.stringify(sms.params))}, ${onlyOnce},
      coalesce(${sms.expiresAt ?? null}::timestamptz, clock_timestamp() + make_interval(mins => ${minutes}::int)))`.execute(
    tx.db,
  );
  post?.office.hurry();
}
