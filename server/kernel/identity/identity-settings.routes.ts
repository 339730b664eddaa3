import { z } from "zod";
import { record } from "../audit/audit.ts";
import { type Tx, transact } from "../context.ts";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import { authorise } from "../policy.ts";
import { invalid } from "../problem.ts";
import { settingsPolicy, topNodeOf } from "../settings.policy.ts";
import { loadVerifierKind, saveVerifierKind, verifierKinds } from "./identity-verifier.ts";

const IdentitySettings = z
  .object({
    verifier: z.enum(verifierKinds),
    /** A demonstration: only there may answers be made up. */
    demo: z.boolean(),
  })
  .meta({ id: "IdentitySettings" });
const Change = z.strictObject({ verifier: z.enum(verifierKinds) }).meta({ id: "ChangeIdentitySettings" });

/** Whom this installation asks whether a name and an identity number belong together. */
export function identitySettingsRoutes(app: App, runtime: Pick<Runtime, "demo" | "system">): void {
  const { demo } = runtime;
  const answer = async () => ({
    verifier: await transact(runtime.system("settings"), (tx) => loadVerifierKind(tx, { demo })),
    demo,
  });
  app.get(
    "/api/settings/identity",
    {
      access: "settings.manage",
      schema: { operationId: "getIdentitySettings", tags: ["settings"], response: { 200: IdentitySettings } },
    },
    (request) => {
      authorise(request.ctx.actor, settingsPolicy.manage, null);
      return answer();
    },
  );
  app.put(
    "/api/settings/identity",
    {
      access: "settings.manage",
      schema: {
        ...{ operationId: "changeIdentitySettings", tags: ["settings"] },
        ...{ body: Change, response: { 200: IdentitySettings } },
      },
    },
    async (request) => {
      await transact(request.ctx, (tx) => choose(tx, request.body.verifier, demo));
      return answer();
    },
  );
}

async function choose(tx: Tx, verifier: (typeof verifierKinds)[number], demo: boolean): Promise<void> {
  authorise(tx.actor, settingsPolicy.manage, null);
  if (verifier === "demo" && !demo) throw invalid("settings.demo_verifier_only_in_demo");
  await saveVerifierKind(tx, verifier);
  await record(tx, {
    ...{ node: topNodeOf(tx.actor) ?? "", action: "settings.identity_changed" },
    ...{ object: { type: "setting", id: "identity.verifier" }, detail: { verifier } },
  });
}
