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
import { assertDuty } from "../policy.ts";
import { missing } from "../problem.ts";
import { posterTexts, textToCopy } from "./share.rules.ts";
import {
  findShareable,
  type Language,
  languages,
  pageOf,
  readShared,
  type Shareable,
  type SharedThing,
  shareableKinds,
} from "./shareables.ts";

const tags = ["share"];
const params = z.strictObject({ id: z.uuid() });
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

interface Asked {
  kind: string;
  id: string;
  language: Language;
}

/** The share kit for staff, and the pictures of published things for everybody: for every kind that is registered. */
export function shareRoutes(app: App, runtime: Pick<Runtime, "config">): void {
  for (const kind of shareableKinds()) {
    kitRoute(app, runtime, kind);
    pictureRoutes(app, runtime, kind);
  }
}

const nameOf = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1);

function kitRoute(app: App, { config }: Pick<Runtime, "config">, kind: string): void {
  const operationId = `getShareKitOf${nameOf(kind)}`;
  app.get(
    `/api/staff/share/${kind}/:id`,
    { access: "staff", schema: { operationId, tags, params, querystring, response: { 200: ShareKit } } },
    async (request) => {
      const { id } = request.params;
      const { language } = request.query;
      const { thing, shareable } = await getShared(request.ctx, { kind, id, language });
      assertDuty(request.ctx.actor, shareable.permission, thing.node);
      const link = originOf(config, request) + pageOf(shareable, id);
      const pictures = `/api/share/${kind}/${id}`;
      const query = language === "zh-CN" ? "" : `?language=${language}`;
      return {
        ...{ title: thing.title, link, text: textToCopy(thing, link, language) },
        ...{ poster: `${pictures}/poster${query}`, card: `${pictures}/card${query}` },
      };
    },
  );
}

function pictureRoutes(app: App, { config }: Pick<Runtime, "config">, kind: string): void {
  const storage = diskStorage(filesDir(config));
  const schema = { tags, params, querystring, response: picture };
  app.get(
    `/api/share/${kind}/:id/poster`,
    { access: "public", schema: { operationId: `getPosterOf${nameOf(kind)}`, ...schema } },
    async (request, reply) => {
      const asked = { kind, ...request.params, ...request.query };
      const { thing, shareable } = await getShared(request.ctx, asked);
      const link = originOf(config, request) + pageOf(shareable, asked.id);
      return hand(reply, await posterOf(request.ctx, storage, { thing, link, language: asked.language }));
    },
  );
  app.get(
    `/api/share/${kind}/:id/card`,
    { access: "public", schema: { operationId: `getLinkCardOf${nameOf(kind)}`, ...schema } },
    async (request, reply) => {
      const { thing } = await getShared(request.ctx, { kind, ...request.params, ...request.query });
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
  { thing, link, language }: { thing: SharedThing; link: string; language: Language },
): Promise<Buffer> {
  const { from, title, theme, offers, facts, coverFileId } = thing;
  const poster = { from, title, theme, offers, facts, link, ...posterTexts(thing, language) };
  if (coverFileId === null) return drawPoster(poster);
  return drawPoster(poster, { id: coverFileId, bytes: await buffer(await readBytes(ctx, storage, coverFileId)) });
}

const hand = (reply: FastifyReply, png: Buffer) =>
  reply
    .type("image/png")
    .header("cache-control", "public, max-age=60")
    .header("cross-origin-resource-policy", "cross-origin") // a chat shows it inside its own page
    .send(png);
