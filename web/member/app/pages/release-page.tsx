import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { pendingActs } from "../../features/releases/acts.ts";
import { GrabBar } from "../../features/releases/grab-bar.tsx";
import type { Stage } from "../../features/releases/grab-stage.rules.ts";
import { modeWords } from "../../features/releases/mode-words.ts";
import { NextChance } from "../../features/releases/next-chance.tsx";
import type { PendingAct } from "../../features/releases/pending-acts.ts";
import { ReleaseDetails } from "../../features/releases/release-details.tsx";
import { ResultView } from "../../features/releases/result-view.tsx";
import { useGrab } from "../../features/releases/use-grab.ts";
import { WaitingList } from "../../features/releases/waiting-list.tsx";
import { isFinal } from "../../features/seats/mendable.ts";
import { SessionFacts } from "../../features/showings/session-facts.tsx";
import { sessionOfReleaseQuery } from "../../features/showings/showings.query.ts";
import { usePerson } from "../../session/use-person.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

// Nobody who grabs a voucher waits for the picker of seats.
const SeatRelease = lazy(() =>
  import("../../features/seats/seat-release.tsx").then(({ SeatRelease: part }) => ({ default: part })),
);

/** One release: the details with the big button, or the result. */
export function ReleasePage() {
  const { t } = useTranslation("member");
  const { releaseId } = useParams({ from: "/member/releases/$releaseId" });
  const { view, party } = useSearch({ from: "/member/releases/$releaseId" });
  const navigate = useNavigate({ from: "/releases/$releaseId" });
  const language = useLanguage();
  const { personId } = usePerson();
  const { query, release, stage, now, act } = useGrab(releaseId);
  const show = (next: "details" | undefined) => {
    pendingActs.dismiss(releaseId);
    void navigate({ search: next ? { view: next } : {}, replace: true });
  };
  // A lost seat or a mistyped code is told where it can be mended.
  const isRefused = release !== undefined && isFinal(act, release.mine);
  const hasResult = stage === "won" || stage === "offered" || stage === "lost" || isRefused;
  const isResult = hasResult && view !== "details";
  return (
    <Page title={release ? t(modeWords(release)) : t("release.title")} up="/" hasBar={!isResult}>
      {query.isError && !release && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isError && release && (
        <Notice>{t("release.keptCopy", { at: formatDayTime(language, release.asOf) })}</Notice>
      )}
      {query.isPending && <Waiting blocks={3} />}
      {release && stage && isResult && (
        <ResultView
          release={release}
          refusal={isRefused ? act?.refusal : undefined}
          personId={personId}
          onDetails={() => show("details")}
        />
      )}
      {release && stage && !isResult && (
        <Details
          {...{ release, stage, now, act, personId, party }}
          onSeeResult={() => show(undefined)}
          onLeave={() => void navigate({ search: view ? { view } : {}, replace: true })}
        />
      )}
    </Page>
  );
}

interface DetailsProps {
  release: Release;
  stage: Stage;
  now: number;
  act: PendingAct | undefined;
  personId: string;
  party: string | undefined;
  onSeeResult: () => void;
  /** The company of the link was left. */
  onLeave: () => void;
}

function Details({ release, stage, now, act, personId, party, onSeeResult, onLeave }: DetailsProps) {
  const after = (
    <>
      {stage === "sold_out" && <WaitingList release={release} />}
      {(stage === "sold_out" || stage === "closed") && <NextChance release={release} />}
    </>
  );
  if (release.kind === "seat") {
    const about = <AboutShowing releaseId={release.id} />;
    return (
      <Suspense fallback={<Waiting blocks={3} />}>
        <SeatRelease {...{ release, stage, now, act, personId, onSeeResult, onLeave, about }} invitation={party}>
          {after}
        </SeatRelease>
      </Suspense>
    );
  }
  return (
    <>
      <ReleaseDetails release={release} stage={stage} now={now}>
        {after}
      </ReleaseDetails>
      <GrabBar {...{ release, stage, personId, onSeeResult }} />
    </>
  );
}

function AboutShowing({ releaseId }: { releaseId: string }) {
  const { data } = useQuery(sessionOfReleaseQuery(releaseId));
  return data === undefined ? null : <SessionFacts session={data} />;
}
