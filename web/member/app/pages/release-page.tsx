import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { pendingActs } from "../../features/releases/acts.ts";
import { GrabBar } from "../../features/releases/grab-bar.tsx";
import { NextChance } from "../../features/releases/next-chance.tsx";
import { ReleaseDetails } from "../../features/releases/release-details.tsx";
import { ResultView } from "../../features/releases/result-view.tsx";
import { useGrab } from "../../features/releases/use-grab.ts";
import { WaitingList } from "../../features/releases/waiting-list.tsx";
import { usePerson } from "../../session/use-person.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** One release: the details with the big button, or the result. */
export function ReleasePage() {
  const { t } = useTranslation("member");
  const { releaseId } = useParams({ from: "/member/releases/$releaseId" });
  const { view } = useSearch({ from: "/member/releases/$releaseId" });
  const navigate = useNavigate({ from: "/releases/$releaseId" });
  const language = useLanguage();
  const { personId } = usePerson();
  const { query, release, stage, now, act } = useGrab(releaseId);
  const show = (next: "details" | undefined) => {
    pendingActs.dismiss(releaseId);
    void navigate({ search: next ? { view: next } : {}, replace: true });
  };
  const hasResult = stage === "won" || stage === "offered" || stage === "lost" || act?.refusal !== undefined;
  const isResult = hasResult && view !== "details";
  return (
    <Page title={release ? t(`mode.${release.mode}`) : t("release.title")} up="/" hasBar={!isResult}>
      {query.isError && !release && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isError && release && (
        <Notice>{t("release.keptCopy", { at: formatDayTime(language, release.asOf) })}</Notice>
      )}
      {query.isPending && <Waiting blocks={3} />}
      {release && stage && isResult && (
        <ResultView release={release} refusal={act?.refusal} personId={personId} onDetails={() => show("details")} />
      )}
      {release && stage && !isResult && (
        <>
          <ReleaseDetails release={release} stage={stage} now={now}>
            {stage === "sold_out" && <WaitingList release={release} />}
            {(stage === "sold_out" || stage === "closed") && <NextChance release={release} />}
          </ReleaseDetails>
          <GrabBar release={release} stage={stage} personId={personId} onSeeResult={() => show(undefined)} />
        </>
      )}
    </Page>
  );
}
