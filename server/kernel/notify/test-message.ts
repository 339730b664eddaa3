import { record } from "../audit/audit.ts";
import { type Ctx, transact } from "../context.ts";
import { normalisePhone } from "../phone.ts";
import { conflict, forbidden, invalid } from "../problem.ts";
import { type Limit, takeLimit } from "../sign-in/limits.ts";
import { type NotifyRuntime, sendSms } from "./notify.ts";
import { loadSmsGateway, type SmsOutcome, smsHttpGateway } from "./sms-http-gateway.ts";

const perAccount: readonly Limit[] = [
  { count: 5, seconds: 900 },
  { count: 20, seconds: 86_400 },
];

/** What the gateway is tried with: the template without which nobody can sign in, and a code that opens nothing. */
const sample = { template: "one_time_password", params: { code: "000000", minutes: "5" } };

export interface TestResult {
  channel: "demo" | "gateway";
  outcome: SmsOutcome["outcome"];
  /** The gateway's own word for a failure. */
  reason: string | null;
}

/**
 * Sends one message at once, the way messages go now, and tells what became of it; waits three seconds at most. Audited
 * with the last digits of the phone. Throws settings.sms_phone_invalid, settings.sms_not_configured (409), 429
 * settings.too_many_test_messages, and 422 settings.address_inside for a gateway inside the network that is not listed. The caller has authorised it; `node` is where the right is held.
 */
export async function sendTestMessage(
  ctx: Ctx,
  runtime: NotifyRuntime,
  given: { phone: string; node: string },
): Promise<TestResult> {
  const phone = normalisePhone(given.phone);
  if (phone === undefined) throw invalid("settings.sms_phone_invalid");
  const channel = runtime.demo ? ("demo" as const) : ("gateway" as const);
  const settings = runtime.demo
    ? undefined
    : await transact(runtime.system("settings"), (tx) => loadSmsGateway(tx, runtime.secrets));
  if (!runtime.demo && settings === undefined) throw conflict("settings.sms_not_configured");

  await transact(ctx, async (tx) => {
    if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
    await takeLimit(tx.db, `sms_test:${tx.actor.accountId}`, perAccount, "settings.too_many_test_messages");
    if (runtime.demo) await sendSms(tx, { ...sample, phone, node: given.node });
    await record(tx, {
      node: given.node,
      action: "settings.sms_tested",
      object: { type: "setting", id: "sms.gateway" },
      detail: { phoneTail: phone.slice(-4) },
    });
  });
  // After the commit: no transaction waits for a provider.
  const result: SmsOutcome =
    settings === undefined ? { outcome: "sent" } : await smsHttpGateway(settings).send({ ...sample, phone });
  return { channel, outcome: result.outcome, reason: result.reason ?? null };
}
