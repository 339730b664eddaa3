import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { memberOf } from "../member-of.ts";
import { CodeSent } from "../membership.schemas.ts";
import * as closing from "./closing.ts";
import { askCorrection, withdrawCorrection } from "./corrections.ts";
import * as shapes from "./own-data.schemas.ts";
import { getOwnData, listOwnLooks } from "./read-own.ts";

const tags = ["own data"];

/** A member's own file: read, copied, put right, closed. */
export function ownDataRoutes(app: App, { secrets, demo }: Runtime): void {
  const own = { tags, response: { 200: shapes.OwnData } };
  const power = { secrets, demo };
  app.get("/api/member/data", { access: "member", schema: { operationId: "getOwnData", ...own } }, ({ ctx }) =>
    getOwnData(ctx, secrets, memberOf(ctx.actor)),
  );
  app.get(
    "/api/member/data/looks",
    {
      access: "member",
      schema: {
        ...{ operationId: "listOwnLooks", tags, querystring: shapes.LooksQuery },
        response: { 200: shapes.OwnLooks },
      },
    },
    ({ ctx, query }) => listOwnLooks(ctx, memberOf(ctx.actor), { before: query.before, limit: query.limit }),
  );
  app.post(
    "/api/member/data/codes",
    {
      access: "member",
      schema: { operationId: "requestProof", tags, body: shapes.AskProof, response: { 202: CodeSent } },
    },
    async ({ ctx, body, ip }, reply) => {
      const given = { actor: memberOf(ctx.actor), what: body.what, address: ip };
      const sent = await closing.requestProof(ctx, power, given);
      return reply.code(202).send({ ...sent, expiresAt: sent.expiresAt.toISOString() });
    },
  );
  app.post(
    "/api/member/data/copy",
    {
      access: "member",
      schema: { operationId: "takeCopy", tags, body: shapes.Proved, response: { 200: shapes.OwnCopy } },
    },
    ({ ctx, body }) => closing.takeCopy(ctx, secrets, { actor: memberOf(ctx.actor), code: body.code }),
  );
  app.post(
    "/api/member/data/corrections",
    { access: "member", schema: { operationId: "askCorrection", ...own, body: shapes.AskCorrection } },
    async ({ ctx, body }) => {
      await askCorrection(ctx, secrets, memberOf(ctx.actor), body);
      return getOwnData(ctx, secrets, memberOf(ctx.actor));
    },
  );
  app.post(
    "/api/member/data/corrections/:correctionId/withdraw",
    { access: "member", schema: { operationId: "withdrawCorrection", ...own, params: shapes.CorrectionParams } },
    async ({ ctx, params }) => {
      await withdrawCorrection(ctx, memberOf(ctx.actor), params.correctionId);
      return getOwnData(ctx, secrets, memberOf(ctx.actor));
    },
  );
  app.post(
    "/api/member/data/closing",
    { access: "member", schema: { operationId: "askClosing", ...own, body: shapes.Proved } },
    async ({ ctx, body }) => {
      await closing.askClosing(ctx, secrets, { actor: memberOf(ctx.actor), code: body.code });
      return getOwnData(ctx, secrets, memberOf(ctx.actor));
    },
  );
  app.post(
    "/api/member/data/closing/withdraw",
    { access: "member", schema: { operationId: "takeClosingBack", ...own } },
    async ({ ctx }) => {
      await closing.takeClosingBack(ctx, memberOf(ctx.actor));
      return getOwnData(ctx, secrets, memberOf(ctx.actor));
    },
  );
}
