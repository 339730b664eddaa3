import { z } from "zod";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import { changeOffice, getOffice } from "./office.service.ts";

const people = z.union([z.literal(2), z.literal(3)]);
const Office = z
  .object({
    organisationId: z.uuid(),
    organisationName: z.string(),
    people,
    laidDown: z.object({ organisationId: z.uuid(), organisationName: z.string(), at: Instant }).nullable(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: "BenefitsOffice" });
const one = { tags: ["campaigns (staff)"], params: z.strictObject({ organisationId: z.uuid() }) };

/** How many people a union's campaigns need. */
export function officeRoutes(app: App): void {
  app.get(
    "/api/staff/benefits-office/:organisationId",
    { access: "staff", schema: { operationId: "getBenefitsOffice", ...one, response: { 200: Office } } },
    ({ ctx, params }) => getOffice(ctx, params.organisationId),
  );
  app.put(
    "/api/staff/benefits-office/:organisationId",
    {
      access: "benefits.office",
      schema: {
        operationId: "changeBenefitsOffice",
        ...one,
        body: z.strictObject({ people }),
        response: { 200: Office },
      },
    },
    ({ ctx, params, body }) => changeOffice(ctx, { ...params, ...body }),
  );
}
