import type { App } from "#kernel/http/http";
import { IdParams } from "../halls/place.schemas.ts";
import * as shapes from "./seat-map.schemas.ts";
import * as service from "./seat-maps.service.ts";

const tags = ["places"];
const params = IdParams;

/** The drawings of a hall, version by version. */
export function seatMapRoutes(app: App): void {
  app.get(
    "/api/staff/halls/:id/seat-maps",
    {
      access: "places.read",
      schema: { operationId: "listSeatMaps", tags, params, response: { 200: shapes.SeatMapVersions } },
    },
    ({ ctx, params: { id } }) => service.listSeatMapVersions(ctx, id),
  );
  app.post(
    "/api/staff/halls/:id/seat-maps",
    {
      access: "places.manage",
      bodyLimit: 1024 * 1024, // 4,800 seats with their labels
      schema: {
        operationId: "saveSeatMap",
        tags,
        params,
        body: shapes.NewSeatMap,
        response: { 201: shapes.SeatMapSaved },
      },
    },
    async ({ ctx, params: { id }, body }, reply) =>
      reply.code(201).send(await service.saveSeatMap(ctx, { hallId: id, ...body })),
  );
  app.get(
    "/api/staff/seat-maps/:id",
    {
      access: "places.read",
      schema: { operationId: "getSeatMap", tags, params, response: { 200: shapes.SeatMap } },
    },
    ({ ctx, params: { id } }) => service.readSeatMap(ctx, id),
  );
}
