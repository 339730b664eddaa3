import { z } from "zod";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import type { Runtime } from "#kernel/module";
import { StaffAccountParams } from "#kernel/sign-in/staff-accounts.schemas";
import { previewHandOver } from "./preview-hand-over.ts";
import "./read-hand-over.ts";

const count = z.number().int();

/** `stuck`: what the successor may not answer, having had a hand in it; `another`: somebody else may. */
const HandOverPreview = z
  .object({
    duties: count,
    waiting: z.array(z.object({ type: z.string(), organisationName: z.string(), count, oldest: Instant })),
    /** What only the predecessor could go on with: it ends with the duties, or the successor goes on. */
    begun: z.array(z.object({ type: z.string(), count, ends: z.boolean() })),
    stuck: z.array(
      z.object({
        ...{ type: z.string(), step: z.string(), organisationName: z.string(), since: Instant, link: z.string() },
        another: z.boolean(),
      }),
    ),
  })
  .meta({ id: "HandOverPreview" });

/** What goes over with an account's duties, before it does. */
export function handOverRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  app.get(
    "/api/staff-accounts/:accountId/hand-over",
    {
      access: "staff.manage",
      schema: {
        ...{ operationId: "previewHandOver", tags: ["office"], params: StaffAccountParams },
        ...{ querystring: z.strictObject({ successorId: z.uuid() }), response: { 200: HandOverPreview } },
      },
    },
    ({ ctx, params, query }) => previewHandOver(ctx, secrets, { ...params, ...query }),
  );
}
