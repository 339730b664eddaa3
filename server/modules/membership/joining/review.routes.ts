import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { countingTaken } from "../count-taken.ts";
import * as shapes from "./joining.schemas.ts";
import * as review from "./review.ts";

const tags = ["joining"];

/** Applications, for the staff of the union that was asked and of those above it. */
export function joiningReviewRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  const one = { tags, params: shapes.JoiningParams, response: { 200: shapes.Joining } };
  app.get(
    "/api/staff/joining",
    {
      access: "people.view",
      schema: {
        ...{ operationId: "listJoining", tags, querystring: shapes.JoiningQuery },
        response: { 200: shapes.JoiningPage },
      },
    },
    ({ ctx, query: { state, ...query } }) => review.listJoining(ctx, secrets, { ...query, open: state === "open" }),
  );
  app.get(
    "/api/staff/joining/:joiningId",
    { access: "people.view", schema: { operationId: "getJoining", ...one } },
    ({ ctx, params }) => review.getJoining(ctx, secrets, params.joiningId),
  );
  app.post(
    "/api/staff/joining/:joiningId/approve",
    { access: "people.manage", schema: { operationId: "approveJoining", ...one, body: shapes.ApproveJoining } },
    ({ ctx, params, body }) =>
      countingTaken(ctx, () => review.approveJoining(ctx, secrets, { ...body, id: params.joiningId })),
  );
  app.post(
    "/api/staff/joining/:joiningId/refuse",
    { access: "people.manage", schema: { operationId: "refuseJoining", ...one, body: shapes.RefuseJoining } },
    ({ ctx, params, body }) => review.refuseJoining(ctx, secrets, { ...body, id: params.joiningId }),
  );
  app.post(
    "/api/staff/joining/:joiningId/reveal",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "revealJoining", tags, params: shapes.JoiningParams },
        ...{ body: shapes.RevealJoining, response: { 200: shapes.JoiningRevealed } },
      },
    },
    ({ ctx, params, body }) => review.revealJoining(ctx, secrets, { id: params.joiningId, ...body }),
  );
}
