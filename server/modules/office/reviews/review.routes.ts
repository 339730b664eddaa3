import { Readable } from "node:stream";
import { z } from "zod";
import { clockStates } from "#engines/deadlines";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import { answerLine } from "./answer-line.ts";
import { openReview } from "./open-reviews.ts";
import { listReviewLines, listReviews } from "./read-reviews.ts";
import { lineLists, verdicts } from "./review.rules.ts";
import { reviewSheet } from "./review-sheet.ts";

const Reviews = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        /** "2026-Q4". */
        quarter: z.string(),
        organisationName: z.string(),
        openedAt: Instant,
        lines: z.number().int(),
        done: z.number().int(),
        mine: z.number().int(),
        clock: z.object({
          kind: z.string(),
          fromOn: z.iso.date(),
          state: z.enum(clockStates),
          dueOn: z.iso.date(),
          daysLeft: z.number().int(),
          provisional: z.boolean(),
        }),
      }),
    ),
    can: z.object({ open: z.boolean() }),
  })
  .meta({ id: "DutyReviews" });
const Line = z
  .object({
    grantId: z.uuid(),
    accountName: z.string(),
    login: z.string(),
    duty: z.string(),
    nodeId: z.uuid(),
    nodeName: z.string(),
    validFrom: Instant,
    validUntil: Instant.nullable(),
    grantedBy: z.string().nullable(),
    signedInAt: Instant.nullable(),
    change: z.enum(["first", "new", "changed", "same"]),
    verdict: z.enum(verdicts).nullable(),
    endsOn: z.iso.date().nullable(),
    answeredByName: z.string().nullable(),
    answeredAt: Instant.nullable(),
    ended: z.boolean(),
    canAnswer: z.boolean(),
  })
  .meta({ id: "DutyReviewLine" });
const Lines = z.object({ items: z.array(Line), next: z.uuid().nullable() }).meta({ id: "DutyReviewLines" });
const LinesQuery = z.strictObject({
  list: z.enum(lineLists).default("all"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
const Answer = z
  .strictObject({ verdict: z.enum(verdicts), endsOn: z.iso.date().optional() })
  .meta({ id: "AnswerDutyReviewLine" });
const params = z.object({ dutyReviewId: z.uuid() });

const access = "staff.manage";
const tags = ["office"];

/** The quarterly review of duties, for those who give and take them. */
export function reviewRoutes(app: App): void {
  app.get(
    "/api/staff/duty-reviews",
    { access, schema: { operationId: "listDutyReviews", tags, response: { 200: Reviews } } },
    ({ ctx }) => listReviews(ctx),
  );
  app.post(
    "/api/staff/duty-reviews",
    { access, schema: { operationId: "openDutyReview", tags, response: { 201: z.object({ id: z.uuid() }) } } },
    async ({ ctx }, reply) => reply.code(201).send(await openReview(ctx)),
  );
  app.get(
    "/api/staff/duty-reviews/:dutyReviewId/lines",
    {
      access,
      schema: { operationId: "listDutyReviewLines", tags, params, querystring: LinesQuery, response: { 200: Lines } },
    },
    ({ ctx, params: { dutyReviewId }, query }) => listReviewLines(ctx, { reviewId: dutyReviewId, ...query }),
  );
  app.post(
    "/api/staff/duty-reviews/:dutyReviewId/lines/:grantId/answer",
    {
      access,
      schema: {
        ...{ operationId: "answerDutyReviewLine", tags, params: params.extend({ grantId: z.uuid() }), body: Answer },
        response: { 204: z.null() },
      },
    },
    async ({ ctx, params: { dutyReviewId, grantId }, body }, reply) => {
      await answerLine(ctx, { reviewId: dutyReviewId, grantId, ...body });
      return reply.code(204).send(null);
    },
  );
  sheetRoute(app);
}

function sheetRoute(app: App): void {
  app.get(
    "/api/staff/duty-reviews/:dutyReviewId/sheet",
    {
      access,
      schema: {
        ...{ operationId: "getDutyReviewSheet", tags, params },
        response: { 200: z.any().meta({ type: "string", format: "binary" }) },
      },
    },
    async ({ ctx, params: { dutyReviewId } }, reply) => {
      const { name, content } = await reviewSheet(ctx, dutyReviewId);
      return reply
        .headers({
          "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "content-disposition": `attachment; filename="duties.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
          "cache-control": "private, no-store",
        })
        .send(Readable.from(content));
    },
  );
}
