import { createHmac, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "../context.ts";
import { outboundFetch } from "../http/outbound.ts";
import { Problem } from "../problem.ts";
import { open, type Secrets, seal } from "../secrets/secrets.ts";

/** How a message can end at the provider. `not_sent`: surely not delivered; `unknown`: perhaps delivered. */
export type SmsOutcome = { outcome: "sent" | "refused" | "not_sent" | "unknown"; reason?: string };

export interface SmsToSend {
  /** E.164. */
  phone: string;
  template: string;
  params: Record<string, string>;
}

export interface SmsAdapter {
  channel: "demo" | "gateway";
  /** Throws 422 settings.address_inside alone; answers within its time limit whatever the provider does. */
  send(message: SmsToSend): Promise<SmsOutcome>;
}

export const SmsGatewaySettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Shared with the provider; signs every request. */
  secret: z.string().min(16),
  /** The name in brackets before the text, registered with the provider. */
  signName: z.string().min(1),
  /** Our template names to the provider's codes. */
  templates: z.record(z.string(), z.string()),
});
export type SmsGatewaySettings = z.output<typeof SmsGatewaySettings>;

const Answer = z.object({ code: z.string(), message: z.string().optional() });
const answerLimit = 16 * 1024;
const settingKey = "sms.gateway";
const aad = "setting.value.sms.gateway";

/** The gateway's settings, or undefined when none are kept. */
export async function loadSmsGateway(tx: Tx, secrets: Secrets): Promise<SmsGatewaySettings | undefined> {
  const found = await sql<{ sealed: string | null }>`
    select value->>'sealed' as sealed from kernel.setting where key = ${settingKey}`.execute(tx.db);
  const sealed = found.rows[0]?.sealed;
  if (sealed === undefined || sealed === null) return undefined;
  return SmsGatewaySettings.parse(JSON.parse(open(secrets, aad, Buffer.from(sealed, "base64"))));
}

/** Keeps the gateway's settings, sealed. */
export async function saveSmsGateway(tx: Tx, secrets: Secrets, settings: SmsGatewaySettings): Promise<void> {
  const sealed = seal(secrets, aad, JSON.stringify(SmsGatewaySettings.parse(settings))).toString("base64");
  await sql`insert into kernel.setting (key, value) values (${settingKey}, ${JSON.stringify({ sealed })}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(tx.db);
}

/** What the provider recomputes: every line of the request that matters, in a fixed order. */
export function signSms(secret: string, request: Omit<SignedRequest, "signature">): string {
  const params = Object.entries(request.params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  const lines = [request.timestamp, request.nonce, request.phone, request.signName, request.templateCode, ...params];
  return createHmac("sha256", secret).update(lines.join("\n")).digest("hex");
}

interface SignedRequest extends Omit<SmsToSend, "template"> {
  signName: string;
  templateCode: string;
  timestamp: number;
  nonce: string;
  signature: string;
}

/**
 * A provider reached by one signed POST per message; anything but `{"code":"OK"}` within `timeout` ms is no success. A place inside
 * the network is asked only when it is listed (see outboundFetch).
 */
export function smsHttpGateway(settings: SmsGatewaySettings, timeout = 3000): SmsAdapter {
  return {
    channel: "gateway",
    send: async ({ phone, template, params }) => {
      const templateCode = settings.templates[template];
      if (!templateCode) return { outcome: "refused", reason: `no template code for ${template}` };
      const unsigned = {
        phone,
        params,
        signName: settings.signName,
        templateCode,
        timestamp: Date.now(),
        nonce: randomUUID(),
      };
      const request = { ...unsigned, signature: signSms(settings.secret, unsigned) };
      const signal = AbortSignal.timeout(timeout);
      return post(settings.url, request, signal).catch((error) => asOutcome(error, signal));
    },
  };
}

async function post(url: string, request: SignedRequest, signal: AbortSignal): Promise<SmsOutcome> {
  const answer = await outboundFetch(url, {
    ...{ method: "POST", signal, mostBytes: answerLimit },
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(request),
  });
  const parsed = Answer.safeParse(parseJson(await answer.text()));
  if (answer.ok && parsed.success && parsed.data.code === "OK") return { outcome: "sent" };
  const reason = `answer ${answer.status} ${parsed.success ? parsed.data.code.slice(0, 60) : "unreadable"}`;
  if (answer.status === 429) return { outcome: "not_sent", reason }; // a 503 may come from a proxy behind which it went out
  if (parsed.success && answer.status < 500) return { outcome: "refused", reason };
  return { outcome: "unknown", reason };
}

/** Only a connection that never came about is sure to have delivered nothing. */
function asOutcome(error: unknown, signal: AbortSignal): SmsOutcome {
  if (error instanceof Problem) throw error;
  const { message, cause } = error as Error & { cause?: { code?: string } };
  const never = ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"];
  if (cause?.code !== undefined && never.includes(cause.code)) return { outcome: "not_sent", reason: cause.code };
  return { outcome: "unknown", reason: signal.aborted ? "timeout" : (cause?.code ?? message.slice(0, 100)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
