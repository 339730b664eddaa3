import type { App } from "#kernel/http/http";
import { SeriesParams } from "../series/series.schemas.ts";
import * as shapes from "./statistics.schemas.ts";
import { enterPastYear, getStatistics } from "./statistics.service.ts";

const tags = ["activities (staff)"];

/** A series over the years. */
export function statisticsRoutes(app: App): void {
  app.get(
    "/api/staff/activities/series/:seriesId/statistics",
    {
      access: "activities.read",
      schema: { operationId: "getSeriesStatistics", tags, params: SeriesParams, response: { 200: shapes.Statistics } },
    },
    ({ ctx, params }) => getStatistics(ctx, params.seriesId),
  );
  app.put(
    "/api/staff/activities/series/:seriesId/years/:year",
    {
      access: "activities.manage",
      schema: {
        operationId: "enterSeriesYear",
        tags,
        params: shapes.YearParams,
        body: shapes.PastYearInput,
        response: { 200: shapes.Statistics },
      },
    },
    ({ ctx, params, body }) => enterPastYear(ctx, { ...body, ...params }),
  );
}
