import { z } from "zod";
import type { App } from "#kernel/http/http";
import { PageQuery } from "#kernel/http/http.schemas";
import * as halls from "./halls.service.ts";
import * as shapes from "./place.schemas.ts";
import * as places from "./places.service.ts";

const tags = ["places"];
const read = "places.read" as const;
const manage = "places.manage" as const;
const params = shapes.IdParams;
const Page = PageQuery.extend({ after: z.uuid().optional() });

/** Places and their halls, as the union's staff keep them. */
export function placeRoutes(app: App): void {
  app.get(
    "/api/staff/places",
    {
      access: read,
      schema: { operationId: "listPlaces", tags, querystring: Page, response: { 200: shapes.PlacePage } },
    },
    ({ ctx, query }) => places.listPlaces(ctx, query),
  );
  app.post(
    "/api/staff/places",
    {
      access: manage,
      schema: { operationId: "addPlace", tags, body: shapes.NewPlace, response: { 201: shapes.Place } },
    },
    async ({ ctx, body }, reply) => reply.code(201).send(await places.addPlace(ctx, body)),
  );
  app.get(
    "/api/staff/places/:id",
    { access: read, schema: { operationId: "getPlace", tags, params, response: { 200: shapes.Place } } },
    ({ ctx, params: { id } }) => places.getPlace(ctx, id),
  );
  app.patch(
    "/api/staff/places/:id",
    {
      access: manage,
      schema: { operationId: "changePlace", tags, params, body: shapes.PlaceChange, response: { 200: shapes.Place } },
    },
    ({ ctx, params: { id }, body }) => places.changePlace(ctx, id, body),
  );
  hallRoutes(app);
}

function hallRoutes(app: App): void {
  app.post(
    "/api/staff/places/:id/halls",
    {
      access: manage,
      schema: { operationId: "addHall", tags, params, body: shapes.NewHall, response: { 201: shapes.Hall } },
    },
    async ({ ctx, params: { id }, body }, reply) =>
      reply.code(201).send(await halls.addHall(ctx, { placeId: id, ...body })),
  );
  app.get(
    "/api/staff/halls/:id",
    { access: read, schema: { operationId: "getHall", tags, params, response: { 200: shapes.HallDetail } } },
    ({ ctx, params: { id } }) => halls.readHall(ctx, id),
  );
  app.patch(
    "/api/staff/halls/:id",
    {
      access: manage,
      schema: { operationId: "changeHall", tags, params, body: shapes.HallChange, response: { 200: shapes.Hall } },
    },
    ({ ctx, params: { id }, body }) => halls.changeHall(ctx, id, body),
  );
}
