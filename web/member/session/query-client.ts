import { ApiProblem } from "../../shared/api-problem.ts";
import { createQueryClient } from "../../shared/query-client.ts";
import { meQuery } from "./me.query.ts";

/** The one client of the member entrance. */
export const queryClient = createQueryClient();

// Whichever read hears first that the sign-in has ended: the shell learns it from "me" and leads to the sign-in page.
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error" || event.query.queryKey[0] === "me") return;
  const { error } = event.action;
  if (error instanceof ApiProblem && error.status === 401) void queryClient.invalidateQueries(meQuery);
});
