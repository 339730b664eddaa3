import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What the list is narrowed to; days as "2026-11-22". */
export interface AuditFilter {
  from?: string;
  to?: string;
  action?: string;
  objectId?: string;
  actor?: string;
}

const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** The record, newest first, page by page; in one organisation and below, or everywhere one may read. */
export const auditQuery = ({ from, to, action, objectId, actor }: AuditFilter, organisationId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["audit", "list", { from, to, action, objectId, actor, organisationId }],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...(from && { from: startOf(from).toISOString() }),
        ...(to && { to: new Date(startOf(to).getTime() + 86_400_000).toISOString() }),
        ...(action && { action }),
        ...(actor && { actor }),
        ...(objectId && { objectId }),
        ...(organisationId && { organisationId }),
        ...(pageParam && { after: pageParam }),
        limit: 50,
      };
      return unwrap(api.GET("/api/audit", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Staff whose acts one may read, by part of the name or login. */
export const auditActorsQuery = (q: string) =>
  queryOptions({
    queryKey: ["audit", "actors", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/audit/actors", { params: { query: q ? { q } : {} }, signal })),
    staleTime: 60_000,
  });

/** The state of the chains and of their last signature. */
export const auditStateQuery = queryOptions({
  queryKey: ["audit", "state"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/audit/state", { signal })),
  refetchInterval: 30_000,
});
