import { z } from "zod";
import { record } from "../../audit/audit.ts";
import { type Ctx, type Tx, transact } from "../../context.ts";
import type { App } from "../../http/http.ts";
import { originOf } from "../../http/origin.ts";
import type { Runtime } from "../../module.ts";
import { authorise } from "../../policy.ts";
import { invalid } from "../../problem.ts";
import type { Secrets } from "../../secrets/secrets.ts";
import { settingsPolicy, topNodeOf } from "../../settings.policy.ts";
import { EmbedSettings, listEntries, loadEmbed, saveEmbed } from "../embed.ts";
import { assertReachable } from "./oidc-flow.ts";
import { loadProvider, type OidcEntrance, OidcProvider, saveProvider } from "./oidc-settings.ts";

const Shown = OidcProvider.omit({ secret: true }).strip().nullable();

const SignInSettings = z
  .object({
    staff: Shown,
    member: Shown,
    embed: EmbedSettings,
    /** Addresses of ours that the provider must know. */
    redirects: z.object({ staff: z.string(), member: z.string() }),
    entries: z.array(z.object({ day: z.string(), channel: z.string(), entries: z.number().int() })),
  })
  .meta({ id: "SignInSettings" });

/** Without `secret` the one that is kept stays. */
const ChangeProvider = OidcProvider.partial({ secret: true }).meta({ id: "ChangeOidcProvider" });
const ChangeEmbed = EmbedSettings.meta({ id: "ChangeEmbed" });

const tags = ["settings"];

/** By which identity services people come in, and which other apps show our pages. */
export function oidcSettingsRoutes(app: App, runtime: Runtime): void {
  const { secrets, config } = runtime;
  const answer = async (request: { ctx: Ctx; protocol: string; host: string }) => ({
    ...(await readSettings(request.ctx, secrets)),
    redirects: {
      staff: `${originOf(config, request)}/console/sign-in`,
      member: `${originOf(config, request)}/sign-in`,
    },
  });
  app.get(
    "/api/settings/sign-in",
    {
      access: "settings.manage",
      schema: { operationId: "getSignInSettings", tags, response: { 200: SignInSettings } },
    },
    (request) => answer(request),
  );
  const operations = { staff: "changeStaffProvider", member: "changeMemberProvider" } as const;
  for (const entrance of ["staff", "member"] as const)
    app.put(
      `/api/settings/sign-in/${entrance}`,
      {
        access: "settings.manage",
        schema: {
          ...{ operationId: operations[entrance], tags },
          ...{ body: ChangeProvider, response: { 200: SignInSettings } },
        },
      },
      async (request) => {
        await changeProvider(request.ctx, secrets, { entrance, change: request.body });
        return answer(request);
      },
    );
  app.put(
    "/api/settings/embed",
    {
      access: "settings.manage",
      schema: { operationId: "changeEmbed", tags, body: ChangeEmbed, response: { 200: SignInSettings } },
    },
    async (request) => {
      await changeEmbed(request.ctx, request.body);
      return answer(request);
    },
  );
}

async function readSettings(ctx: Ctx, secrets: Secrets) {
  return transact(ctx, async (tx) => {
    authorise(tx.actor, settingsPolicy.manage, null);
    return {
      staff: shown(await loadProvider(tx, secrets, "staff")),
      member: shown(await loadProvider(tx, secrets, "member")),
      embed: await loadEmbed(tx.db),
      entries: await listEntries(tx.db, 30),
    };
  });
}

const shown = (provider: OidcProvider | undefined) => {
  if (provider === undefined) return null;
  const { secret: _, ...rest } = provider;
  return rest;
};

/** A kept secret goes to another issuer only from somebody who knows it. What is switched on has answered before. */
async function changeProvider(
  ctx: Ctx,
  secrets: Secrets,
  given: { entrance: OidcEntrance; change: z.output<typeof ChangeProvider> },
): Promise<void> {
  const { entrance, change } = given;
  const known = await transact(ctx, async (tx) => {
    authorise(tx.actor, settingsPolicy.manage, null);
    return loadProvider(tx, secrets, entrance);
  });
  const secret = change.secret ?? (known?.issuer === change.issuer ? known.secret : undefined);
  if (secret === undefined) throw invalid("settings.oidc_secret_needed");
  const provider = { ...change, secret };
  if (provider.enabled) await assertReachable(provider);

  await transact(ctx, async (tx) => {
    await saveProvider(tx, secrets, { entrance, provider });
    const { name: _, secret: changed, ...detail } = change;
    await note(tx, `oidc.${entrance}`, { ...detail, secretChanged: changed !== undefined });
  });
}

async function changeEmbed(ctx: Ctx, settings: EmbedSettings): Promise<void> {
  await transact(ctx, async (tx) => {
    authorise(tx.actor, settingsPolicy.manage, null);
    await saveEmbed(tx, settings);
    await note(tx, "embed", { frames: settings.frames, channels: settings.channels.map(({ key }) => key) });
  });
}

const note = (tx: Tx, id: string, detail: Record<string, unknown>) =>
  record(tx, {
    ...{ node: topNodeOf(tx.actor) ?? "", action: "settings.sign_in_changed", object: { type: "setting", id }, detail },
  });
