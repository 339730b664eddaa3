import { z } from "zod";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import { listDuties } from "../policy.ts";
import { listPresets, officeOf } from "./duty-presets.ts";
import { grantDuty, grantPreset, handOverDuties, revokeDuty } from "./grants.ts";
import * as shapes from "./staff-accounts.schemas.ts";

const dateOf = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant));
const termOf = (term: { from?: string | undefined; until?: string | undefined }) => ({
  from: dateOf(term.from),
  until: dateOf(term.until),
});

/** Duties: what can be given, giving, taking away, handing over. */
export function grantRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  app.get(
    "/api/duties",
    { access: "staff", schema: { operationId: "listDuties", response: { 200: shapes.DutyList } } },
    () => ({ items: listDuties().map((one) => ({ ...one, office: officeOf(one.duty) })), presets: listPresets() }),
  );
  const toAccount = { params: shapes.StaffAccountParams } as const;
  app.post(
    "/api/staff-accounts/:accountId/duties",
    {
      access: "staff.manage",
      schema: { ...toAccount, operationId: "grantDuty", body: shapes.GrantDuty, response: { 201: shapes.DutyGranted } },
    },
    async (request, reply) => {
      const { params, body } = request;
      return reply.code(201).send(await grantDuty(request.ctx, { ...params, ...body, ...termOf(body) }));
    },
  );
  app.post(
    "/api/staff-accounts/:accountId/presets",
    {
      access: "staff.manage",
      schema: {
        ...{ ...toAccount, operationId: "grantPreset" },
        ...{ body: shapes.GrantPreset, response: { 201: shapes.PresetGranted } },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      return reply.code(201).send(await grantPreset(request.ctx, { ...params, ...body, ...termOf(body) }));
    },
  );
  app.post(
    "/api/staff-accounts/:accountId/hand-over",
    {
      access: "staff.manage",
      schema: {
        ...{ ...toAccount, operationId: "handOverDuties" },
        ...{ body: shapes.HandOver, response: { 200: shapes.HandedOver } },
      },
    },
    ({ ctx, params, body }) => handOverDuties(ctx, secrets, { ...params, ...body, ...termOf(body) }),
  );
  app.delete(
    "/api/staff-accounts/:accountId/duties/:grantId",
    {
      access: "staff.manage",
      schema: { operationId: "revokeDuty", params: shapes.GrantParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await revokeDuty(request.ctx, request.params);
      return reply.code(204).send(null);
    },
  );
}
