import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export type JoiningList = "open" | "answered";

/** Applications to one's unions: those that wait, or those that were answered. */
export const joiningListQuery = (query: {
  state: JoiningList;
  organisationId: string | undefined;
  after: string | undefined;
}) =>
  queryOptions({
    queryKey: ["joining", "list", query],
    queryFn: ({ signal }) => {
      const { organisationId, after, state } = query;
      const given = { ...(organisationId && { organisationId }), ...(after && { after }) };
      return unwrap(api.GET("/api/staff/joining", { params: { query: { state, ...given } }, signal }));
    },
  });

export const joiningOneQuery = (joiningId: string) =>
  queryOptions({
    queryKey: ["joining", "one", joiningId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/joining/{joiningId}", { params: { path: { joiningId } }, signal })),
  });

/** Links by which people were asked to join. */
export const invitationsQuery = (page: { organisationId: string | undefined; after: string | undefined }) =>
  queryOptions({
    queryKey: ["joining", "invitations", page],
    queryFn: ({ signal }) => {
      const { organisationId, after } = page;
      const query = { ...(organisationId && { organisationId }), ...(after && { after }) };
      return unwrap(api.GET("/api/staff/invitations", { params: { query }, signal }));
    },
  });
