import type { App } from "#kernel/http/http";
import * as changes from "./change.schemas.ts";
import { changeSession, previewChange } from "./change-session.service.ts";
import * as shapes from "./session.schemas.ts";
import { getForStaff, getSeats, listForStaff } from "./staff-sessions.service.ts";

const tags = ["activities (staff)"];
const one = { tags, params: shapes.SessionParams };

/** Sessions that were released, as staff run them. */
export function sessionRoutes(app: App, changed: () => Promise<void>): void {
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
  app.get(
    "/api/staff/activities/sessions/:sessionId/seats",
    {
      access: "activities.read",
      schema: { operationId: "listSessionSeats", ...one, response: { 200: shapes.StaffSeats } },
    },
    ({ ctx, params }) => getSeats(ctx, params.sessionId),
  );
  changeRoutes(app, changed);
}

function changeRoutes(app: App, changed: () => Promise<void>): void {
  const access = "activities.manage" as const;
  app.post(
    "/api/staff/activities/sessions/:sessionId/changes/preview",
    {
      access,
      schema: {
        operationId: "previewSessionChange",
        ...one,
        body: changes.PreviewChange,
        response: { 200: changes.ChangePreview },
      },
    },
    ({ ctx, params, body }) => previewChange(ctx, params.sessionId, body.change),
  );
  app.post(
    "/api/staff/activities/sessions/:sessionId/changes",
    {
      access,
      schema: {
        operationId: "changeSession",
        ...one,
        body: changes.MakeChange,
        response: { 201: shapes.StaffSessionDetail },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const session = await changeSession(ctx, { ...body, id: params.sessionId });
      await changed();
      return reply.code(201).send(session);
    },
  );
}
