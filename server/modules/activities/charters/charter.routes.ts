import type { App } from "#kernel/http/http";
import type { Secrets } from "#kernel/secrets/secrets";
import { SessionParams } from "../sessions/session.schemas.ts";
import * as shapes from "./charter.schemas.ts";
import { getCharter, listCharters } from "./charters.service.ts";

const tags = ["activities (staff)"];
const access = "activities.charter" as const;

/** Houses that a union has, as that union sees them; who comes is brought in as a sheet. */
export function charterRoutes(app: App, secrets: Secrets): void {
  app.get(
    "/api/staff/activities/charters",
    {
      access,
      schema: {
        operationId: "listCharters",
        tags,
        querystring: shapes.ChartersQuery,
        response: { 200: shapes.CharterPage },
      },
    },
    ({ ctx, query }) => listCharters(ctx, query),
  );
  app.get(
    "/api/staff/activities/charters/:sessionId",
    {
      access,
      schema: { operationId: "getCharter", tags, params: SessionParams, response: { 200: shapes.CharterDetail } },
    },
    ({ ctx, params }) => getCharter(ctx, secrets, params.sessionId),
  );
}
