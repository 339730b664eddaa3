import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import * as shapes from "./duplicates.schemas.ts";
import { equipFinder } from "./find-duplicates.ts";
import { mergePeople } from "./merge-people.ts";
import { decidePair, listDuplicates, listMerged } from "./review-duplicates.ts";
import { unmergePeople } from "./unmerge-people.ts";

const tags = ["people"];

/** The desk for people who may stand in the register twice. */
export function duplicateRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  equipFinder(secrets);
  app.get(
    "/api/staff/duplicates",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "listDuplicates", tags, querystring: shapes.DuplicatesQuery },
        response: { 200: shapes.DuplicatePage },
      },
    },
    ({ ctx, query }) => listDuplicates(ctx, secrets, query),
  );
  app.post(
    "/api/staff/duplicates/:duplicateId/decision",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "decideDuplicate", tags, params: shapes.DuplicateParams, body: shapes.DecideDuplicate },
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await decidePair(ctx, params.duplicateId, body.state);
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/staff/duplicates/:duplicateId/merge",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "mergeDuplicate", tags, params: shapes.DuplicateParams, body: shapes.MergeDuplicate },
        response: { 200: shapes.Merged },
      },
    },
    ({ ctx, params, body }) => mergePeople(ctx, secrets, { ...body, pairId: params.duplicateId }),
  );
  app.get(
    "/api/staff/merges",
    {
      access: "people.manage",
      schema: { operationId: "listMerges", tags, response: { 200: shapes.MergeList } },
    },
    ({ ctx }) => listMerged(ctx),
  );
  app.post(
    "/api/staff/merges/:mergeId/undo",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "undoMerge", tags, params: shapes.MergeParams, body: shapes.UndoMerge },
        response: { 200: shapes.MergeUndone },
      },
    },
    ({ ctx, params, body }) => unmergePeople(ctx, secrets, { ...params, ...body }),
  );
}
