import { sql } from "kysely";
import { z } from "zod";
import { pendingMigrations } from "../database/migrate.ts";
import type { Runtime } from "../module.ts";
import { smsChannel } from "../notify/notify.ts";
import { providerNames } from "../sign-in/oidc/oidc-settings.ts";
import type { App } from "./http.ts";

const Meta = z
  .object({
    name: z.string(),
    version: z.string(),
    demo: z.boolean(),
    languages: z.array(z.string()),
    smsChannel: z.enum(["demo", "gateway", "none"]),
    /** What the identity services are called by which people may come in. */
    oidc: z.object({ staff: z.string().nullable(), member: z.string().nullable() }),
    serverTime: z.date(),
  })
  .meta({ id: "Meta" });

const readyMillis = 1500;

/** What every page asks first, and the two questions of those who operate the server. */
export function metaRoutes(app: App, runtime: Runtime): void {
  app.get(
    "/api/meta",
    { access: "public", schema: { operationId: "getMeta", tags: ["meta"], response: { 200: Meta } } },
    async () => ({
      name: "工汇 Gonghui",
      version: "0.1.0",
      demo: runtime.demo,
      languages: ["zh-CN", "en"],
      smsChannel: await smsChannel(runtime),
      oidc: await providerNames(runtime),
      serverTime: runtime.clock.now(),
    }),
  );
  app.get("/healthz", { schema: { hide: true } }, async (_request, reply) => reply.type("text/plain").send("ok\n"));
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    const trouble = await Promise.race([whyNotReady(runtime), after(readyMillis, "database_slow")]);
    if (trouble === undefined) return reply.type("text/plain").send("ready\n");
    return reply.code(503).header("retry-after", "2").type("text/plain").send(`${trouble}\n`);
  });
}

async function whyNotReady(runtime: Runtime): Promise<string | undefined> {
  try {
    const pending = await pendingMigrations((text) =>
      sql<{ name: string }>`${sql.raw(text)}`.execute(runtime.database.db),
    );
    return pending.length === 0 ? undefined : "migrations_pending";
  } catch {
    return "database_unreachable";
  }
}

const after = <T>(millis: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(resolve, millis, value).unref());
