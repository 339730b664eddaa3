import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** One merchant with stores and clerks. */
export const merchantQuery = (id: string) =>
  queryOptions({
    queryKey: ["merchants", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/merchants/{id}", { params: { path: { id } }, signal })),
  });
