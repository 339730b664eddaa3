import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { ValueLedger } from "../../../shared/api-types/index.ts";

export interface Days {
  fromDay: string;
  toDay: string;
}

/** What went into and out of every account of every source in a time. */
export const ledgerQuery = (organisationId: string | undefined, days: Days) =>
  queryOptions({
    queryKey: ["ledger", organisationId ?? "", days],
    queryFn: ({ signal }) => {
      const query = { ...days, ...(organisationId === undefined ? {} : { organisationId }) };
      return unwrap(api.GET("/api/staff/value-ledger", { params: { query }, signal }));
    },
  });

export interface Figure extends Days {
  fundSourceId: string;
  account: ValueLedger["items"][number]["accounts"][number]["account"];
}

/** The entries behind one figure, newest first. */
export const entriesQuery = ({ fundSourceId, ...figure }: Figure) =>
  infiniteQueryOptions({
    queryKey: ["ledger", "entries", fundSourceId, figure],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...figure, limit: 50, ...(pageParam === "" ? {} : { after: pageParam }) };
      return unwrap(
        api.GET("/api/fund-sources/{fundSourceId}/entries", { params: { path: { fundSourceId }, query }, signal }),
      );
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

export const fundChangesQuery = queryOptions({
  queryKey: ["fund-sources", "changes"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/fund-changes", { signal })),
});
