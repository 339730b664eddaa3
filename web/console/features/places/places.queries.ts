import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** Places of the own unions and of those above and below, with their halls. */
export const placesQuery = queryOptions({
  queryKey: ["places", "list"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/places", { params: { query: { limit: 100 } }, signal })),
});

export const hallQuery = (id: string) =>
  queryOptions({
    queryKey: ["places", "hall", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/halls/{id}", { params: { path: { id } }, signal })),
  });

/** What has a hall on these days, the last one included. */
export const bookingsQuery = (hallId: string, days: { from: string; to: string }) =>
  queryOptions({
    queryKey: ["places", "bookings", hallId, days],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/halls/{id}/bookings", { params: { path: { id: hallId }, query: days }, signal })),
  });

/** `inbox`: what waits for an answer; `mine`: what the own unions asked for. */
export const requestsQuery = (of: "inbox" | "mine") =>
  queryOptions({
    queryKey: ["places", "requests", of],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/hall-requests", { params: { query: { of } }, signal })),
  });

export const seatMapsQuery = (hallId: string) =>
  queryOptions({
    queryKey: ["places", "seat-maps", hallId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/halls/{id}/seat-maps", { params: { path: { id: hallId } }, signal })),
  });

/** A version never changes once it is saved. */
export const seatMapQuery = (id: string) =>
  queryOptions({
    queryKey: ["places", "seat-map", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/seat-maps/{id}", { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
