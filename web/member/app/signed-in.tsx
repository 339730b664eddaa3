import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { ApiProblem } from "../../shared/api-problem.ts";
import { pendingActs } from "../features/releases/acts.ts";
import { meQuery } from "../session/me.query.ts";
import { memberCodeOf } from "../session/member-code.ts";
import { ProblemNotice } from "../ui/notice.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { useLiveUpdates } from "./live-updates.ts";

/** Pages for signed-in members; others are led to sign in and back. Without network the last person stays. */
export function SignedIn() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const { href } = useLocation();
  const isSignedOut = error instanceof ApiProblem && error.status === 401;
  const personId = isSignedOut ? undefined : me?.personId;
  useLiveUpdates(personId !== undefined);
  useEffect(() => {
    if (personId === undefined) return;
    pendingActs.resume(personId);
    // So that the code works later without network. If it cannot be done now, the code page tries again.
    memberCodeOf(personId)
      .prepare()
      .catch(() => {});
  }, [personId]);
  if (isSignedOut) return <Navigate to="/sign-in" search={href === "/" ? {} : { to: href }} replace />;
  if (me !== undefined) return <Outlet />;
  return isPending ? <Waiting blocks={3} /> : <ProblemNotice error={error} onRetry={() => void refetch()} />;
}
