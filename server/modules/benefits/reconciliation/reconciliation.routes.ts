import type { App } from "#kernel/http/http";
import * as shapes from "./reconciliation.schemas.ts";
import { getReconciliation, listDayLines } from "./reconciliation.service.ts";

const tags = ["settlement"];

/** Tills, books and differences beside each other, day by day. */
export function reconciliationRoutes(app: App): void {
  app.get(
    "/api/staff/reconciliation",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "getReconciliation", tags, querystring: shapes.ReconciliationQuery },
        response: { 200: shapes.Reconciliation },
      },
    },
    ({ ctx, query }) => getReconciliation(ctx, query),
  );
  app.get(
    "/api/staff/reconciliation/lines",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "listReconciliationLines", tags, querystring: shapes.DayLinesQuery },
        response: { 200: shapes.DayLines },
      },
    },
    ({ ctx, query }) => listDayLines(ctx, query),
  );
}
