import type { App } from "#kernel/http/http";
import type { Secrets } from "#kernel/secrets/secrets";
import { confirmOnPaper } from "./confirm-on-paper.service.ts";
import { decideStatement } from "./decide-statement.service.ts";
import {
  answerDispute,
  discardStatement,
  noteInvoice,
  recallStatement,
  redraftStatement,
  sendStatement,
} from "./hand-over.service.ts";
import { AccountLook, WholeAccount } from "./payee-account.schemas.ts";
import { revealAccount } from "./payee-account.service.ts";
import * as shapes from "./settlement.schemas.ts";
import { getStatementView, listLineViews } from "./statement-view.service.ts";
import { verifyStatement } from "./verify-statement.service.ts";

const tags = ["settlement"];
const params = shapes.StatementParams;
const response = { 200: shapes.Statement };

/** What a union does with one merchant's statement. Every act answers with the statement as it is then. */
export function statementRoutes(app: App, { secrets }: { secrets: Secrets }): void {
  app.get(
    "/api/staff/statements/:statementId",
    { access: "benefits.read", schema: { operationId: "getStatement", tags, params, response } },
    ({ ctx, params: { statementId } }) => getStatementView(ctx, secrets, statementId),
  );
  app.get(
    "/api/staff/statements/:statementId/lines",
    {
      access: "benefits.read",
      schema: {
        ...{ operationId: "listStatementLines", tags, params, querystring: shapes.LinesQuery },
        response: { 200: shapes.StatementLines },
      },
    },
    ({ ctx, params: { statementId: id }, query }) => listLineViews(ctx, { id, ...query }),
  );
  app.post(
    "/api/staff/statements/:statementId/verify",
    {
      access: "benefits.read",
      schema: { operationId: "verifyStatement", tags, params, response: { 200: shapes.Verified } },
    },
    ({ ctx, params: { statementId } }) => verifyStatement(ctx, statementId),
  );
  app.post(
    "/api/staff/statements/:statementId/account",
    {
      access: "settlement.account",
      schema: {
        ...{ operationId: "revealStatementAccount", tags, params, body: AccountLook },
        response: { 200: WholeAccount },
      },
    },
    ({ ctx, params: { statementId: id }, body }) => revealAccount(ctx, secrets, { id, ...body }),
  );
  draftRoutes(app, secrets);
  paperRoutes(app, secrets);
  decisionRoutes(app, secrets);
}

function draftRoutes(app: App, secrets: Secrets): void {
  const access = "settlement.draft";
  app.post(
    "/api/staff/statements/:statementId/redraft",
    { access, schema: { operationId: "redraftStatement", tags, params, body: shapes.Revision, response } },
    async ({ ctx, params: { statementId: id }, body }) => {
      await redraftStatement(ctx, { id, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/send",
    { access, schema: { operationId: "sendStatement", tags, params, body: shapes.Revision, response } },
    async ({ ctx, params: { statementId: id }, body }) => {
      await sendStatement(ctx, { id, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/recall",
    { access, schema: { operationId: "recallStatement", tags, params, body: shapes.Reasoned, response } },
    async ({ ctx, params: { statementId: id }, body }) => {
      await recallStatement(ctx, { id, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/discard",
    { access, schema: { operationId: "discardStatement", tags, params, body: shapes.Reasoned, response } },
    async ({ ctx, params: { statementId: id }, body }) => {
      await discardStatement(ctx, { id, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
}

function paperRoutes(app: App, secrets: Secrets): void {
  const access = "settlement.draft";
  app.post(
    "/api/staff/statements/:statementId/paper-confirmation",
    { access, schema: { operationId: "confirmOnPaper", tags, params, body: shapes.SignedPaper, response } },
    async ({ ctx, params: { statementId: id }, body }) => {
      await confirmOnPaper(ctx, secrets, { id, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/disputes/:disputeId/answer",
    {
      access,
      schema: {
        ...{ operationId: "answerDispute", tags, params: shapes.DisputeParams, body: shapes.DisputeAnswer, response },
      },
    },
    async ({ ctx, params: { statementId: id, disputeId }, body }) => {
      await answerDispute(ctx, { id, disputeId, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.put(
    "/api/staff/statements/:statementId/invoice",
    { access, schema: { operationId: "noteInvoice", tags, params, body: shapes.InvoiceInput, response } },
    async ({ ctx, params: { statementId: id }, body }) => {
      await noteInvoice(ctx, { id, ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
}

function decisionRoutes(app: App, secrets: Secrets): void {
  app.post(
    "/api/staff/statements/:statementId/review",
    {
      access: "settlement.review",
      schema: { operationId: "reviewStatement", tags, params, body: shapes.ReviewInput, response },
    },
    async ({ ctx, params: { statementId: id }, body }) => {
      await decideStatement(ctx, secrets, { id, step: "review", ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/approve",
    {
      access: "settlement.approve",
      schema: { operationId: "approveStatement", tags, params, body: shapes.DecisionInput, response },
    },
    async ({ ctx, params: { statementId: id }, body }) => {
      await decideStatement(ctx, secrets, { id, step: "approve", ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/payment",
    {
      access: "settlement.pay",
      schema: { operationId: "payStatement", tags, params, body: shapes.PaymentInput, response },
    },
    async ({ ctx, params: { statementId: id }, body }) => {
      await decideStatement(ctx, secrets, { id, step: "pay", ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
  app.post(
    "/api/staff/statements/:statementId/lock",
    {
      access: "settlement.lock",
      schema: { operationId: "lockStatement", tags, params, body: shapes.LockInput, response },
    },
    async ({ ctx, params: { statementId: id }, body }) => {
      await decideStatement(ctx, secrets, { id, step: "lock", ...body });
      return getStatementView(ctx, secrets, id);
    },
  );
}
