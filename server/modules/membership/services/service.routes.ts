import type { App } from "#kernel/http/http";
import { memberOf } from "../member-of.ts";
import { PersonParams } from "../membership.schemas.ts";
import { listOwnServices, listServicesOf, serviceStatistics } from "./read-services.ts";
import * as shapes from "./service.schemas.ts";

/** What unions did for people, for each of them and in figures. */
export function serviceRoutes(app: App): void {
  app.get(
    "/api/member/services",
    {
      access: "member",
      schema: {
        operationId: "listOwnServices",
        querystring: shapes.ServicesQuery,
        response: { 200: shapes.OwnServices },
      },
    },
    ({ ctx, query }) => listOwnServices(ctx, memberOf(ctx.actor).personId, query),
  );
  app.get(
    "/api/people/:personId/services",
    {
      access: "people.view",
      schema: {
        operationId: "listServicesOf",
        params: PersonParams,
        querystring: shapes.ServicesQuery,
        response: { 200: shapes.Services },
      },
    },
    ({ ctx, params, query }) => listServicesOf(ctx, params.personId, query),
  );
  app.get(
    "/api/statistics/services",
    {
      access: "statistics.view",
      schema: {
        operationId: "countServices",
        querystring: shapes.ServiceStatisticsQuery,
        response: { 200: shapes.ServiceStatistics },
      },
    },
    ({ ctx, query }) => serviceStatistics(ctx, query),
  );
}
