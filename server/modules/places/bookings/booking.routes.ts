import type { z } from "zod";
import type { App } from "#kernel/http/http";
import { IdParams } from "../halls/place.schemas.ts";
import { askForHall } from "./ask-for-hall.ts";
import * as shapes from "./booking.schemas.ts";
import { listHallBookings, listHallRequests, viewBooking } from "./calendar.service.ts";
import { cancelBooking, changeBooking, decideRequest } from "./change-booking.service.ts";

const tags = ["places"];
const params = IdParams;
const ask = "places.request" as const;
const one = { 200: shapes.HallBooking };

/** Who has which hall when. */
export function bookingRoutes(app: App): void {
  app.get(
    "/api/staff/halls/:id/bookings",
    {
      access: "places.read",
      schema: {
        operationId: "listHallBookings",
        tags,
        params,
        querystring: shapes.DaysQuery,
        response: { 200: shapes.HallBookings },
      },
    },
    ({ ctx, params: { id }, query }) => listHallBookings(ctx, id, query),
  );
  app.post(
    "/api/staff/halls/:id/bookings",
    {
      access: ask,
      schema: {
        operationId: "bookHall",
        tags,
        params,
        body: shapes.NewHallBooking,
        response: { 201: shapes.HallBooking },
      },
    },
    async ({ ctx, params: { id }, body: { from, to, ...body } }, reply) =>
      reply
        .code(201)
        .send(await viewBooking(ctx, await askForHall(ctx, { ...body, hallId: id, during: { from, to } }))),
  );
  app.get(
    "/api/staff/hall-requests",
    {
      access: ask,
      schema: {
        operationId: "listHallRequests",
        tags,
        querystring: shapes.RequestsQuery,
        response: { 200: shapes.HallBookings },
      },
    },
    ({ ctx, query }) => listHallRequests(ctx, query.of),
  );
  oneBookingRoutes(app);
}

function oneBookingRoutes(app: App): void {
  app.patch(
    "/api/staff/hall-bookings/:id",
    {
      access: "places.book",
      schema: { operationId: "changeHallBooking", tags, params, body: shapes.HallBookingChange, response: one },
    },
    async ({ ctx, params: { id }, body }) => viewBooking(ctx, await changeBooking(ctx, id, changeOf(body))),
  );
  app.post(
    "/api/staff/hall-bookings/:id/cancel",
    {
      access: ask,
      schema: { operationId: "cancelHallBooking", tags, params, body: shapes.Reason, response: one },
    },
    async ({ ctx, params: { id }, body }) => viewBooking(ctx, await cancelBooking(ctx, id, body.reason)),
  );
  app.post(
    "/api/staff/hall-bookings/:id/decision",
    {
      access: "places.manage",
      schema: { operationId: "decideHallRequest", tags, params, body: shapes.Decision, response: one },
    },
    async ({ ctx, params: { id }, body }) => viewBooking(ctx, await decideRequest(ctx, id, { reason: "", ...body })),
  );
}

const changeOf = ({ from, to, ...rest }: z.output<typeof shapes.HallBookingChange>) => ({
  ...rest,
  ...(from !== undefined && to !== undefined ? { during: { from, to } } : {}),
});
