import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The shift of the clerk who is in, and those that others left open at this till. */
export const shiftQuery = queryOptions({
  queryKey: ["till", "shift"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/shift", { signal })),
  staleTime: 0,
});

/** The last shifts of this store; for the manager those of all stores. */
export const shiftsQuery = queryOptions({
  queryKey: ["till", "shifts"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/shifts", { params: { query: { limit: 20 } }, signal })),
  staleTime: 0,
});

/** What the store did on a day; for the manager every store. */
export const storeDayQuery = (on: string) =>
  queryOptions({
    queryKey: ["till", "days", on],
    queryFn: ({ signal }) => unwrap(api.GET("/api/till/days", { params: { query: on === "" ? {} : { on } }, signal })),
    staleTime: 0,
  });
