import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The settlements of an organisation, or of all within one's duties, newest first. */
export const settlementsQuery = (organisationId: string | undefined) =>
  queryOptions({
    queryKey: ["settlements", "list", organisationId ?? ""],
    queryFn: ({ signal }) => {
      const query = { limit: 100, ...(organisationId === undefined ? {} : { organisationId }) };
      return unwrap(api.GET("/api/staff/settlements", { params: { query }, signal }));
    },
  });

/** What could be settled now. */
export const previewQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["settlements", "preview", organisationId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/settlement-preview", { params: { query: { organisationId } }, signal })),
  });

/** One settlement; asked for again while its statements are being drafted. */
export const settlementQuery = (settlementId: string) =>
  queryOptions({
    queryKey: ["settlements", "one", settlementId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/settlements/{settlementId}", { params: { path: { settlementId } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === "drafting" ? 1500 : false),
  });

export const statementQuery = (statementId: string) =>
  queryOptions({
    queryKey: ["settlements", "statement", statementId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/statements/{statementId}", { params: { path: { statementId } }, signal })),
  });

/** A statement's lines, page after page. */
export const linesQuery = (statementId: string, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ["settlements", "lines", statementId, limit],
    queryFn: ({ signal, pageParam }) => {
      const params = { path: { statementId }, query: { after: pageParam, limit } };
      return unwrap(api.GET("/api/staff/statements/{statementId}/lines", { params, signal }));
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });

export interface Days {
  fromDay: string;
  toDay: string;
}

export const reconciliationQuery = (organisationId: string | undefined, days: Days) =>
  queryOptions({
    queryKey: ["settlements", "reconciliation", organisationId ?? "", days],
    queryFn: ({ signal }) => {
      const query = { ...days, ...(organisationId === undefined ? {} : { organisationId }) };
      return unwrap(api.GET("/api/staff/reconciliation", { params: { query }, signal }));
    },
  });

export const dayLinesQuery = (organisationId: string | undefined, merchantId: string, day: string) =>
  queryOptions({
    queryKey: ["settlements", "day-lines", organisationId ?? "", merchantId, day],
    queryFn: ({ signal }) => {
      const query = { merchantId, day, ...(organisationId === undefined ? {} : { organisationId }) };
      return unwrap(api.GET("/api/staff/reconciliation/lines", { params: { query }, signal }));
    },
  });

export const leverageQuery = (organisationId: string | undefined) =>
  queryOptions({
    queryKey: ["settlements", "leverage", organisationId ?? ""],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/leverage", { params: { query: organisationId ? { organisationId } : {} }, signal })),
  });
