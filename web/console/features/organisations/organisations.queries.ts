import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { PastBranch } from "../../../shared/api-types/index.ts";

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

/** The first `pages` pages of what was below an organisation on a day, and whether there is more. */
export const pastBranchQuery = (parent: string, day: string, pages: number) =>
  queryOptions({
    queryKey: ["organisations", "past-branch", parent, day, pages],
    queryFn: async ({ signal }) => {
      const items: PastBranch[] = [];
      let next: string | null = null;
      for (let page = 0; page < pages && (page === 0 || next !== null); page++) {
        const query: { parent: string; day: string; after?: string } = {
          ...{ parent, day },
          ...(next === null ? {} : { after: next }),
        };
        const answer = await unwrap(api.GET("/api/organisations/as-of", { params: { query }, signal }));
        items.push(...answer.items);
        next = answer.next;
      }
      return { items, next };
    },
    placeholderData: (before, query) =>
      query?.queryKey[2] === parent && query.queryKey[3] === day ? before : undefined,
  });

/** Who works for an organisation, or worked for it on a day. */
export const officersQuery = (organisationId: string, day?: string) =>
  queryOptions({
    queryKey: ["staff-accounts", "at", organisationId, day ?? ""],
    queryFn: ({ signal }) => {
      const query = { limit: 100, organisationId, ...(day && { day }) };
      return unwrap(api.GET("/api/staff-accounts", { params: { query }, signal }));
    },
  });
