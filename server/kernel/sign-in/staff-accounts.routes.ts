import { z } from "zod";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import { listDuties } from "../policy.ts";
import * as shapes from "./staff-accounts.schemas.ts";
import {
  createStaffAccount,
  disableStaffAccount,
  getStaffAccount,
  grantDuty,
  listStaffAccounts,
  resetPassword,
  resetSecondFactor,
  revokeDuty,
} from "./staff-accounts.ts";

/** Staff accounts and their duties. */
export function staffAccountRoutes(app: App, runtime: Runtime): void {
  const { secrets } = runtime;
  app.get(
    "/api/duties",
    { access: "staff", schema: { operationId: "listDuties", response: { 200: shapes.DutyList } } },
    () => ({ items: listDuties() }),
  );
  app.get(
    "/api/staff-accounts",
    {
      access: "staff.view",
      schema: {
        operationId: "listStaffAccounts",
        querystring: shapes.StaffAccountQuery,
        response: { 200: shapes.StaffAccountPage },
      },
    },
    (request) => listStaffAccounts(request.ctx, request.query),
  );
  app.get(
    "/api/staff-accounts/:accountId",
    {
      access: "staff.view",
      schema: {
        operationId: "getStaffAccount",
        params: shapes.StaffAccountParams,
        response: { 200: shapes.StaffAccount },
      },
    },
    (request) => getStaffAccount(request.ctx, request.params.accountId),
  );
  app.post(
    "/api/staff-accounts",
    {
      access: "staff.manage",
      schema: {
        operationId: "createStaffAccount",
        body: shapes.CreateStaffAccount,
        response: { 201: shapes.CreatedStaffAccount },
      },
    },
    async (request, reply) => reply.code(201).send(await createStaffAccount(request.ctx, secrets, request.body)),
  );
  app.post(
    "/api/staff-accounts/:accountId/duties",
    {
      access: "staff.manage",
      schema: {
        operationId: "grantDuty",
        params: shapes.StaffAccountParams,
        body: shapes.GrantDuty,
        response: { 201: shapes.DutyGranted },
      },
    },
    async (request, reply) => {
      const { until, ...grant } = request.body;
      const ends = until === undefined ? undefined : new Date(until);
      return reply.code(201).send(await grantDuty(request.ctx, { ...request.params, ...grant, until: ends }));
    },
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
  app.post(
    "/api/staff-accounts/:accountId/password/reset",
    {
      access: "staff.manage",
      schema: {
        operationId: "resetStaffPassword",
        params: shapes.StaffAccountParams,
        body: shapes.WithReason,
        response: { 200: shapes.TemporaryPassword },
      },
    },
    (request) => resetPassword(request.ctx, secrets, { ...request.params, ...request.body }),
  );
  accountActs(app);
}

function accountActs(app: App): void {
  const acts = {
    "second-factor/reset": { operationId: "resetSecondFactor", act: resetSecondFactor },
    disable: { operationId: "disableStaffAccount", act: disableStaffAccount },
  };
  for (const [path, { operationId, act }] of Object.entries(acts))
    app.post(
      `/api/staff-accounts/:accountId/${path}`,
      {
        access: "staff.manage",
        schema: {
          operationId,
          params: shapes.StaffAccountParams,
          body: shapes.WithReason,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await act(request.ctx, { ...request.params, ...request.body });
        return reply.code(204).send(null);
      },
    );
}
