import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** What this installation is: its name, whether it is a demo, its languages. */
export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/meta", { signal })),
  staleTime: 600_000,
});
