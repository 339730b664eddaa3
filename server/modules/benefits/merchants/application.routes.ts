import { z } from "zod";
import type { FileStorage } from "#kernel/files/file-storage";
import { uploadRoute } from "#kernel/files/upload-route";
import type { App } from "#kernel/http/http";
import type { TillPower } from "../tills/clerk-pin.service.ts";
import { TillCodeSent } from "../tills/till.schemas.ts";
import * as shapes from "./application.schemas.ts";
import * as desk from "./apply.service.ts";
import * as review from "./review-application.service.ts";

const tags = ["applications"];

/** Companies that want to become merchants, and the union's answer. */
export function applicationRoutes(app: App, power: TillPower, storage: FileStorage): void {
  applicantRoutes(app, power);
  uploadRoute(app, storage, {
    ...{ url: "/api/partner/applications/licence", access: "public", operationId: "uploadLicence", tags },
    querystring: shapes.LicenceQuery,
    admit: async ({ ctx, query }) => desk.admitLicence(ctx, power.secrets, shapes.LicenceQuery.parse(query)),
  });
  reviewRoutes(app, power);
}

function applicantRoutes(app: App, power: TillPower): void {
  app.post(
    "/api/partner/applications/codes",
    {
      access: "public",
      schema: {
        operationId: "requestApplicantCode",
        tags,
        body: shapes.ApplicantPhone,
        response: { 202: TillCodeSent },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      const sent = await desk.requestApplicantCode(ctx, power, { phone: body.phone, address: ip });
      return reply.code(202).send({ ...sent, expiresAt: sent.expiresAt.toISOString() });
    },
  );
  app.post(
    "/api/partner/applications/desk",
    {
      access: "public",
      schema: {
        operationId: "openApplicationDesk",
        tags,
        body: shapes.ApplicantCode,
        response: { 200: shapes.ApplicationDesk },
      },
    },
    ({ ctx, body }) => desk.openApplicationDesk(ctx, power, body),
  );
  app.post(
    "/api/partner/applications",
    {
      access: "public",
      schema: {
        operationId: "applyAsMerchant",
        tags,
        body: shapes.ApplicationInput,
        response: { 201: z.array(shapes.OwnApplication) },
      },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await desk.applyAsMerchant(ctx, power, body)),
  );
}

function reviewRoutes(app: App, { secrets }: TillPower): void {
  app.get(
    "/api/staff/applications",
    {
      access: "benefits.read",
      schema: {
        operationId: "listMerchantApplications",
        tags,
        querystring: shapes.ApplicationsQuery,
        response: { 200: shapes.MerchantApplicationPage },
      },
    },
    ({ ctx, query }) => review.listApplicationViews(ctx, query),
  );
  const one = { tags, params: shapes.ApplicationParams, response: { 200: shapes.MerchantApplication } };
  app.get(
    "/api/staff/applications/:applicationId",
    { access: "benefits.read", schema: { operationId: "getMerchantApplication", ...one } },
    ({ ctx, params }) => review.getApplication(ctx, params.applicationId),
  );
  app.post(
    "/api/staff/applications/:applicationId/accept",
    { access: "benefits.merchants", schema: { operationId: "acceptApplication", ...one } },
    ({ ctx, params }) => review.acceptApplication(ctx, secrets, params.applicationId),
  );
  app.post(
    "/api/staff/applications/:applicationId/refuse",
    {
      access: "benefits.merchants",
      schema: { operationId: "refuseApplication", ...one, body: shapes.ApplicationRefusal },
    },
    ({ ctx, params, body }) => review.refuseApplication(ctx, { id: params.applicationId, reason: body.reason }),
  );
  app.post(
    "/api/staff/applications/:applicationId/phone",
    {
      access: "benefits.merchants",
      schema: {
        operationId: "revealApplicantPhone",
        tags,
        params: shapes.ApplicationParams,
        body: shapes.ApplicantLook,
        response: { 200: shapes.WholeApplicantPhone },
      },
    },
    ({ ctx, params, body }) => review.revealApplicantPhone(ctx, secrets, { id: params.applicationId, ...body }),
  );
}
