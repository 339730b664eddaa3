import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

const of = (organisationId: string) => ({ path: { organisationId } });

export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisations", "links", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/organisations/{organisationId}/links", { params: of(id), signal })),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisations", "versions", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/organisations/{organisationId}/versions", { params: of(id), signal })),
  });

/** Whom an act on an organisation touches; asked anew each time, since people are told by it. */
export const touchedQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisations", "touched", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/organisations/{organisationId}/touched", { params: of(id), signal })),
    staleTime: 0,
  });

export const electionsQuery = queryOptions({
  queryKey: ["organisations", "elections"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/organisations/elections", { params: { query: { within: 90 } }, signal })),
});

/** An organisation as it was on a day. */
export const pastQuery = (id: string, day: string) =>
  queryOptions({
    queryKey: ["organisations", "past", id, day],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/organisations/{organisationId}/as-of", { params: { ...of(id), query: { day } }, signal })),
  });

/** The first hundred below an organisation on a day. */
export const pastBranchQuery = (parent: string, day: string) =>
  queryOptions({
    queryKey: ["organisations", "past-branch", parent, day],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/organisations/as-of", { params: { query: { parent, day } }, signal })),
  });

export const officersQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["staff-accounts", "at", organisationId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff-accounts", { params: { query: { limit: 100, organisationId } }, signal })),
  });
