import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { cookieRules, isSecure } from "#kernel/sign-in/sessions";
import { CodeSent, phoneOf } from "../membership.schemas.ts";
import { proveApplicantPhone, requestJoiningCode, ticketSeconds } from "./applicant.ts";
import * as apply from "./apply.ts";
import * as shapes from "./joining.schemas.ts";

const tags = ["joining"];
/** As `cookieName` has it for the entrances. */
const cookieOf = (secure: boolean) => `${secure ? "__Host-" : ""}gh_applicant`;

/** For whoever is no member yet: a proved phone instead of a sign-in, so each of these looks at its ticket. */
export function applicantRoutes(app: App, runtime: Runtime): void {
  const { secrets } = runtime;
  const secure = isSecure(runtime.config);
  const cookie = cookieOf(secure);
  const rules = cookieRules(secure);
  const ticketOf = (request: FastifyRequest) => request.cookies[cookie];
  const own = { tags, response: { 200: shapes.OwnApplication } };
  const power = { secrets, demo: runtime.demo };

  app.post(
    "/api/joining/codes",
    {
      access: "public",
      schema: { operationId: "requestJoiningCode", tags, body: shapes.AskJoiningCode, response: { 202: CodeSent } },
    },
    async ({ ctx, body, ip }, reply) => {
      const sent = await requestJoiningCode(ctx, power, { phone: phoneOf(body.phone), address: ip });
      return reply.code(202).send({ ...sent, expiresAt: sent.expiresAt.toISOString() });
    },
  );
  app.post(
    "/api/joining/phone",
    { access: "public", schema: { operationId: "proveApplicantPhone", ...own, body: shapes.ProvePhone } },
    async ({ ctx, body }, reply) => {
      const { ticket } = await proveApplicantPhone(ctx, secrets, { ...body, phone: phoneOf(body.phone) });
      keepTicket(reply, ticket);
      return apply.getOwnApplication(ctx, secrets, ticket);
    },
  );
  app.get("/api/joining", { access: "public", schema: { operationId: "getOwnJoining", ...own } }, (request) =>
    apply.getOwnApplication(request.ctx, secrets, ticketOf(request)),
  );
  app.patch(
    "/api/joining/draft",
    { access: "public", schema: { operationId: "saveJoiningDraft", ...own, body: shapes.SaveDraft } },
    (request) => apply.saveDraft(request.ctx, secrets, { ticket: ticketOf(request), input: request.body }),
  );
  app.get(
    "/api/joining/districts",
    {
      access: "public",
      schema: {
        ...{ operationId: "listJoiningDistricts", tags, querystring: shapes.DistrictQuery },
        response: { 200: shapes.Districts },
      },
    },
    async (request) => {
      const asked = { ticket: ticketOf(request), parentId: request.query.parentId };
      return { items: await apply.listOwnDistricts(request.ctx, secrets, asked) };
    },
  );
  app.get(
    "/api/joining/proposals",
    { access: "public", schema: { operationId: "proposeUnions", tags, response: { 200: shapes.Proposals } } },
    async (request) => ({ items: await apply.proposeOwn(request.ctx, secrets, ticketOf(request)) }),
  );
  actRoutes(app, { runtime, ticketOf });
  app.post(
    "/api/joining/leave",
    { access: "public", schema: { operationId: "leaveJoining", tags, response: { 204: z.null() } } },
    async (_request, reply) => reply.clearCookie(cookie, rules).code(204).send(null),
  );

  function keepTicket(reply: FastifyReply, ticket: string): void {
    reply.setCookie(cookie, ticket, { ...rules, maxAge: ticketSeconds });
  }
}

interface Acting {
  runtime: Runtime;
  ticketOf: (request: FastifyRequest) => string | undefined;
}

function actRoutes(app: App, { runtime: { secrets }, ticketOf }: Acting): void {
  const own = { tags, response: { 200: shapes.OwnApplication } };
  app.post(
    "/api/joining/submit",
    { access: "public", schema: { operationId: "submitJoining", ...own, body: shapes.Submit } },
    (request) => apply.submitApplication(request.ctx, secrets, { ticket: ticketOf(request), ...request.body }),
  );
  app.post(
    "/api/joining/withdraw",
    { access: "public", schema: { operationId: "withdrawJoining", ...own } },
    (request) => apply.withdrawOwn(request.ctx, secrets, ticketOf(request)),
  );
  app.post(
    "/api/joining/appeal",
    { access: "public", schema: { operationId: "appealJoining", ...own, body: shapes.Appeal } },
    (request) => apply.appealOwn(request.ctx, secrets, { ticket: ticketOf(request), ...request.body }),
  );
  app.post("/api/joining/again", { access: "public", schema: { operationId: "joinAgain", ...own } }, (request) =>
    apply.startAgain(request.ctx, secrets, ticketOf(request)),
  );
}
