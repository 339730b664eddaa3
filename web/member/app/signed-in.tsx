import { useQuery } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { ApiProblem } from "../../shared/api-problem.ts";
import type { Me } from "../../shared/api-types/index.ts";
import { isPlay } from "../../shared/space.ts";
import { pendingActs } from "../features/releases/acts.ts";
import { meQuery } from "../session/me.query.ts";
import { memberCodeOf } from "../session/member-code.ts";
import { takeChannel } from "../session/opened-by.ts";
import { ProblemNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { useLiveUpdates } from "./live-updates.ts";

// An app opened while the server restarts finds its way by itself; thousands of them ask apart.
const pace = 8_000 * (1 + Math.random());
const askAgain = ({ state }: { state: { data: Me | undefined; error: Error | null } }): number | false =>
  state.data === undefined && state.error instanceof ApiProblem && state.error.isTemporary ? pace : false;

// A rehearsal is ended by somebody else: its phones notice soon.
const playPace = 8_000;

/** Pages for signed-in members; others are led to sign in and back. Without network the last person stays. */
export function SignedIn() {
  const {
    data: me,
    error,
    isPending,
    refetch,
  } = useQuery({ ...meQuery, refetchInterval: isPlay ? playPace : askAgain });
  const { t } = useTranslation("shared");
  const router = useRouter();
  const isSignedOut = error instanceof ApiProblem && error.status === 401;
  const personId = isSignedOut ? undefined : me?.personId;
  useLiveUpdates(personId !== undefined);
  useEffect(() => {
    if (personId === undefined) return;
    pendingActs.resume(personId);
    const channel = takeChannel();
    // Figures of nobody: one that is lost is no loss to the member.
    if (channel !== undefined) unwrap(api.POST("/api/member/entries", { body: { channel } })).catch(() => {});
    // So that the code works later without network. If it cannot be done now, the code page tries again.
    memberCodeOf(personId)
      .prepare()
      .catch(() => {});
  }, [personId]);
  useEffect(() => {
    if (!isSignedOut) return;
    // Once, in an effect: the address already changes while the sign-in page loads, and must not be followed again.
    if (isPlay) return void router.navigate({ to: "/enter", replace: true });
    const { href } = router.state.location;
    void router.navigate({ to: "/sign-in", search: href === "/" ? {} : { to: href }, replace: true });
  }, [isSignedOut, router]);
  if (me !== undefined && !isSignedOut) return <Outlet />;
  return (
    <Page title={t("product")}>
      {isPending || isSignedOut ? (
        <Waiting blocks={3} />
      ) : (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}
