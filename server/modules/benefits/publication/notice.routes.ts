import { z } from "zod";
import type { Config } from "#kernel/config";
import type { App } from "#kernel/http/http";
import { originOf } from "#kernel/http/origin";
import type { Secrets } from "#kernel/secrets/secrets";
import { CampaignParams, Reason } from "../campaigns/campaign.schemas.ts";
import * as shapes from "./notice.schemas.ts";
import { noticeGonePage, noticeMissingPage, noticePage } from "./notice-page.ts";
import { decideNotice, extendNotice, noticesOfCampaign, proposeNotice, takeDownNotice } from "./notices.service.ts";
import { noticePicture, noticeWorkbook, readNotice } from "./read-notice.ts";

const tags = ["publications"];
const list = { 200: shapes.NoticeList };
const one = { tags, params: shapes.NoticeParams };
const file = { 200: z.any().meta({ type: "string", format: "binary" }) };
const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Publication of who got something: staff make it, anybody reads it while it hangs out. */
export function noticeRoutes(
  app: App,
  { secrets, config }: { secrets: Secrets; config: Pick<Config, "publicUrl"> },
): void {
  staffRoutes(app, secrets);
  app.get("/notices/:noticeId", { schema: { hide: true } }, async (request, reply) => {
    const { noticeId } = request.params as { noticeId: string };
    const found = z.uuid().safeParse(noticeId).success ? await readNotice(request.ctx, noticeId) : undefined;
    reply.type("text/html; charset=utf-8").header("x-robots-tag", "noindex, nofollow");
    if (found === undefined) return reply.code(404).send(noticeMissingPage());
    return "over" in found ? reply.code(410).send(noticeGonePage()) : reply.send(noticePage(found));
  });
  app.get(
    "/api/notices/:noticeId/excel",
    { access: "public", schema: { operationId: "getNoticeExcel", ...one, response: file } },
    async ({ ctx, params }, reply) => {
      const bytes = await noticeWorkbook(ctx, params.noticeId);
      return reply
        .type(workbook)
        .header("content-disposition", 'attachment; filename="notice.xlsx"')
        .send(Buffer.from(bytes));
    },
  );
  app.get(
    "/api/notices/:noticeId/picture",
    {
      access: "public",
      schema: {
        ...{ operationId: "getNoticePicture", ...one, response: file },
        querystring: z.strictObject({ part: z.coerce.number().int().min(1).max(100).default(1) }),
      },
    },
    async (request, reply) => {
      const { noticeId } = request.params;
      const link = `${originOf(config, request)}/notices/${noticeId}`;
      return reply
        .type("image/png")
        .send(await noticePicture(request.ctx, noticeId, { part: request.query.part, link }));
    },
  );
}

function staffRoutes(app: App, secrets: Secrets): void {
  const ofCampaign = { tags, params: CampaignParams };
  app.get(
    "/api/staff/campaigns/:id/notices",
    { access: "benefits.read", schema: { operationId: "listNotices", ...ofCampaign, response: list } },
    ({ ctx, params }) => noticesOfCampaign(ctx, params.id),
  );
  app.post(
    "/api/staff/campaigns/:id/notices",
    {
      access: "benefits.manage",
      schema: {
        operationId: "proposeNotice",
        ...ofCampaign,
        body: shapes.NewNotice,
        response: { 201: shapes.NoticeList },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await proposeNotice(ctx, secrets, params.id, body);
      return reply.code(201).send(await noticesOfCampaign(ctx, params.id));
    },
  );
  app.post(
    "/api/staff/notices/:noticeId/decide",
    {
      access: "benefits.funds",
      schema: { operationId: "decideNotice", ...one, body: shapes.NoticeDecision, response: list },
    },
    async ({ ctx, params, body }) => noticesOfCampaign(ctx, await decideNotice(ctx, params.noticeId, body)),
  );
  app.post(
    "/api/staff/notices/:noticeId/extend",
    {
      access: "benefits.manage",
      schema: { operationId: "extendNotice", ...one, body: shapes.NoticeExtension, response: list },
    },
    async ({ ctx, params, body }) => noticesOfCampaign(ctx, await extendNotice(ctx, params.noticeId, body)),
  );
  app.post(
    "/api/staff/notices/:noticeId/withdraw",
    { access: "benefits.read", schema: { operationId: "withdrawNotice", ...one, body: Reason, response: list } },
    async ({ ctx, params, body }) => noticesOfCampaign(ctx, await takeDownNotice(ctx, params.noticeId, body.reason)),
  );
}
