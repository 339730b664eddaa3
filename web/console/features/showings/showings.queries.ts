import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What one comes back to from bringing in a list shows the seats that it gave. */
const fresh = { staleTime: 0 };

export const seriesListQuery = queryOptions({
  queryKey: ["showings", "series"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/activities/series", { signal })),
});

export const plansQuery = queryOptions({
  queryKey: ["showings", "plans"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/activities/plans", { params: { query: { limit: 50 } }, signal })),
});

export const planQuery = (planId: string) =>
  queryOptions({
    queryKey: ["showings", "plan", planId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/plans/{planId}", { params: { path: { planId } }, signal })),
  });

/** Sessions that were released, from a moment on. */
export const sessionsQuery = (from: string) =>
  queryOptions({
    queryKey: ["showings", "sessions", from],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/sessions", { params: { query: { from, limit: 60 } }, signal })),
  });

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["showings", "session", sessionId],
    ...fresh,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/sessions/{sessionId}", { params: { path: { sessionId } }, signal })),
  });

export const sessionSeatsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["showings", "seats", sessionId],
    ...fresh,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/sessions/{sessionId}/seats", { params: { path: { sessionId } }, signal })),
  });

/** Houses that one's unions have, from a moment on. */
export const chartersQuery = (from: string) =>
  queryOptions({
    queryKey: ["showings", "charters", from],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/charters", { params: { query: { from, limit: 100 } }, signal })),
  });

export const charterQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["showings", "charter", sessionId],
    ...fresh,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/charters/{sessionId}", { params: { path: { sessionId } }, signal })),
  });

export const doorsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["showings", "doors", sessionId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/sessions/{sessionId}/doors", { params: { path: { sessionId } }, signal })),
  });

export const absencesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["showings", "absences", sessionId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/absences", { params: { query: { sessionId } }, signal })),
  });

export const filmsQuery = queryOptions({
  queryKey: ["showings", "films"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/activities/films", { signal })),
});

export const hallsQuery = queryOptions({
  queryKey: ["showings", "halls"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/places", { params: { query: { limit: 100 } }, signal })),
});

export const statisticsQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ["showings", "statistics", seriesId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/activities/series/{seriesId}/statistics", { params: { path: { seriesId } }, signal })),
  });

/** Everything of this feature: what one act changes shows in several lists. */
export const everything = [["showings"]];
