import { z } from "zod";
import type { App } from "#kernel/http/http";
import type { Runtime } from "#kernel/module";
import { memberOf } from "../member-of.ts";
import * as open from "./open-registration.ts";
import { confirmOwn, getOwnRegistration } from "./own-registration.ts";
import * as shapes from "./registration.schemas.ts";
import { actForMany, undoAct } from "./registration-acts.ts";
import { getRegistration, listRegistrationPeople, listRegistrations } from "./view-registrations.ts";

const tags = ["registration"];

/** A member's own years. */
export function ownRegistrationRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  const own = { tags, response: { 200: shapes.OwnRegistration } };
  app.get(
    "/api/member/registration",
    { access: "member", schema: { operationId: "getOwnRegistration", ...own } },
    ({ ctx }) => getOwnRegistration(ctx, secrets, memberOf(ctx.actor)),
  );
  app.post(
    "/api/member/registration",
    { access: "member", schema: { operationId: "confirmRegistration", ...own, body: shapes.ConfirmRegistration } },
    async ({ ctx, body }) => {
      await confirmOwn(ctx, memberOf(ctx.actor), body);
      return getOwnRegistration(ctx, secrets, memberOf(ctx.actor));
    },
  );
}

/** Registration years, for the staff of a union and of those above. */
export function registrationRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  const one = { tags, params: shapes.RegistrationParams, response: { 200: shapes.Registration } };
  readRoutes(app, { secrets });
  app.post(
    "/api/staff/registrations",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "openRegistration", tags, body: shapes.OpenRegistration },
        response: { 201: shapes.Registration },
      },
    },
    async ({ ctx, body }, reply) => {
      const id = await open.openRegistration(ctx, body);
      return reply.code(201).send(await getRegistration(ctx, id, {}));
    },
  );
  app.put(
    "/api/staff/registrations/:registrationId",
    { access: "people.manage", schema: { operationId: "changeRegistration", ...one, body: shapes.ChangeRegistration } },
    async ({ ctx, params, body }) => {
      await open.changeDays(ctx, { id: params.registrationId, ...body });
      return getRegistration(ctx, params.registrationId, {});
    },
  );
  app.post(
    "/api/staff/registrations/:registrationId/cancel",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "cancelRegistration", tags, params: shapes.RegistrationParams },
        ...{ body: shapes.CancelRegistration, response: { 204: z.null() } },
      },
    },
    async ({ ctx, params, body }, reply) => {
      await open.cancelRegistration(ctx, { id: params.registrationId, reason: body.reason });
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/staff/registrations/:registrationId/acts",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "actOnRegistration", tags, params: shapes.RegistrationParams },
        ...{ body: shapes.RegistrationAct, response: { 200: shapes.ActDone } },
      },
    },
    ({ ctx, params, body }) => actForMany(ctx, { ...body, registrationId: params.registrationId }),
  );
  app.post(
    "/api/staff/registration-acts/:actId/undo",
    {
      access: "people.manage",
      schema: {
        ...{ operationId: "undoRegistrationAct", tags, params: shapes.ActParams },
        response: { 200: shapes.ActUndone },
      },
    },
    ({ ctx, params }) => undoAct(ctx, params),
  );
}

function readRoutes(app: App, { secrets }: Pick<Runtime, "secrets">): void {
  app.get(
    "/api/staff/registrations",
    {
      access: "people.view",
      schema: {
        ...{ operationId: "listRegistrations", tags, querystring: shapes.PlaceQuery },
        response: { 200: shapes.RegistrationList },
      },
    },
    ({ ctx, query }) => listRegistrations(ctx, query),
  );
  app.get(
    "/api/staff/registrations/:registrationId",
    {
      access: "people.view",
      schema: {
        ...{ operationId: "getRegistration", tags, params: shapes.RegistrationParams, querystring: shapes.PlaceQuery },
        response: { 200: shapes.Registration },
      },
    },
    ({ ctx, params, query }) => getRegistration(ctx, params.registrationId, query),
  );
  app.get(
    "/api/staff/registrations/:registrationId/people",
    {
      access: "people.view",
      schema: {
        ...{ operationId: "listRegistrationPeople", tags, params: shapes.RegistrationParams },
        ...{ querystring: shapes.PeopleQuery, response: { 200: shapes.RegistrationPeople } },
      },
    },
    ({ ctx, params, query }) => listRegistrationPeople(ctx, secrets, { id: params.registrationId, ...query }),
  );
}
