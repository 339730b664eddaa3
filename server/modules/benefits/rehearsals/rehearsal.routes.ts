import { z } from "zod";
import type { App } from "#kernel/http/http";
import { originOf } from "#kernel/http/origin";
import type { Runtime } from "#kernel/module";
import { isSecure, setSessionCookie } from "#kernel/sign-in/sessions";
import { CampaignParams } from "../campaigns/campaign.schemas.ts";
import { endRehearsal } from "./end-rehearsal.service.ts";
import { enterRehearsal } from "./enter-rehearsal.service.ts";
import * as shapes from "./rehearsal.schemas.ts";
import { getRehearsal, listRehearsals, makeTillCode, renewPhone } from "./rehearsals.service.ts";
import { startRehearsal } from "./start-rehearsal.service.ts";

const tags = ["rehearsals (staff)"];
const one = { tags, params: shapes.RehearsalParams };
const whole = { 200: shapes.Rehearsal };
const Nothing = z.union([z.strictObject({}), z.null()]).optional();

/** Campaigns that staff play once with phones and a till of their own. */
export function rehearsalRoutes(
  app: App,
  { secrets, config }: Pick<Runtime, "secrets" | "config">,
  changed: () => Promise<void>,
): void {
  const power = (request: { protocol: string; host: string }) => ({ secrets, origin: originOf(config, request) });
  app.get(
    "/api/staff/campaigns/:id/rehearsals",
    {
      access: "benefits.read",
      schema: { operationId: "listRehearsals", tags, params: CampaignParams, response: { 200: shapes.RehearsalList } },
    },
    ({ ctx, params }) => listRehearsals(ctx, params.id),
  );
  app.post(
    "/api/staff/campaigns/:id/rehearsals",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "startRehearsal", tags, params: CampaignParams, body: shapes.NewRehearsal },
        response: { 201: shapes.Rehearsal },
      },
    },
    async (request, reply) => {
      const { ctx, params, body } = request;
      const id = await startRehearsal(ctx, secrets, { campaignId: params.id, ...body });
      await changed();
      return reply.code(201).send(await getRehearsal(ctx, power(request), id));
    },
  );
  app.get(
    "/api/staff/rehearsals/:rehearsalId",
    { access: "benefits.read", schema: { operationId: "getRehearsal", ...one, response: whole } },
    (request) => getRehearsal(request.ctx, power(request), request.params.rehearsalId),
  );
  app.post(
    "/api/staff/rehearsals/:rehearsalId/phones/:phone/link",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "renewRehearsalPhone", tags, params: shapes.PhoneParams, body: Nothing, response: whole },
      },
    },
    async (request) => {
      const { rehearsalId: id, phone } = request.params;
      await renewPhone(request.ctx, secrets, { id, phone });
      return getRehearsal(request.ctx, power(request), id);
    },
  );
  app.post(
    "/api/staff/rehearsals/:rehearsalId/till-codes",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "makeRehearsalTillCode", ...one, body: Nothing },
        response: { 201: shapes.RehearsalTillCode },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await makeTillCode(request.ctx, power(request), request.params.rehearsalId)),
  );
  app.post(
    "/api/staff/rehearsals/:rehearsalId/end",
    { access: "benefits.read", schema: { operationId: "endRehearsal", ...one, body: Nothing, response: whole } },
    async (request) => {
      await endRehearsal(request.ctx, request.params.rehearsalId);
      await changed();
      return getRehearsal(request.ctx, power(request), request.params.rehearsalId);
    },
  );
  app.post(
    "/api/rehearsals/enter",
    {
      ...{ access: "public", play: true },
      schema: {
        ...{ operationId: "enterRehearsal", tags: ["rehearsals"], body: shapes.EnterRehearsal },
        response: { 200: shapes.RehearsalEntered },
      },
    },
    async ({ ctx, body }, reply) => {
      const { token, name } = await enterRehearsal(ctx, body.key);
      setSessionCookie(reply, "member", token, isSecure(config));
      return { name };
    },
  );
}
