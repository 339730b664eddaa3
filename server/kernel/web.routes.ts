import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./http.ts";

/** Entrances by address; the member's is the root. */
const entrances = [
  { prefix: "/console", folder: "console" },
  { prefix: "/partner", folder: "partner" },
  { prefix: "/", folder: "member" },
] as const;

/** Serves the built pages: hashed files for ever, each entrance's page for every address below it. */
export async function webRoutes(app: App, webDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webDir,
    serve: false,
    index: false,
    decorateReply: true,
    cacheControl: false,
  });
  for (const { prefix, folder } of entrances) {
    const page = join(webDir, folder, "index.html");
    if (!existsSync(page)) continue;
    const below = prefix === "/" ? "/*" : `${prefix}/*`;
    const answer = (request: FastifyRequest, reply: FastifyReply) => sendFile(request, reply, webDir, folder, prefix);
    app.get(below, { schema: { hide: true } }, answer);
    if (prefix !== "/") app.get(prefix, { schema: { hide: true } }, answer);
  }
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, webDir: string, folder: string, prefix: string) {
  const path = decodeURIComponent((request.url.split("?")[0] ?? "/").slice(prefix === "/" ? 0 : prefix.length)) || "/";
  if (path.startsWith("/api/")) return reply.callNotFound();
  const name = path.split("/").at(-1) ?? "";
  if (name.includes(".") && !path.includes("..")) {
    const hashed = /[.-][A-Za-z0-9_-]{8,}\.\w+$/.test(name) && path.includes("/assets/");
    const file = path.startsWith("/assets/") ? path.slice(1) : join(folder, path);
    reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (existsSync(join(webDir, file))) return reply.sendFile(file);
    return reply.callNotFound();
  }
  const html = await readFile(join(webDir, folder, "index.html"), "utf8");
  return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(html);
}
