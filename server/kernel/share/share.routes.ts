import { buffer } from "node:stream/consumers";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Ctx } from "../context.ts";
import { diskStorage, type FileStorage, filesDir } from "../files/file-storage.ts";
import { readBytes } from "../files/files.ts";
import type { App } from "../http/http.ts";
import { originOf } from "../http/origin.ts";
import type { Runtime } from "../module.ts";
import { drawLinkCard } from "../pictures/card.ts";
import { drawPoster } from "../pictures/poster.ts";
import { hasDuty } from "../policy.ts";
import { forbidden, missing } from "../problem.ts";
import { posterTexts, textToCopy } from "./share.rules.ts";
import { findShareable, languages, pageOf, readShared, type Shareable, type SharedThing } from "./shareables.ts";

const tags = ["share"];
const params = z.strictObject({ kind: z.string().max(40), id: z.uuid() });
const querystring = z.strictObject({ language: z.enum(languages).default("zh-CN") });
const picture = { 200: z.any().meta({ type: "string", format: "binary" }) };

export const ShareKit = z
  .object({
    title: z.string(),
    /** The member's page, to be opened from anywhere. */
    link: z.string(),
    text: z.string(),
    /** Addresses of pictures on this server. */
    poster: z.string(),
    card: z.string(),
  })
  .meta({ id: "ShareKit" });

type Asked = z.output<typeof params> & z.output<typeof querystring>;

/** The share kit for staff, and the pictures of published things for everybody. */
export function shareRoutes(app: App, { config }: Pick<Runtime, "config">): void {
  const storage = diskStorage(filesDir(config));
  app.get(
    "/api/staff/share/:kind/:id",
    { access: "staff", schema: { operationId: "getShareKit", tags, params, querystring, response: { 200: ShareKit } } },
    async (request) => {
      const asked = { ...request.params, ...request.query };
      const { thing, shareable } = await getShared(request.ctx, asked);
      if (!hasDuty(request.ctx.actor, shareable.permission, thing.node)) throw forbidden("access.forbidden");
      const link = originOf(config, request) + pageOf(shareable, asked.id);
      const pictures = `/api/share/${asked.kind}/${asked.id}`;
      const query = asked.language === "zh-CN" ? "" : `?language=${asked.language}`;
      return {
        ...{ title: thing.title, link, text: textToCopy(thing, link, asked.language) },
        ...{ poster: `${pictures}/poster${query}`, card: `${pictures}/card${query}` },
      };
    },
  );
  app.get(
    "/api/share/:kind/:id/poster",
    { access: "public", schema: { operationId: "getPoster", tags, params, querystring, response: picture } },
    async (request, reply) => {
      const asked = { ...request.params, ...request.query };
      const { thing, shareable } = await getShared(request.ctx, asked);
      const link = originOf(config, request) + pageOf(shareable, asked.id);
      return hand(reply, await posterOf(request.ctx, storage, { thing, link, language: asked.language }));
    },
  );
  app.get(
    "/api/share/:kind/:id/card",
    { access: "public", schema: { operationId: "getLinkCard", tags, params, querystring, response: picture } },
    async (request, reply) => {
      const { thing } = await getShared(request.ctx, { ...request.params, ...request.query });
      const { from, title, offers, facts } = thing;
      return hand(reply, await drawLinkCard({ from, title, below: offers[0] ?? facts[0]?.text ?? "" }));
    },
  );
}

/** Throws share.not_published. */
async function getShared(ctx: Ctx, asked: Asked): Promise<{ thing: SharedThing; shareable: Shareable }> {
  const shareable = findShareable(asked.kind);
  const thing = await readShared(ctx, asked);
  if (shareable === undefined || thing === undefined) throw missing("share.not_published");
  return { thing, shareable };
}

async function posterOf(
  ctx: Ctx,
  storage: FileStorage,
  { thing, link, language }: { thing: SharedThing; link: string; language: Asked["language"] },
): Promise<Buffer> {
  const { from, title, theme, offers, facts, coverFileId } = thing;
  const poster = { from, title, theme, offers, facts, link, ...posterTexts[language] };
  if (coverFileId === null) return drawPoster(poster);
  return drawPoster(poster, { id: coverFileId, bytes: await buffer(await readBytes(ctx, storage, coverFileId)) });
}

const hand = (reply: FastifyReply, png: Buffer) =>
  reply
    .type("image/png")
    .header("cache-control", "public, max-age=60")
    .header("cross-origin-resource-policy", "cross-origin") // a chat shows it inside its own page
    .send(png);
