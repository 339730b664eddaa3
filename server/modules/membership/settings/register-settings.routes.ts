import { z } from "zod";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import { changeRegisterSettings, getRegisterSettings } from "./register-settings.ts";

const fields = { secondPerson: z.boolean(), takesApplications: z.boolean(), retainedWelfare: z.boolean() };
const Settings = z
  .object({
    ...fields,
    /** The rule about a second person is of an organisation above. */
    fromAbove: z.boolean(),
    changes: z.array(
      z.object({
        at: Instant,
        by: z.string().nullable(),
        changed: z.array(
          z.object({ key: z.enum(["secondPerson", "takesApplications", "retainedWelfare"]), to: z.boolean() }),
        ),
      }),
    ),
    can: z.object({ secondPerson: z.boolean(), union: z.boolean() }),
  })
  .meta({ id: "RegisterSettings" });
const Change = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0)
  .meta({ id: "ChangeRegisterSettings" });

const of = { tags: ["organisations"], params: z.object({ organisationId: z.uuid() }) };

/** What an organisation lays down about its register. */
export function registerSettingsRoutes(app: App): void {
  app.get(
    "/api/staff/register-settings/:organisationId",
    { access: "staff", schema: { operationId: "getRegisterSettings", ...of, response: { 200: Settings } } },
    ({ ctx, params }) => getRegisterSettings(ctx, params.organisationId),
  );
  app.put(
    "/api/staff/register-settings/:organisationId",
    {
      access: "staff",
      schema: { operationId: "changeRegisterSettings", ...of, body: Change, response: { 200: Settings } },
    },
    async ({ ctx, params: { organisationId }, body }) => {
      await changeRegisterSettings(ctx, organisationId, body);
      return getRegisterSettings(ctx, organisationId);
    },
  );
}
