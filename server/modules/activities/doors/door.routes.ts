import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Ctx } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import { clearSessionCookie, setSessionCookie } from "#kernel/sign-in/sessions";
import { SessionParams } from "../sessions/session.schemas.ts";
import { TicketParams } from "../tickets/ticket.schemas.ts";
import * as shapes from "./door.schemas.ts";
import { getDoor, listForDoor } from "./door.view.ts";
import { type DoorPower, doorCtx } from "./door-ctx.ts";
import { countDoorSession, enter, undoEntry } from "./enter.service.ts";
import {
  listPairedDoors,
  makeDoorCode,
  type Paired,
  pairByCode,
  pairOwnPhone,
  signOutDoor,
  unpairDoor,
} from "./pair-door.service.ts";
import { syncDoor } from "./sync-door.service.ts";

const tags = ["door"];
const access = "door" as const;
const Nothing = z.strictObject({});

/** What a phone at the door may do, and how it becomes one. */
export function doorRoutes(app: App, power: DoorPower, secure: boolean): void {
  const answer = answerWith(secure);
  pairingRoutes(app, power, answer);
  keepingRoutes(app);
  readingRoutes(app);
  entryRoutes(app, power);
  app.post(
    "/api/door/sign-out",
    { access, schema: { operationId: "signOutDoor", tags, response: { 204: z.null() } } },
    async ({ ctx }, reply) => {
      await signOutDoor(ctx);
      clearSessionCookie(reply, "door", secure);
      return reply.code(204).send(null);
    },
  );
}

type Answer = ReturnType<typeof answerWith>;

/** Gives the browser its door's cookie and says where it stands now. */
const answerWith =
  (secure: boolean) =>
  (reply: FastifyReply, ctx: Ctx, { token, doorId, node }: Paired) => {
    setSessionCookie(reply, "door", token, secure);
    return getDoor({ ...ctx, actor: { kind: "door", sessionId: "", doorId, node } });
  };

function pairingRoutes(app: App, power: DoorPower, answer: Answer): void {
  app.post(
    "/api/door/pair",
    {
      access: "public",
      schema: { operationId: "pairDoor", tags, body: shapes.PairDoor, response: { 201: shapes.Door } },
    },
    async ({ ctx, body, ip }, reply) => {
      const paired = await pairByCode(ctx, power.secrets, { ...body, address: ip });
      return reply.code(201).send(await answer(reply, ctx, paired));
    },
  );
  app.post(
    "/api/staff/activities/sessions/:sessionId/doors",
    {
      access: "activities.door",
      schema: {
        operationId: "pairOwnDoor",
        tags,
        params: SessionParams,
        body: shapes.NewDoor,
        response: { 201: shapes.Door },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const paired = await pairOwnPhone(ctx, params.sessionId, body.name);
      return reply.code(201).send(await answer(reply, ctx, paired));
    },
  );
  app.post(
    "/api/staff/activities/sessions/:sessionId/door-codes",
    {
      access: "activities.door",
      schema: {
        operationId: "makeDoorCode",
        tags,
        params: SessionParams,
        body: Nothing,
        response: { 201: shapes.DoorCode },
      },
    },
    async ({ ctx, params }, reply) => reply.code(201).send(await makeDoorCode(ctx, power.secrets, params.sessionId)),
  );
}

function keepingRoutes(app: App): void {
  app.get(
    "/api/staff/activities/sessions/:sessionId/doors",
    {
      access: "activities.read",
      schema: { operationId: "listDoors", tags, params: SessionParams, response: { 200: shapes.PairedDoors } },
    },
    async ({ ctx, params }) => ({ items: await listPairedDoors(ctx, params.sessionId) }),
  );
  app.delete(
    "/api/staff/activities/doors/:doorId",
    {
      access: "activities.door",
      schema: { operationId: "unpairDoor", tags, params: shapes.DoorParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await unpairDoor(ctx, params.doorId);
      return reply.code(204).send(null);
    },
  );
}

function readingRoutes(app: App): void {
  app.get(
    "/api/door",
    { access, schema: { operationId: "getDoor", tags, response: { 200: shapes.Door } } },
    ({ ctx }) => getDoor(doorCtx(ctx)),
  );
  app.get(
    "/api/door/sessions/:sessionId/holders",
    {
      access,
      schema: { operationId: "listDoorHolders", tags, params: SessionParams, response: { 200: shapes.Holders } },
    },
    ({ ctx, params }) => listForDoor(doorCtx(ctx), params.sessionId),
  );
  app.get(
    "/api/door/sessions/:sessionId/counts",
    {
      access,
      schema: { operationId: "countDoorSession", tags, params: SessionParams, response: { 200: shapes.CountsOf } },
    },
    ({ ctx, params }) => countDoorSession(doorCtx(ctx), params.sessionId),
  );
}

function entryRoutes(app: App, power: DoorPower): void {
  app.post(
    "/api/door/sessions/:sessionId/entries",
    {
      access,
      schema: {
        operationId: "enterSession",
        tags,
        params: SessionParams,
        headers: IdempotencyHeaders,
        body: shapes.EntryInput,
        response: { 200: shapes.Entered },
      },
    },
    ({ ctx, params, headers, body }) =>
      enter(doorCtx(ctx), power, { ...body, ...params, key: headers["idempotency-key"] }),
  );
  app.post(
    "/api/door/entries/:claimId/undo",
    {
      access,
      schema: {
        operationId: "undoEntry",
        tags,
        params: TicketParams,
        body: Nothing,
        response: { 200: shapes.CountsOnly },
      },
    },
    ({ ctx, params }) => undoEntry(doorCtx(ctx), params.claimId),
  );
  app.post(
    "/api/door/sync",
    {
      access,
      bodyLimit: 512 * 1024,
      schema: { operationId: "syncDoor", tags, body: shapes.SyncInput, response: { 200: shapes.Synced } },
    },
    async ({ ctx, body }) => {
      const entries = body.entries.map((entry) => ({ ...entry, enteredAt: new Date(entry.enteredAt) }));
      return { items: await syncDoor(doorCtx(ctx), power, entries) };
    },
  );
}
