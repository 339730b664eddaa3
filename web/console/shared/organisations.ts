import { queryOptions } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, unwrap } from "../../shared/api.ts";
import type { Organisation } from "../../shared/api-types/index.ts";
import { useMe } from "./me.ts";

/** Organisations whose name contains `q`; without it, those that the signed-in person starts from. */
export const organisationsQuery = (q: string) =>
  queryOptions({
    queryKey: ["organisations", "search", q],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/organisations", { params: { query: q === "" ? {} : { q } }, signal })),
    staleTime: 60_000,
  });

/** The organisations directly below one. */
export const childrenQuery = (parent: string) =>
  queryOptions({
    queryKey: ["organisations", "children", parent],
    queryFn: ({ signal }) => unwrap(api.GET("/api/organisations", { params: { query: { parent } }, signal })),
  });

/** The first `pages` pages of what lies directly below one, and whether there is more. What is on screen stays while more comes. */
export const branchQuery = (parent: string, pages: number) =>
  queryOptions({
    queryKey: ["organisations", "branch", parent, pages],
    queryFn: async ({ signal }) => {
      const items: Organisation[] = [];
      let next: string | null = null;
      for (let page = 0; page < pages && (page === 0 || next !== null); page++) {
        const query: { parent: string; after?: string } = next === null ? { parent } : { parent, after: next };
        const answer = await unwrap(api.GET("/api/organisations", { params: { query }, signal }));
        items.push(...answer.items);
        next = answer.next;
      }
      return { items, next };
    },
    placeholderData: (before, query) => (query?.queryKey[2] === parent ? before : undefined),
  });

/** One organisation with the path to it. */
export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ["organisations", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/organisations/{organisationId}", { params: { path: { organisationId: id } }, signal })),
    staleTime: 60_000,
  });

/** The organisation to begin with: the chosen one, else the highest that one holds a duty on. */
export function useHomeOrganisationId(): string | undefined {
  const chosen = useOrganisationId();
  const [first, ...others] = useMe()?.duties ?? [];
  const highest = others.reduce((top, duty) => (top && duty.path.length < top.path.length ? duty : top), first);
  return chosen ?? highest?.nodeId;
}

/** The organisation chosen at the top of the page; undefined for all that one's duties reach. */
export function useOrganisationId(): string | undefined {
  return useSearch({ strict: false, select: (search) => search.org });
}
