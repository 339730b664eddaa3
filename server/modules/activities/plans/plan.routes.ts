import { z } from "zod";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders } from "#kernel/http/http.schemas";
import type { Secrets } from "#kernel/secrets/secrets";
import { addFilm, changeFilm, listFilmViews } from "../films/films.service.ts";
import { Film } from "../sessions/session.schemas.ts";
import { decidePlan, submitPlan } from "./decide-plan.service.ts";
import { addSession, changeSession, draftPlan, getPlan, listPlanViews, removeSession } from "./draft-plan.service.ts";
import * as shapes from "./plan.schemas.ts";

const tags = ["activities (staff)"];
const one = { tags, params: shapes.PlanParams };
const answer = { 200: shapes.PlanDetail };

/** Plans of sessions as staff write, check and approve them. */
export function planRoutes(app: App, secrets: Secrets, changed: () => Promise<void>): void {
  filmRoutes(app);
  app.get(
    "/api/staff/activities/plans",
    {
      access: "activities.read",
      schema: { operationId: "listPlans", tags, querystring: shapes.PlansQuery, response: { 200: shapes.PlanPage } },
    },
    ({ ctx, query }) => listPlanViews(ctx, query),
  );
  app.post(
    "/api/staff/activities/plans",
    {
      access: "activities.manage",
      schema: { operationId: "draftPlan", tags, body: shapes.NewPlan, response: { 201: shapes.PlanDetail } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await draftPlan(ctx, body)),
  );
  app.get(
    "/api/staff/activities/plans/:planId",
    { access: "activities.read", schema: { operationId: "getPlan", ...one, response: answer } },
    ({ ctx, params }) => getPlan(ctx, params.planId),
  );
  sessionRoutes(app);
  decisionRoutes(app, secrets, changed);
}

function sessionRoutes(app: App): void {
  const access = "activities.manage" as const;
  const each = { tags, params: shapes.PlanSessionParams };
  app.post(
    "/api/staff/activities/plans/:planId/sessions",
    {
      access,
      schema: {
        operationId: "planSession",
        ...one,
        body: shapes.SessionInput,
        response: { 201: shapes.PlanDetail },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await addSession(ctx, params.planId, body)),
  );
  app.put(
    "/api/staff/activities/plans/:planId/sessions/:sessionId",
    { access, schema: { operationId: "replanSession", ...each, body: shapes.SessionChange, response: answer } },
    ({ ctx, params, body }) => changeSession(ctx, params, body),
  );
  app.delete(
    "/api/staff/activities/plans/:planId/sessions/:sessionId",
    {
      access,
      schema: { operationId: "unplanSession", ...each, querystring: shapes.SessionEdition, response: answer },
    },
    ({ ctx, params, query }) => removeSession(ctx, { ...params, ...query }),
  );
}

function decisionRoutes(app: App, secrets: Secrets, changed: () => Promise<void>): void {
  app.post(
    "/api/staff/activities/plans/:planId/submit",
    {
      access: "activities.manage",
      schema: { operationId: "submitPlan", ...one, body: shapes.Revision, response: answer },
    },
    ({ ctx, params, body }) => submitPlan(ctx, params.planId, body.revision),
  );
  const acts = [
    { path: "check", operationId: "checkPlan", access: "activities.check", step: "checked" },
    { path: "approve", operationId: "approvePlan", access: "activities.approve", step: "approved" },
  ] as const;
  for (const { path, operationId, access, step } of acts)
    app.post(
      `/api/staff/activities/plans/:planId/${path}`,
      {
        access,
        schema: { operationId, ...one, headers: IdempotencyHeaders, body: shapes.Decide, response: answer },
      },
      async ({ ctx, params, body, headers }) => {
        const key = headers["idempotency-key"];
        const plan = await decidePlan(ctx, secrets, { ...body, id: params.planId, step, key });
        await changed();
        return plan;
      },
    );
}

function filmRoutes(app: App): void {
  app.get(
    "/api/staff/activities/films",
    {
      access: "activities.read",
      schema: {
        operationId: "listFilms",
        tags,
        querystring: shapes.FilmsQuery,
        response: { 200: z.object({ items: z.array(Film) }) },
      },
    },
    async ({ ctx, query }) => ({ items: await listFilmViews(ctx, query.q) }),
  );
  app.post(
    "/api/staff/activities/films",
    {
      access: "activities.manage",
      schema: { operationId: "addFilm", tags, body: shapes.NewFilm, response: { 201: Film } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await addFilm(ctx, body)),
  );
  app.patch(
    "/api/staff/activities/films/:filmId",
    {
      access: "activities.manage",
      schema: {
        operationId: "changeFilm",
        tags,
        params: shapes.FilmParams,
        body: shapes.FilmChange,
        response: { 200: Film },
      },
    },
    ({ ctx, params, body }) => {
      const given = Object.entries(body).filter(([, value]) => value !== undefined);
      return changeFilm(ctx, params.filmId, Object.fromEntries(given));
    },
  );
}
