import type { Ctx } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { unauthenticated } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import type { TillCtx } from "../vouchers/present.service.ts";
import { confirmStatement, disputeStatement } from "./confirm-statement.service.ts";
import * as shapes from "./settlement.schemas.ts";
import { getTillStatement, listTillLines, listTillStatements } from "./till-statements.service.ts";

const tags = ["till"];
const params = shapes.StatementParams;

/** What a merchant does with the statements that were sent to it. */
export function tillStatementRoutes(app: App, { secrets }: { secrets: Secrets }): void {
  readRoutes(app, secrets);
  app.post(
    "/api/till/statements/:statementId/confirmation",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "confirmStatement", tags, params, body: shapes.ConfirmInput },
        response: { 200: shapes.TillStatement },
      },
    },
    async ({ ctx, params: { statementId: id }, body }) => {
      await confirmStatement(tillCtx(ctx), secrets, { id, ...body });
      return getTillStatement(tillCtx(ctx), secrets, id);
    },
  );
  app.post(
    "/api/till/statements/:statementId/disputes",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "disputeStatement", tags, params, body: shapes.DisputeInput },
        response: { 200: shapes.TillStatement },
      },
    },
    async ({ ctx, params: { statementId: id }, body }) => {
      await disputeStatement(tillCtx(ctx), secrets, { id, ...body });
      return getTillStatement(tillCtx(ctx), secrets, id);
    },
  );
}

function readRoutes(app: App, secrets: Secrets): void {
  app.get(
    "/api/till/statements",
    { access: "clerk", schema: { operationId: "listTillStatements", tags, response: { 200: shapes.TillStatements } } },
    ({ ctx }) => listTillStatements(tillCtx(ctx)),
  );
  app.get(
    "/api/till/statements/:statementId",
    {
      access: "clerk",
      schema: { operationId: "getTillStatement", tags, params, response: { 200: shapes.TillStatement } },
    },
    ({ ctx, params: { statementId } }) => getTillStatement(tillCtx(ctx), secrets, statementId),
  );
  app.get(
    "/api/till/statements/:statementId/lines",
    {
      access: "clerk",
      schema: {
        ...{ operationId: "listTillStatementLines", tags, params, querystring: shapes.LinesQuery },
        response: { 200: shapes.StatementLines },
      },
    },
    ({ ctx, params: { statementId: id }, query }) => listTillLines(tillCtx(ctx), { id, ...query }),
  );
}

function tillCtx(ctx: Ctx): TillCtx {
  if (ctx.actor.kind !== "till") throw unauthenticated("access.sign_in_needed", { entrance: "till" });
  return { ...ctx, actor: ctx.actor };
}
