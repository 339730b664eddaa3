import { z } from "zod";
import type { MemberActor } from "#kernel/actor";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import { createPublishedOrders } from "./published-order.ts";
import { getForMember, listForMember, mineForMember } from "./read-releases.ts";
import * as schemas from "./releases.schemas.ts";
import { doNotRemindMe, remindMe } from "./reminders.ts";
import { acceptOffer, claimRelease, enterRelease, stopWaiting, type TakingPart, waitForRelease } from "./take-part.ts";

const asItIs = (payload: unknown) => payload as string;
const asMember = (actor: { kind: string }) => actor as MemberActor; // the route's access has made sure of it

/** The member's half: the calendar, taking part, and the proof of the order. */
export function memberRoutes(app: App, part: TakingPart): void {
  const publishedOrder = createPublishedOrders(part);
  app.get(
    "/api/releases",
    {
      access: "member",
      schema: {
        operationId: "listReleases",
        tags: ["releases"],
        querystring: schemas.ReleasesQuery,
        response: { 200: schemas.ReleaseList },
      },
    },
    (request) => listForMember(part, request.ctx, asMember(request.ctx.actor), request.query),
  );
  app.get(
    "/api/releases/:releaseId",
    {
      access: "member",
      schema: {
        operationId: "getRelease",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 200: schemas.ReleaseDetail },
      },
    },
    (request) => getForMember(part, request.ctx, asMember(request.ctx.actor), request.params.releaseId),
  );
  app.get(
    "/api/releases/:releaseId/mine",
    {
      access: "member",
      schema: {
        operationId: "getMyPart",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 200: schemas.Mine },
      },
    },
    (request) => mineForMember(part, asMember(request.ctx.actor), request.params.releaseId),
  );
  app.get(
    "/api/releases/:releaseId/order",
    {
      access: "member",
      schema: {
        operationId: "getPublishedOrder",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 200: schemas.PublishedOrder },
      },
    },
    async (request, reply) => {
      const text = await publishedOrder(request.ctx, asMember(request.ctx.actor), request.params.releaseId);
      // The text is the answer already, and the schema above describes it.
      return reply
        .type("application/json; charset=utf-8")
        .serializer(asItIs)
        .send(text as never);
    },
  );
  app.post(
    "/api/releases/:releaseId/entries",
    {
      access: "member",
      schema: {
        operationId: "enterRelease",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        body: schemas.Entry,
        response: { 202: schemas.Entered },
      },
    },
    async (request, reply) =>
      reply
        .code(202)
        .send(await enterRelease(part, asMember(request.ctx.actor), request.params.releaseId, request.body)),
  );
  app.post(
    "/api/releases/:releaseId/claims",
    {
      access: "member",
      schema: {
        operationId: "claimRelease",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        headers: IdempotencyHeaders,
        body: schemas.Picking,
        response: { 201: schemas.GrantedClaim },
      },
    },
    async (request, reply) =>
      reply.code(201).send(
        await claimRelease(part, request.ctx, asMember(request.ctx.actor), {
          releaseId: request.params.releaseId,
          key: request.headers["idempotency-key"],
          ...request.body,
        }),
      ),
  );
  app.post(
    "/api/releases/:releaseId/waiting",
    {
      access: "member",
      schema: {
        operationId: "waitForRelease",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        body: schemas.Nothing,
        response: { 201: schemas.Waiting },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await waitForRelease(part, request.ctx, asMember(request.ctx.actor), request.params.releaseId)),
  );
  app.post(
    "/api/releases/:releaseId/waiting/accept",
    {
      access: "member",
      schema: {
        operationId: "acceptOffer",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        headers: IdempotencyHeaders,
        body: schemas.Nothing,
        response: { 201: schemas.GrantedClaim },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await acceptOffer(
            part,
            request.ctx,
            asMember(request.ctx.actor),
            request.params.releaseId,
            request.headers["idempotency-key"],
          ),
        ),
  );
  app.delete(
    "/api/releases/:releaseId/waiting",
    {
      access: "member",
      schema: {
        operationId: "stopWaiting",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await stopWaiting(part, request.ctx, asMember(request.ctx.actor), request.params.releaseId);
      return reply.code(204).send(null);
    },
  );
  app.put(
    "/api/releases/:releaseId/reminder",
    {
      access: "member",
      schema: {
        operationId: "remindMe",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        body: schemas.Nothing,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await remindMe(part, request.ctx, asMember(request.ctx.actor), request.params.releaseId);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/releases/:releaseId/reminder",
    {
      access: "member",
      schema: {
        operationId: "doNotRemindMe",
        tags: ["releases"],
        params: schemas.ReleaseParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await doNotRemindMe(request.ctx, asMember(request.ctx.actor), request.params.releaseId);
      return reply.code(204).send(null);
    },
  );
}
