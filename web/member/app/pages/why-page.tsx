import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { mineQuery, releaseQuery } from "../../features/releases/releases.query.ts";
import { WhyNot } from "../../features/releases/why-not.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** Why a member got nothing in a release, from the server's own record. */
export function WhyPage() {
  const { t } = useTranslation("member");
  const { releaseId } = useParams({ from: "/member/releases/$releaseId/why" });
  const release = useQuery(releaseQuery(releaseId));
  const mine = useQuery(mineQuery(releaseId));
  const error = release.error ?? mine.error;
  const retry = () => {
    void release.refetch();
    void mine.refetch();
  };
  return (
    <Page title={t("why.title")} up="/releases/$releaseId" upParams={{ releaseId }}>
      {error && <ProblemNotice error={error} onRetry={retry} />}
      {(release.isPending || mine.isPending) && <Waiting />}
      {release.data && mine.data && <WhyNot release={release.data} mine={mine.data} />}
    </Page>
  );
}
