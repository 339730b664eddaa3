import * as sheets from "#engines/sheets";
import type { Ctx } from "#kernel/context";
import type { App } from "#kernel/http/http";
import * as shapes from "./import.schemas.ts";

// Which duty on which organisation a kind of sheet needs, its target says.
const access = "imports.use";
const tags = ["imports"];
const params = shapes.ImportParams;
const response = { 200: shapes.ImportView };

const after = async (ctx: Ctx, importId: string, act: Promise<unknown>) => {
  await act;
  return sheets.viewImport(ctx, importId);
};

/** What reviewers do with a change-set until it is in the register, and after. */
export function reviewRoutes(app: App): void {
  app.put(
    "/api/staff/imports/:importId/mapping",
    { access, schema: { operationId: "chooseMapping", tags, params, body: shapes.ChooseMapping, response } },
    ({ ctx, params: { importId }, body }) => after(ctx, importId, sheets.chooseMapping(ctx, importId, body)),
  );
  app.put(
    "/api/staff/imports/:importId/names",
    { access, schema: { operationId: "settleNames", tags, params, body: shapes.SettleNames, response } },
    ({ ctx, params: { importId }, body }) => after(ctx, importId, sheets.settleNames(ctx, importId, body)),
  );
  app.post(
    "/api/staff/imports/:importId/lines/:row/decision",
    {
      access,
      schema: { operationId: "decideImportLine", tags, params: shapes.LineParams, body: shapes.DecideLine, response },
    },
    ({ ctx, params: { importId, row }, body }) =>
      after(ctx, importId, sheets.decide(ctx, { id: importId, row, ...body })),
  );
  app.post(
    "/api/staff/imports/:importId/leave-undecided",
    { access, schema: { operationId: "leaveUndecidedLines", tags, params, response } },
    ({ ctx, params: { importId } }) => after(ctx, importId, sheets.leaveUndecided(ctx, importId)),
  );
  endingRoutes(app);
}

function endingRoutes(app: App): void {
  app.post(
    "/api/staff/imports/:importId/submit",
    { access, schema: { operationId: "submitImport", tags, params, body: shapes.SubmitImport, response } },
    ({ ctx, params: { importId }, body }) => after(ctx, importId, sheets.submitImport(ctx, importId, body)),
  );
  app.post(
    "/api/staff/imports/:importId/answer",
    { access, schema: { operationId: "answerImport", tags, params, body: shapes.AnswerImport, response } },
    ({ ctx, params: { importId }, body }) => after(ctx, importId, sheets.answerImport(ctx, importId, body)),
  );
  app.post(
    "/api/staff/imports/:importId/withdraw",
    { access, schema: { operationId: "withdrawImport", tags, params, response } },
    ({ ctx, params: { importId } }) => after(ctx, importId, sheets.withdrawImport(ctx, importId)),
  );
  app.post(
    "/api/staff/imports/:importId/undo",
    { access, schema: { operationId: "undoImport", tags, params, body: shapes.UndoImport, response } },
    ({ ctx, params: { importId }, body }) => after(ctx, importId, sheets.undoImport(ctx, importId, body)),
  );
}
