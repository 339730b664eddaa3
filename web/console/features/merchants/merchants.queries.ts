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

/** Agreements of a merchant, the latest first. */
export const agreementsQuery = (merchantId: string) =>
  queryOptions({
    queryKey: ["merchants", "agreements", merchantId],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET("/api/staff/merchants/{merchantId}/agreements", { params: { path: { merchantId } }, signal }),
        )
      ).items,
  });

/** Accounts of a merchant, the latest first. */
export const accountsQuery = (merchantId: string) =>
  queryOptions({
    queryKey: ["merchants", "accounts", merchantId],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET("/api/staff/merchants/{merchantId}/bank-accounts", { params: { path: { merchantId } }, signal }),
        )
      ).items,
  });

/** Plaques of a merchant's stores, those in use first. */
export const plaquesQuery = (merchantId: string) =>
  queryOptions({
    queryKey: ["merchants", "plaques", merchantId],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/staff/merchants/{merchantId}/plaques", { params: { path: { merchantId } }, signal })))
        .items,
  });

export const plaqueQuery = (plaqueId: string) =>
  queryOptions({
    queryKey: ["merchants", "plaque", plaqueId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/plaques/{plaqueId}", { params: { path: { plaqueId } }, signal })),
  });

/** Companies that asked to become merchants. */
export const applicationsQuery = queryOptions({
  queryKey: ["merchants", "applications"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/applications", { params: { query: { limit: 100 } }, signal })),
});

/** Whom it touches when a store takes no vouchers. */
export const touchesQuery = (id: string) =>
  queryOptions({
    queryKey: ["merchants", "touches", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/stores/{id}/touches", { params: { path: { id } }, signal })),
    staleTime: 0,
  });
