import { z } from "zod";
import type { App } from "#kernel/http/http";
import { Instant } from "#kernel/http/http.schemas";
import { CampaignParams } from "../campaigns/campaign.schemas.ts";
import type { BundlePower } from "./build-bundle.ts";
import { downloadBundle, listCampaignBundles, requestBundle } from "./bundles.service.ts";

const tags = ["audit bundles"];
const BundleRequest = z
  .strictObject({ fullNames: z.boolean().default(false), reason: z.string().trim().max(300).default("") })
  .refine((asked) => !asked.fullNames || asked.reason.length >= 2, { path: ["reason"] });

export const AuditBundles = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        state: z.enum(["queued", "building", "ready", "failed", "gone"]),
        done: z.number().int(),
        steps: z.number().int(),
        fullNames: z.boolean(),
        reason: z.string(),
        bytes: z.number().int().nullable(),
        sha256: z.string().nullable(),
        failedChecks: z.number().int().nullable(),
        createdBy: z.string(),
        createdAt: Instant,
        expiresAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: "AuditBundles" });

/** One archive of everything of a campaign, for the auditor. */
export function bundleRoutes(app: App, power: BundlePower): void {
  const ofCampaign = { tags, params: CampaignParams };
  app.get(
    "/api/staff/campaigns/:id/bundles",
    { access: "staff", schema: { operationId: "listBundles", ...ofCampaign, response: { 200: AuditBundles } } },
    async ({ ctx, params }) => ({ items: await listCampaignBundles(ctx, params.id) }),
  );
  app.post(
    "/api/staff/campaigns/:id/bundles",
    {
      access: "staff",
      schema: { operationId: "requestBundle", ...ofCampaign, body: BundleRequest, response: { 202: AuditBundles } },
    },
    async ({ ctx, params, body }, reply) => {
      await requestBundle(ctx, params.id, body);
      return reply.code(202).send({ items: await listCampaignBundles(ctx, params.id) });
    },
  );
  app.get(
    "/api/staff/bundles/:bundleId",
    {
      access: "staff",
      schema: {
        ...{ operationId: "downloadBundle", tags, params: z.strictObject({ bundleId: z.uuid() }) },
        response: { 200: z.any().meta({ type: "string", format: "binary" }) },
      },
    },
    async ({ ctx, params }, reply) => {
      const zip = await downloadBundle(ctx, power, params.bundleId);
      const name = `attachment; filename="audit-${params.bundleId.slice(-8)}.zip"`;
      return reply.type("application/zip").header("content-disposition", name).send(zip);
    },
  );
}
