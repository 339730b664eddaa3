import type { App } from "#kernel/http/http";
import * as shapes from "./organisation.schemas.ts";
import { correctOrganisation, createOrganisation, getOrganisation, listOrganisations } from "./organisations.ts";

/** The tree of organisations. Everybody on the staff reads what row level security shows them. */
export function organisationRoutes(app: App): void {
  app.get(
    "/api/organisations",
    {
      access: "staff",
      schema: {
        operationId: "listOrganisations",
        querystring: shapes.OrganisationQuery,
        response: { 200: shapes.OrganisationList },
      },
    },
    (request) => listOrganisations(request.ctx, request.query),
  );
  app.get(
    "/api/organisations/:organisationId",
    {
      access: "staff",
      schema: {
        operationId: "getOrganisation",
        params: shapes.OrganisationParams,
        response: { 200: shapes.OrganisationDetail },
      },
    },
    (request) => getOrganisation(request.ctx, request.params.organisationId),
  );
  app.post(
    "/api/organisations",
    {
      access: "organisations.manage",
      schema: {
        operationId: "createOrganisation",
        body: shapes.CreateOrganisation,
        response: { 201: shapes.OrganisationDetail },
      },
    },
    async (request, reply) => reply.code(201).send(await createOrganisation(request.ctx, request.body)),
  );
  app.patch(
    "/api/organisations/:organisationId",
    {
      access: "organisations.manage",
      schema: {
        operationId: "changeOrganisation",
        params: shapes.OrganisationParams,
        body: shapes.ChangeOrganisation,
        response: { 200: shapes.OrganisationDetail },
      },
    },
    (request) => correctOrganisation(request.ctx, request.params.organisationId, request.body),
  );
}
