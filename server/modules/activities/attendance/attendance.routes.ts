import { z } from "zod";
import type { App } from "#kernel/http/http";
import { TicketParams } from "../tickets/ticket.schemas.ts";
import * as shapes from "./attendance.schemas.ts";
import { decideExcuse, listAbsences } from "./excuses.service.ts";

const tags = ["activities (staff)"];

/** Who did not come, and why. */
export function attendanceRoutes(app: App): void {
  app.get(
    "/api/staff/activities/absences",
    {
      access: "activities.manage",
      schema: {
        operationId: "listAbsences",
        tags,
        querystring: shapes.AbsencesQuery,
        response: { 200: shapes.AbsenceList },
      },
    },
    async ({ ctx, query }) => ({ items: await listAbsences(ctx, query.sessionId) }),
  );
  app.post(
    "/api/staff/activities/absences/:claimId/excuse",
    {
      access: "activities.manage",
      schema: {
        operationId: "decideExcuse",
        tags,
        params: TicketParams,
        body: shapes.DecideExcuse,
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decideExcuse(ctx, { ...body, ...params });
      return reply.code(204).send(null);
    },
  );
}
