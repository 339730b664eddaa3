import type { App } from "#kernel/http/http";
import * as shapes from "./series.schemas.ts";
import { addAbsenceRule, changeSeries, getSeries, listSeriesViews, openSeries } from "./series.service.ts";

const tags = ["activities (staff)"];
const one = { tags, params: shapes.SeriesParams };

/** Programmes that repeat, and what follows from absences. */
export function seriesRoutes(app: App): void {
  app.get(
    "/api/staff/activities/series",
    {
      access: "activities.read",
      schema: { operationId: "listSeries", tags, response: { 200: shapes.SeriesList } },
    },
    async ({ ctx }) => ({ items: await listSeriesViews(ctx) }),
  );
  app.post(
    "/api/staff/activities/series",
    {
      access: "activities.manage",
      schema: { operationId: "openSeries", tags, body: shapes.NewSeries, response: { 201: shapes.Series } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await openSeries(ctx, body)),
  );
  app.get(
    "/api/staff/activities/series/:seriesId",
    { access: "activities.read", schema: { operationId: "getSeries", ...one, response: { 200: shapes.Series } } },
    ({ ctx, params }) => getSeries(ctx, params.seriesId),
  );
  app.patch(
    "/api/staff/activities/series/:seriesId",
    {
      access: "activities.manage",
      schema: { operationId: "changeSeries", ...one, body: shapes.SeriesChange, response: { 200: shapes.Series } },
    },
    ({ ctx, params, body }) => changeSeries(ctx, params.seriesId, body),
  );
  app.post(
    "/api/staff/activities/series/:seriesId/absence-rules",
    {
      access: "activities.manage",
      schema: {
        operationId: "addAbsenceRule",
        ...one,
        body: shapes.NewAbsenceRule,
        response: { 201: shapes.Series },
      },
    },
    async ({ ctx, params, body }, reply) => reply.code(201).send(await addAbsenceRule(ctx, params.seriesId, body)),
  );
}
