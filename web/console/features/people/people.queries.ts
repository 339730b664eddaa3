import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

interface PeopleFilter {
  q?: string | undefined;
  organisationId?: string | undefined;
  after?: string | undefined;
  standing?: "member" | "without" | "retained" | "suspended" | "transferring" | undefined;
  verified?: "true" | "false" | undefined;
}

/** People found by name, pinyin or phone, one page. */
export const peopleQuery = ({ q, organisationId, after, standing, verified }: PeopleFilter) =>
  queryOptions({
    queryKey: ["people", "list", q ?? "", organisationId ?? "", after ?? "", standing ?? "", verified ?? ""],
    queryFn: ({ signal }) => {
      const query = {
        ...{ ...(q && { q }), ...(organisationId && { organisationId }), ...(after && { after }), limit: 50 },
        ...{ ...(standing && { standing }), ...(verified && { verified }) },
      };
      return unwrap(api.GET("/api/people", { params: { query }, signal }));
    },
  });

/** Who belonged to an organisation on a day, one page. */
export const peopleThenQuery = ({
  day,
  organisationId,
  q,
  after,
}: PeopleFilter & { day: string; organisationId: string }) =>
  queryOptions({
    queryKey: ["people", "then", day, organisationId, q ?? "", after ?? ""],
    queryFn: ({ signal }) => {
      const query = { day, organisationId, ...(q && { q }), ...(after && { after }), limit: 50 };
      return unwrap(api.GET("/api/people/as-of", { params: { query }, signal }));
    },
  });

/** Where a person belonged on a day. */
export const membershipsThenQuery = (personId: string, day: string) =>
  queryOptions({
    queryKey: ["people", "one", personId, "then", day],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/people/{personId}/memberships/as-of", {
          params: { path: { personId }, query: { day } },
          signal,
        }),
      ),
  });

/** Runs of an organisation that have many people's identities checked. */
export const verificationRunsQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["people", "verification", organisationId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/verification-runs", { params: { query: { organisationId } }, signal })),
  });

/** One person with their history. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ["people", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/people/{personId}", { params: { path: { personId: id } }, signal })),
  });
