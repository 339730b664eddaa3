import { createHash } from "node:crypto";
import scalar from "@scalar/fastify-api-reference";
import type { App } from "#kernel/http/http";

/**
 * The reference of the HTTP interface at /api/docs. Its page starts by one script of its own, which the policy of this
 * page alone allows by its hash; every other page stays without.
 */
export async function apiDocs(app: App): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook("onSend", (_request, reply, payload, done) => {
      const policy = reply.getHeader("content-security-policy");
      if (typeof payload === "string" && typeof policy === "string" && isPage(reply.getHeader("content-type")))
        reply.header("content-security-policy", policy.replace("script-src ", `script-src ${hashesOf(payload)} `));
      done();
    });
    await scope.register(scalar, {
      routePrefix: "/api/docs",
      configuration: { url: "/api/openapi.json", telemetry: false, withDefaultFonts: false, agent: { disabled: true } },
    });
  });
}

const isPage = (type: unknown) => typeof type === "string" && type.startsWith("text/html");

/** The scripts written into a page, as a policy names them. */
function hashesOf(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  return inline.map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
}
