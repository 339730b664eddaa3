import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** What waits for the signed-in person, of every kind. */
export const waitingQuery = queryOptions({
  queryKey: ["waiting"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/waiting", { signal })),
});
