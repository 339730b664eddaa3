import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The member's years of registration, and the one that can be confirmed. */
export const registrationQuery = queryOptions({
  queryKey: ["registration"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/member/registration", { signal })),
  staleTime: 300_000,
});
