import { z } from "zod";
import type { App } from "#kernel/http/http";
import * as shapes from "./figures.schemas.ts";
import { exportMemberStatistics, memberStatistics } from "./member-statistics.ts";
import { memberWorkbook } from "./member-workbook.ts";

/** Figures of members as of any day, on the page and as a workbook. */
export function figureRoutes(app: App): void {
  app.get(
    "/api/statistics/members",
    {
      access: "statistics.view",
      schema: {
        operationId: "countMembers",
        querystring: shapes.MemberStatisticsQuery,
        response: { 200: shapes.MemberStatistics },
      },
    },
    ({ ctx, query }) => memberStatistics(ctx, query),
  );
  app.get(
    "/api/statistics/members/workbook",
    {
      access: "statistics.view",
      schema: {
        operationId: "getMemberWorkbook",
        querystring: shapes.MemberStatisticsQuery,
        response: { 200: z.any().meta({ type: "string", format: "binary" }) },
      },
    },
    async ({ ctx, query }, reply) => {
      const { name, bytes } = await memberWorkbook(await exportMemberStatistics(ctx, query));
      return reply
        .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .header(
          "content-disposition",
          `attachment; filename="members.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  );
}
