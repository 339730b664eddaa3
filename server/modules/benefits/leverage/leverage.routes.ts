import { z } from "zod";
import type { App } from "#kernel/http/http";
import * as shapes from "./leverage.schemas.ts";
import { enterPastYear, getLeverage, removePastYear, setGoal } from "./leverage.service.ts";

const tags = ["leverage"];

/** How much spending subsidies moved, beside what was expected and the years before. */
export function leverageRoutes(app: App): void {
  app.get(
    "/api/staff/leverage",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "getLeverage", tags, querystring: shapes.LeverageQuery, response: { 200: shapes.Leverage } },
      },
    },
    ({ ctx, query }) => getLeverage(ctx, query.organisationId),
  );
  app.put(
    "/api/staff/campaigns/:id/goal",
    {
      access: "benefits.manage",
      schema: {
        ...{ operationId: "setCampaignGoal", tags, params: shapes.CampaignParams, body: shapes.GoalInput },
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await setGoal(ctx, params.id, body);
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/staff/past-years",
    {
      access: "benefits.manage",
      schema: { operationId: "enterPastYear", tags, body: shapes.NewPastYear, response: { 201: shapes.Entered } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send({ id: await enterPastYear(ctx, body) }),
  );
  app.delete(
    "/api/staff/past-years/:pastYearId",
    {
      access: "benefits.manage",
      schema: { operationId: "removePastYear", tags, params: shapes.PastYearParams, response: { 204: z.null() } },
    },
    async ({ ctx, params }, reply) => {
      await removePastYear(ctx, params.pastYearId);
      return reply.code(204).send(null);
    },
  );
}
