import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";
import type { Me } from "../../shared/api-types/index.ts";
import { forgetKept, hasTexts, keep, kept } from "./kept.ts";

const isMe = hasTexts<Me>("personId", "name", "memberNumber");

/** The person this browser last belonged to, also without network. */
export const keptMe = (): Me | undefined => kept("me", isMe);

/** Notes who is signed in; what another person had seen here is forgotten first. */
export function rememberMe(me: Me): void {
  if (keptMe()?.personId !== me.personId) forgetKept();
  keep("me", me);
}

/** The signed-in member. Shows the kept copy at once, and asks in any case. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await unwrap(api.GET("/api/member/me", { signal }));
    rememberMe(me);
    return me;
  },
  staleTime: 60_000,
  initialData: keptMe,
  initialDataUpdatedAt: 0,
});
