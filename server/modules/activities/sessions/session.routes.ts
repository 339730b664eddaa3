import type { App } from "#kernel/http/http";
import * as shapes from "./session.schemas.ts";
import { getForStaff, listForStaff } from "./staff-sessions.service.ts";

const tags = ["activities (staff)"];
const one = { tags, params: shapes.SessionParams };

/** Sessions that were released, as staff run them. */
export function sessionRoutes(app: App): void {
  app.get(
    "/api/staff/activities/sessions",
    {
      access: "activities.read",
      schema: {
        operationId: "listStaffSessions",
        tags,
        querystring: shapes.StaffSessionsQuery,
        response: { 200: shapes.StaffSessionPage },
      },
    },
    ({ ctx, query }) => listForStaff(ctx, query),
  );
  app.get(
    "/api/staff/activities/sessions/:sessionId",
    {
      access: "activities.read",
      schema: { operationId: "getStaffSession", ...one, response: { 200: shapes.StaffSessionDetail } },
    },
    ({ ctx, params }) => getForStaff(ctx, params.sessionId),
  );
}
