import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { withHead } from "../share/share.rules.ts";
import { headOf } from "../share/share-head.ts";
import { type App, contentSecurityPolicy } from "./http.ts";
import { isPlay } from "./play.ts";

/** Entrances by address; the member's is the root. */
const entrances = [
  { prefix: "/console", folder: "console" },
  { prefix: "/partner", folder: "partner" },
  { prefix: "/plaque", folder: "plaque" },
  { prefix: "/door", folder: "door" },
  { prefix: "/", folder: "member" },
] as const;

/** Service workers lie in the folder of their entrance and answer for the entrance's own address too. */
const workers = new Map([
  ["/partner/sw.js", "/partner"],
  ["/door/sw.js", "/door"],
]);

/** Origins that may show the member's pages in a frame. */
type Frames = () => Promise<readonly string[]>;
const nobody: Frames = async () => [];

/** Pages are shown in nobody's frame, the member's (not those of a rehearsal) in frames of the origins that are listed. */
async function allowFrames(request: FastifyRequest, reply: FastifyReply, frames: Frames): Promise<void> {
  const origins = isPlay(request) ? [] : await frames();
  if (origins.length === 0) return;
  // The older header knows no list of origins and would forbid them all.
  reply.removeHeader("x-frame-options").header("content-security-policy", contentSecurityPolicy(origins));
}

/** Serves the built pages: hashed files for ever, each entrance's page for every address below it. */
export async function webRoutes(
  app: App,
  { webDir, config, frames = nobody }: { webDir: string; config: Pick<Config, "publicUrl">; frames?: Frames },
): Promise<void> {
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
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      if (!isPage(request)) return sendFile(request, reply, webDir, prefix);
      if (folder === "member") await allowFrames(request, reply, frames);
      return sendPage(request, reply, page, config);
    };
    app.get(below, { schema: { hide: true } }, answer);
    if (prefix !== "/") app.get(prefix, { schema: { hide: true } }, answer);
  }
}

const pathOf = (request: FastifyRequest) => decodeURIComponent(request.url.split("?")[0] ?? "/");

/** Every address without a dot in its last part is a page of its entrance. */
const isPage = (request: FastifyRequest) => {
  const path = pathOf(request);
  return !path.startsWith("/api/") && !(path.split("/").at(-1) ?? "").includes(".");
};

/** The entrance's page; where something published is behind the address, chats and search engines read what it is. */
async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: string,
  config: Pick<Config, "publicUrl">,
): Promise<FastifyReply> {
  const html = await readFile(page, "utf8");
  const head = await headOf(request, config, pathOf(request));
  return reply
    .header("cache-control", "no-cache")
    .type("text/html; charset=utf-8")
    .send(head === undefined ? html : withHead(html, head));
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, webDir: string, prefix: string) {
  const path = pathOf(request);
  if (path.startsWith("/api/")) return reply.callNotFound();
  const file = path.slice(1);
  const scope = workers.get(path);
  if (scope !== undefined) reply.header("service-worker-allowed", scope);
  if (
    (prefix !== "/" && scope === undefined) ||
    file.split("/").some((part) => part.startsWith(".")) ||
    !existsSync(join(webDir, file))
  )
    return reply.callNotFound();
  // Files under /assets carry the hash of their content in their name.
  reply.header("cache-control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  return reply.sendFile(file);
}
