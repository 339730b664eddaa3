import type { App } from "#kernel/http/http";
import { memberOf } from "../member-of.ts";
import * as shapes from "./kindness.schemas.ts";
import { agreeToKindness, countKindness, getOwnKindness } from "./kindness.ts";

/** Birthday wishes and condolence, only for whoever agrees. */
export function kindnessRoutes(app: App): void {
  app.get(
    "/api/member/kindness",
    { access: "member", schema: { operationId: "getOwnKindness", response: { 200: shapes.Kindness } } },
    ({ ctx }) => getOwnKindness(ctx, memberOf(ctx.actor).personId),
  );
  app.put(
    "/api/member/kindness",
    {
      access: "member",
      schema: {
        operationId: "agreeToKindness",
        body: shapes.AgreeKindness,
        response: { 200: shapes.Kindness },
      },
    },
    ({ ctx, body }) => agreeToKindness(ctx, memberOf(ctx.actor), body),
  );
  app.get(
    "/api/statistics/kindness",
    {
      access: "statistics.view",
      schema: {
        operationId: "countKindness",
        querystring: shapes.KindnessCountQuery,
        response: { 200: shapes.KindnessCounts },
      },
    },
    ({ ctx, query }) => countKindness(ctx, query.organisationId),
  );
}
