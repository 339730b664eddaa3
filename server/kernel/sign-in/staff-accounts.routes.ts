import { z } from "zod";
import type { App } from "../http/http.ts";
import type { Runtime } from "../module.ts";
import * as shapes from "./staff-accounts.schemas.ts";
import {
  createStaffAccount,
  disableStaffAccount,
  getStaffAccount,
  listStaffAccounts,
  reopenStaffAccount,
  resetPassword,
  resetSecondFactor,
} from "./staff-accounts.ts";

/** Staff accounts. */
export function staffAccountRoutes(app: App, runtime: Runtime): void {
  const { secrets } = runtime;
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
  app.post(
    "/api/staff-accounts/:accountId/reopen",
    {
      access: "staff.manage",
      schema: {
        operationId: "reopenStaffAccount",
        params: shapes.StaffAccountParams,
        body: shapes.WithReason,
        response: { 200: shapes.TemporaryPassword },
      },
    },
    (request) => reopenStaffAccount(request.ctx, secrets, { ...request.params, ...request.body }),
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
