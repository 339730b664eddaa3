import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export type TransferList = "open" | "over";

interface Asked {
  list: TransferList;
  organisationId?: string | undefined;
  personId?: string | undefined;
  after?: string | undefined;
}

/** Transfers out of and into one's unions, or those of one person. */
export const transfersQuery = ({ list, organisationId, personId, after }: Asked) =>
  queryOptions({
    queryKey: ["transfers", "list", list, organisationId ?? "", personId ?? "", after ?? ""],
    queryFn: ({ signal }) => {
      const given = {
        ...(organisationId && { organisationId }),
        ...(personId && { personId }),
        ...(after && { after }),
      };
      return unwrap(api.GET("/api/staff/transfers", { params: { query: { list, ...given } }, signal }));
    },
  });

export const transferQuery = (transferId: string) =>
  queryOptions({
    queryKey: ["transfers", "one", transferId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/transfers/{transferId}", { params: { path: { transferId } }, signal })),
  });

/** Unions of the whole register by a part of their name. */
export const unionsNamedQuery = (q: string) =>
  queryOptions({
    queryKey: ["transfers", "unions", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/transfers/unions", { params: { query: { q } }, signal })),
    staleTime: 60_000,
  });
