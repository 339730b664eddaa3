import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { memberOf } from "../member-of.ts";
import { answerTransfer } from "./answer-transfer.ts";
import * as ask from "./ask-transfer.ts";
import { findUnions, findUnionsFor } from "./find-unions.ts";
import * as shapes from "./transfer.schemas.ts";
import { getTransfer, listOwnTransfers, listTransfers } from "./view-transfers.ts";

const tags = ["transfers"];

/** A member's own transfers. */
export function ownTransferRoutes(app: App): void {
  const own = { tags, response: { 200: shapes.OwnTransfers } };
  app.get(
    "/api/member/transfers",
    { access: "member", schema: { operationId: "listOwnTransfers", ...own } },
    ({ ctx }) => listOwnTransfers(ctx, memberOf(ctx.actor)),
  );
  app.get(
    "/api/member/transfers/unions",
    {
      access: "member",
      schema: {
        ...{ operationId: "findUnionsToEnter", tags, querystring: shapes.UnionQuery },
        response: { 200: shapes.TransferUnions },
      },
    },
    ({ ctx, query }) => findUnionsFor(ctx, memberOf(ctx.actor), query.q),
  );
  app.post(
    "/api/member/transfers",
    { access: "member", schema: { operationId: "askTransfer", ...own, body: shapes.AskTransfer } },
    async ({ ctx, body }) => {
      await ask.askTransfer(ctx, memberOf(ctx.actor), body);
      return listOwnTransfers(ctx, memberOf(ctx.actor));
    },
  );
  app.post(
    "/api/member/transfers/:transferId/withdraw",
    { access: "member", schema: { operationId: "withdrawOwnTransfer", ...own, params: shapes.TransferParams } },
    async ({ ctx, params }) => {
      await ask.withdrawOwn(ctx, memberOf(ctx.actor), params.transferId);
      return listOwnTransfers(ctx, memberOf(ctx.actor));
    },
  );
  app.post(
    "/api/member/transfers/:transferId/appeal",
    {
      access: "member",
      schema: { operationId: "appealTransfer", ...own, params: shapes.TransferParams, body: shapes.AppealTransfer },
    },
    async ({ ctx, params, body }) => {
      await ask.appealOwn(ctx, memberOf(ctx.actor), { id: params.transferId, text: body.text });
      return listOwnTransfers(ctx, memberOf(ctx.actor));
    },
  );
}

/** Transfers, for the staff of both unions and of those above. */
export function transferRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  const one = { tags, params: shapes.TransferParams, response: { 200: shapes.Transfer } };
  app.get(
    "/api/staff/transfers",
    {
      access: "people.view",
      schema: {
        ...{ operationId: "listTransfers", tags, querystring: shapes.TransferQuery },
        response: { 200: shapes.TransferPage },
      },
    },
    ({ ctx, query }) => listTransfers(ctx, query),
  );
  app.get(
    "/api/staff/transfers/unions",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "findUnions", tags, querystring: shapes.UnionQuery },
        response: { 200: shapes.TransferUnions },
      },
    },
    ({ ctx, query }) => findUnions(ctx, query.q),
  );
  app.get(
    "/api/staff/transfers/:transferId",
    { access: "people.view", schema: { operationId: "getTransfer", ...one } },
    ({ ctx, params }) => getTransfer(ctx, secrets, params.transferId),
  );
  app.post(
    "/api/staff/transfers",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "beginTransfer", tags, body: shapes.BeginTransfer },
        response: { 201: shapes.Transfer },
      },
    },
    async ({ ctx, body }, reply) => {
      const id = await ask.beginTransfer(ctx, body);
      return reply.code(201).send(await getTransfer(ctx, secrets, id));
    },
  );
  app.post(
    "/api/staff/transfers/:transferId/answer",
    { access: "people.manage", schema: { operationId: "answerTransfer", ...one, body: shapes.AnswerTransfer } },
    async ({ ctx, params, body }) => {
      await answerTransfer(ctx, secrets, { ...body, id: params.transferId });
      return getTransfer(ctx, secrets, params.transferId);
    },
  );
  app.post(
    "/api/staff/transfers/:transferId/withdraw",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "withdrawTransfer", tags, params: shapes.TransferParams, body: shapes.WithdrawTransfer },
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await ask.withdrawByStaff(ctx, { id: params.transferId, reason: body.reason });
      return reply.code(204).send(null);
    },
  );
}
