import { z } from "zod";
import { record } from "../audit/audit.ts";
import { type Tx, transact } from "../context.ts";
import type { App } from "../http/http.ts";
import { authorise, defineDuty } from "../policy.ts";
import { invalid } from "../problem.ts";
import { settingsPolicy, topNodeOf } from "../settings.policy.ts";
import { type NotifyRuntime, smsChannel } from "./notify.ts";
import { loadSmsGateway, SmsGatewaySettings, saveSmsGateway } from "./sms-http-gateway.ts";
import { smsTemplates } from "./sms-templates.ts";
import { sendTestMessage } from "./test-message.ts";

defineDuty("administrator", ["settings.manage"]);

const SmsSettings = z
  .object({
    channel: z.enum(["demo", "gateway", "none"]),
    /** Everything but the shared secret, which never leaves the server. */
    gateway: SmsGatewaySettings.omit({ secret: true }).strip().nullable(),
    /** What this installation sends: the provider gives a code for each. */
    templates: z.array(z.object({ name: z.string(), params: z.array(z.string()), required: z.boolean() })),
  })
  .meta({ id: "SmsSettings" });

/** Without `secret` the one that is kept stays. */
const ChangeSmsGateway = SmsGatewaySettings.partial({ secret: true }).meta({ id: "ChangeSmsGateway" });

const SmsTest = z
  .object({
    channel: z.enum(["demo", "gateway"]),
    outcome: z.enum(["sent", "refused", "not_sent", "unknown"]),
    reason: z.string().nullable(),
  })
  .meta({ id: "SmsTest" });

/** How text messages leave this installation. */
export function settingsRoutes(app: App, runtime: NotifyRuntime): void {
  app.get(
    "/api/settings/sms",
    {
      access: "settings.manage",
      schema: { operationId: "getSmsSettings", tags: ["settings"], response: { 200: SmsSettings } },
    },
    async (request) => {
      authorise(request.ctx.actor, settingsPolicy.manage, null);
      return answer(runtime);
    },
  );
  app.put(
    "/api/settings/sms",
    {
      access: "settings.manage",
      schema: {
        ...{ operationId: "changeSmsSettings", tags: ["settings"] },
        ...{ body: ChangeSmsGateway, response: { 200: SmsSettings } },
      },
    },
    async (request) => {
      await transact(request.ctx, (tx) => changeSmsGateway(tx, runtime, request.body));
      return answer(runtime);
    },
  );
  app.post(
    "/api/settings/sms/test",
    {
      access: "settings.manage",
      schema: {
        ...{ operationId: "testSmsSettings", tags: ["settings"] },
        ...{ body: z.strictObject({ phone: z.string().max(40) }), response: { 200: SmsTest } },
      },
    },
    (request) => {
      const { actor } = request.ctx;
      authorise(actor, settingsPolicy.manage, null);
      return sendTestMessage(request.ctx, runtime, { phone: request.body.phone, node: topNodeOf(actor) ?? "" });
    },
  );
}

async function changeSmsGateway(
  tx: Tx,
  runtime: NotifyRuntime,
  change: z.output<typeof ChangeSmsGateway>,
): Promise<void> {
  authorise(tx.actor, settingsPolicy.manage, null);
  const known = await loadSmsGateway(tx, runtime.secrets);
  // A kept secret goes to a new address only from someone who knows it.
  const secret = change.secret ?? (known?.url === change.url ? known.secret : undefined);
  if (secret === undefined) throw invalid("settings.sms_secret_needed");

  await saveSmsGateway(tx, runtime.secrets, { ...change, secret });

  const detail = {
    url: change.url,
    signName: change.signName,
    templates: change.templates,
    secretChanged: change.secret !== undefined,
  };
  await record(tx, {
    node: topNodeOf(tx.actor) ?? "",
    action: "settings.sms_changed",
    object: { type: "setting", id: "sms.gateway" },
    detail,
  });
}

async function answer(runtime: NotifyRuntime): Promise<z.output<typeof SmsSettings>> {
  const kept = await transact(runtime.system("settings"), (tx) => loadSmsGateway(tx, runtime.secrets));
  const gateway = kept === undefined ? null : { url: kept.url, signName: kept.signName, templates: kept.templates };
  const templates = smsTemplates().map(({ name, params, required = false }) => ({
    name,
    params: [...params],
    required,
  }));
  return { channel: await smsChannel(runtime), gateway, templates };
}
