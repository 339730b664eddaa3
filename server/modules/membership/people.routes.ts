import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { replaceLostPhone } from "./change-phone.ts";
import { countingTaken } from "./count-taken.ts";
import { listPeople } from "./find-people.ts";
import { applyFor } from "./joining/apply-for.ts";
import { listPerson } from "./list-person.ts";
import { matchPeople } from "./match-people.ts";
import * as shapes from "./membership.schemas.ts";
import { endMembership, transferMember } from "./memberships.ts";
import { changePerson, createPerson, getPerson } from "./people.ts";
import { listMembershipsAsOf, listPeopleAsOf } from "./people-on.ts";
import { revealField } from "./reveal-field.ts";
import { addAffiliation } from "./states/add-affiliation.ts";
import { changeState } from "./states/change-state.ts";
import { countInHand } from "./states/count-in-hand.ts";

/** People's files, for staff. */
export function peopleRoutes(app: App, { secrets }: Runtime): void {
  app.get(
    "/api/people",
    {
      access: "people.view",
      schema: {
        operationId: "listPeople",
        querystring: shapes.PeopleQuery,
        response: { 200: shapes.PersonPage },
      },
    },
    (request) => listPeople(request.ctx, secrets, request.query),
  );
  app.get(
    "/api/people/as-of",
    {
      access: "people.view",
      schema: { operationId: "listPeopleAsOf", querystring: shapes.PeopleOnQuery, response: { 200: shapes.PeopleOn } },
    },
    (request) => listPeopleAsOf(request.ctx, secrets, request.query),
  );
  app.post(
    "/api/people/listed",
    {
      access: "people.manage",
      schema: { operationId: "listPerson", body: shapes.ListPerson, response: { 201: shapes.CreatedPerson } },
    },
    async ({ ctx, body }, reply) =>
      reply.code(201).send(await countingTaken(ctx, () => listPerson(ctx, secrets, body))),
  );
  app.post(
    "/api/people/:personId/application",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "applyForPerson", params: shapes.PersonParams, body: shapes.ApplyFor },
        response: { 201: shapes.CreatedPerson },
      },
    },
    async ({ ctx, params, body }, reply) =>
      reply.code(201).send(await countingTaken(ctx, () => applyFor(ctx, secrets, { ...params, ...body }))),
  );
  app.post(
    "/api/people/match",
    {
      access: "people.view",
      schema: { operationId: "matchPeople", body: shapes.MatchPeople, response: { 200: shapes.MatchedPeople } },
    },
    (request) => matchPeople(request.ctx, secrets, request.body.lines),
  );
  app.get(
    "/api/people/:personId",
    {
      access: "people.view",
      schema: { operationId: "getPerson", params: shapes.PersonParams, response: { 200: shapes.Person } },
    },
    (request) => getPerson(request.ctx, secrets, request.params.personId),
  );
  app.post(
    "/api/people",
    {
      access: "people.manage",
      schema: { operationId: "createPerson", body: shapes.CreatePerson, response: { 201: shapes.Person } },
    },
    async (request, reply) => {
      const { id } = await countingTaken(request.ctx, () => createPerson(request.ctx, secrets, request.body));
      return reply.code(201).send(await getPerson(request.ctx, secrets, id));
    },
  );
  app.patch(
    "/api/people/:personId",
    {
      access: "people.manage",
      schema: {
        operationId: "changePerson",
        params: shapes.PersonParams,
        body: shapes.ChangePerson,
        response: { 200: shapes.Person },
      },
    },
    ({ ctx, params, body }) => countingTaken(ctx, () => changePerson(ctx, secrets, params.personId, body)),
  );
  app.post(
    "/api/people/:personId/phone",
    {
      access: "people.manage",
      schema: {
        operationId: "replaceLostPhone",
        params: shapes.PersonParams,
        body: shapes.ReplacePhone,
        response: { 200: shapes.Person },
      },
    },
    async (request) => {
      const { personId } = request.params;
      const given = { ...request.body, phone: shapes.phoneOf(request.body.phone) };
      await countingTaken(request.ctx, () => replaceLostPhone(request.ctx, secrets, personId, given));
      return getPerson(request.ctx, secrets, personId);
    },
  );
  app.post(
    "/api/people/:personId/reveal",
    {
      access: "people.manage",
      schema: {
        operationId: "revealField",
        params: shapes.PersonParams,
        body: shapes.RevealField,
        response: { 200: shapes.RevealedField },
      },
    },
    (request) => revealField(request.ctx, secrets, { ...request.params, ...request.body }),
  );
}

/** Where somebody belonged on a day; moving to another union, and leaving. */
export function membershipRoutes(app: App, { secrets }: Runtime): void {
  app.get(
    "/api/people/:personId/memberships/as-of",
    {
      access: "people.view",
      schema: {
        operationId: "listMembershipsAsOf",
        params: shapes.PersonParams,
        querystring: shapes.DayQuery,
        response: { 200: shapes.MembershipsOn },
      },
    },
    (request) => listMembershipsAsOf(request.ctx, request.params.personId, request.query.day),
  );
  app.post(
    "/api/people/:personId/transfer",
    {
      access: "people.manage",
      schema: {
        operationId: "transferMember",
        params: shapes.PersonParams,
        body: shapes.TransferMember,
        response: { 200: shapes.Person },
      },
    },
    async (request) => {
      const { personId } = request.params;
      await transferMember(request.ctx, personId, request.body);
      return getPerson(request.ctx, secrets, personId);
    },
  );
  app.post(
    "/api/people/:personId/affiliations",
    {
      access: "people.manage",
      schema: {
        operationId: "addAffiliation",
        params: shapes.PersonParams,
        body: shapes.AddAffiliation,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await addAffiliation(request.ctx, request.params.personId, request.body);
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/people/:personId/in-hand",
    {
      access: "people.manage",
      schema: { operationId: "countInHand", params: shapes.PersonParams, response: { 200: shapes.InHand } },
    },
    ({ ctx, params }) => countInHand(ctx, params.personId),
  );
  app.post(
    "/api/people/:personId/membership/state",
    {
      access: "people.manage",
      schema: {
        operationId: "changeMembershipState",
        params: shapes.PersonParams,
        body: shapes.ChangeMembershipState,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await changeState(request.ctx, secrets, { ...request.params, ...request.body });
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/people/:personId/membership/end",
    {
      access: "people.manage",
      schema: {
        operationId: "endMembership",
        params: shapes.PersonParams,
        body: shapes.EndMembership,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endMembership(request.ctx, secrets, { ...request.params, ...request.body });
      return reply.code(204).send(null);
    },
  );
}
