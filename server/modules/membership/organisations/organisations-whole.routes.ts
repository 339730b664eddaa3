import { z } from "zod";
import type { App } from "#kernel/http/http";
import { OrganisationParams } from "../organisation.schemas.ts";
import { closeOrganisation, mergeOrganisation, splitOrganisation } from "./close.ts";
import { listDueElections } from "./elections.ts";
import { createLink, endLink, listLinks } from "./links.ts";
import { cancelMove, moveOrganisation, previewOrganisation } from "./move.ts";
import {
  getOrganisationAsOf,
  listOrganisationsAsOf,
  listOrganisationVersions,
  organisationStatistics,
} from "./past.ts";
import * as shapes from "./whole.schemas.ts";

/** How organisations belong together, now and on any day, and what is counted of them. */
export function linkRoutes(app: App): void {
  app.get(
    "/api/organisations/:organisationId/links",
    {
      access: "staff",
      schema: {
        operationId: "listOrganisationLinks",
        params: OrganisationParams,
        response: { 200: shapes.OrganisationLinks },
      },
    },
    (request) => listLinks(request.ctx, request.params.organisationId),
  );
  app.post(
    "/api/organisations/:organisationId/links",
    {
      access: "organisations.manage",
      schema: {
        operationId: "linkOrganisation",
        params: OrganisationParams,
        body: shapes.CreateLink,
        response: { 201: shapes.LinkMade },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createLink(request.ctx, request.params.organisationId, request.body)),
  );
  app.post(
    "/api/organisation-links/:linkId/end",
    {
      access: "organisations.manage",
      schema: {
        operationId: "endOrganisationLink",
        params: shapes.LinkParams,
        body: shapes.EndLink,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endLink(request.ctx, request.params.linkId, request.body);
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/organisations/as-of",
    {
      access: "statistics.view",
      schema: {
        operationId: "listOrganisationsAsOf",
        querystring: shapes.PastQuery,
        response: { 200: shapes.PastOrganisations },
      },
    },
    (request) => listOrganisationsAsOf(request.ctx, request.query),
  );
  app.get(
    "/api/organisations/:organisationId/as-of",
    {
      access: "statistics.view",
      schema: {
        operationId: "getOrganisationAsOf",
        params: OrganisationParams,
        querystring: shapes.DayQuery,
        response: { 200: shapes.PastOrganisation },
      },
    },
    (request) => getOrganisationAsOf(request.ctx, request.params.organisationId, request.query.day),
  );
  app.get(
    "/api/organisations/:organisationId/versions",
    {
      access: "statistics.view",
      schema: {
        operationId: "listOrganisationVersions",
        params: OrganisationParams,
        response: { 200: shapes.OrganisationVersions },
      },
    },
    (request) => listOrganisationVersions(request.ctx, request.params.organisationId),
  );
  app.get(
    "/api/statistics/organisations",
    {
      access: "statistics.view",
      schema: {
        operationId: "countOrganisations",
        querystring: shapes.StatisticsQuery,
        response: { 200: shapes.OrganisationStatistics },
      },
    },
    (request) => organisationStatistics(request.ctx, request.query),
  );
  app.get(
    "/api/organisations/elections",
    {
      access: "statistics.view",
      schema: { operationId: "listElections", querystring: shapes.ElectionQuery, response: { 200: shapes.Elections } },
    },
    (request) => listDueElections(request.ctx, request.query),
  );
}

/** What is done to an organisation as a whole. */
export function wholeOrganisationRoutes(app: App): void {
  app.get(
    "/api/organisations/:organisationId/touched",
    {
      access: "staff",
      schema: {
        operationId: "previewOrganisation",
        params: OrganisationParams,
        response: { 200: shapes.OrganisationTouched },
      },
    },
    (request) => previewOrganisation(request.ctx, request.params.organisationId),
  );
  app.post(
    "/api/organisations/:organisationId/move",
    {
      access: "organisations.manage",
      schema: {
        operationId: "moveOrganisation",
        params: OrganisationParams,
        body: shapes.MoveOrganisation,
        response: { 200: shapes.OrganisationMoved },
      },
    },
    (request) => moveOrganisation(request.ctx, request.params.organisationId, request.body),
  );
  app.post(
    "/api/organisations/:organisationId/merge",
    {
      access: "organisations.manage",
      schema: {
        operationId: "mergeOrganisation",
        params: OrganisationParams,
        body: shapes.MergeOrganisation,
        response: { 200: shapes.OrganisationMerged },
      },
    },
    (request) => mergeOrganisation(request.ctx, request.params.organisationId, request.body),
  );
  app.post(
    "/api/organisations/:organisationId/close",
    {
      access: "organisations.manage",
      schema: {
        operationId: "closeOrganisation",
        params: OrganisationParams,
        body: shapes.CloseOrganisation,
        response: { 200: shapes.OrganisationClosed },
      },
    },
    (request) => closeOrganisation(request.ctx, request.params.organisationId, request.body),
  );
  app.post(
    "/api/organisations/:organisationId/split",
    {
      access: "organisations.manage",
      schema: {
        operationId: "splitOrganisation",
        params: OrganisationParams,
        body: shapes.SplitOrganisation,
        response: { 200: shapes.OrganisationSplit },
      },
    },
    (request) => splitOrganisation(request.ctx, request.params.organisationId, request.body),
  );
  app.post(
    "/api/organisations/:organisationId/move/cancel",
    {
      access: "organisations.manage",
      schema: { operationId: "cancelOrganisationMove", params: OrganisationParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await cancelMove(request.ctx, request.params.organisationId);
      return reply.code(204).send(null);
    },
  );
}
