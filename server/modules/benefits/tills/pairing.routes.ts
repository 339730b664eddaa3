import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { App } from "#kernel/http/http";
import { clearSessionCookie, setSessionCookie } from "#kernel/sign-in/sessions";
import type { TillPower } from "./clerk-pin.service.ts";
import {
  beginByPhone,
  type Paired,
  pairByCode,
  pairByTicket,
  requestTillCode,
  signOutTill,
} from "./pair-till.service.ts";
import * as shapes from "./till.schemas.ts";

const tags = ["till"];

/** How a browser becomes a till: by a code from the union's staff, or by a clerk's phone. */
export function pairingRoutes(app: App, power: TillPower, secure: boolean): void {
  const answer = answerWith(secure);
  app.post(
    "/api/till/pair",
    {
      access: "public",
      play: true,
      schema: { operationId: "pairTill", tags, body: shapes.PairInput, response: { 201: shapes.Paired } },
    },
    async ({ ctx, body, ip }, reply) =>
      reply.code(201).send(answer(reply, await pairByCode(ctx, power, { ...body, address: ip }))),
  );
  phoneRoutes(app, power, answer);
  app.post(
    "/api/till/sign-out",
    { access: "till", schema: { operationId: "signOutTill", tags, response: { 204: z.null() } } },
    async ({ ctx }, reply) => {
      await signOutTill(ctx);
      clearSessionCookie(reply, "till", secure);
      return reply.code(204).send(null);
    },
  );
}

type Answer = ReturnType<typeof answerWith>;

/** Gives the browser its till's cookie and says where it stands now. */
const answerWith =
  (secure: boolean) =>
  (reply: FastifyReply, { token, tillId, store }: Paired) => {
    setSessionCookie(reply, "till", token, secure);
    const merchant = { id: store.merchantId, name: store.tradeName };
    return { tillId, store: { id: store.id, name: store.name }, merchant };
  };

function phoneRoutes(app: App, power: TillPower, answer: Answer): void {
  app.post(
    "/api/till/sign-in/codes",
    {
      access: "public",
      schema: { operationId: "requestTillCode", tags, body: shapes.PhoneInput, response: { 202: shapes.TillCodeSent } },
    },
    async ({ ctx, body, ip }, reply) => {
      const sent = await requestTillCode(ctx, power, { ...body, address: ip });
      return reply.code(202).send({ ...sent, expiresAt: sent.expiresAt.toISOString() });
    },
  );
  app.post(
    "/api/till/sign-in",
    {
      access: "public",
      schema: {
        operationId: "beginTillByPhone",
        tags,
        body: shapes.PhoneSignIn,
        response: { 200: shapes.StoresToPair },
      },
    },
    async ({ ctx, body }) => {
      const { stores, ticket } = await beginByPhone(ctx, power, body);
      return {
        ticket,
        stores: stores.map(({ id, name, address, tradeName }) => ({ id, name, address, merchant: tradeName })),
      };
    },
  );
  app.post(
    "/api/till/sign-in/pair",
    {
      access: "public",
      schema: { operationId: "pairTillByPhone", tags, body: shapes.PairByTicket, response: { 201: shapes.Paired } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(answer(reply, await pairByTicket(ctx, power, body))),
  );
}
