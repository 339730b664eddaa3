import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What every store of a merchant did on a day; today when none is given. */
export const merchantDaysQuery = (id: string, on: string) =>
  queryOptions({
    queryKey: ["merchants", "days", id, on],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: on === "" ? {} : { on } };
      return unwrap(api.GET("/api/staff/merchants/{id}/days", { params, signal }));
    },
  });

/** The last shifts at a merchant's tills. */
export const merchantShiftsQuery = (id: string) =>
  queryOptions({
    queryKey: ["merchants", "shifts", id],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: { limit: 20 } };
      return unwrap(api.GET("/api/staff/merchants/{id}/shifts", { params, signal }));
    },
  });

/** The redemptions of a store on a day. */
export const storeRedemptionsQuery = (id: string, on: string) =>
  queryOptions({
    queryKey: ["merchants", "redemptions", id, on],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/stores/{id}/redemptions", { params: { path: { id }, query: { on } }, signal })),
  });

/** One merchant with stores and clerks. */
export const merchantQuery = (id: string) =>
  queryOptions({
    queryKey: ["merchants", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/merchants/{id}", { params: { path: { id } }, signal })),
  });
