import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What the member agrees to, and since when. */
export const kindnessQuery = queryOptions({
  queryKey: ["kindness"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/member/kindness", { signal })),
});
