import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { StateTag } from "../../shared/state-tag.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { LiveMonitor } from "./live-monitor.tsx";
import { ReleaseActs } from "./release-acts.tsx";
import { releaseQuery } from "./releases.queries.ts";
import { Shares } from "./shares.tsx";
import { WhyNotMe } from "./why-not-me.tsx";

const tabs = ["live", "why"] as const;
type Tab = (typeof tabs)[number];

/** One release: live, with what can be done, and "why not me". */
export function ReleasePage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const setSearch = useSetSearch();
  const { releaseId } = useParams({ from: "/inside/releases/$releaseId" });
  const search = useSearch({ from: "/inside/releases/$releaseId" });
  const tab = tabs.find((one) => one === search.tab) ?? "live";
  const release = useQuery({ ...releaseQuery(releaseId), refetchInterval: 5_000 });
  const one = release.data;
  const choose = (next: Tab) => setSearch({ tab: next }, { replace: true });
  return (
    <Page
      title={
        <>
          {one?.title ?? t("releases.release")} {one && <StateTag state={one.state} />}
        </>
      }
      about={
        one && [one.subtitle, t("releases.opensAt", { at: show.dayTime(one.opensAt) })].filter(Boolean).join(" · ")
      }
      back={<Link to="/releases">{t("releases.title")}</Link>}
      actions={one && <ReleaseActs release={one} />}
    >
      <Segmented<Tab>
        aria-label={t("releases.view")}
        value={tab}
        onChange={choose}
        options={tabs.map((value) => ({ value, label: t(`releases.tab.${value}`) }))}
        style={{ marginBottom: 16 }}
      />
      <QueryView query={release}>
        {(now) =>
          tab === "why" ? (
            <WhyNotMe releaseId={releaseId} />
          ) : (
            <>
              <LiveMonitor releaseId={releaseId} />
              <Shares release={now} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}
