import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Card, Empty } from "antd";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { campaignsQuery } from "../../shared/campaigns.ts";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { releasesQuery } from "../../shared/releases.ts";
import { StateTag } from "../../shared/state-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { ChainState } from "../audit/chain-state.tsx";
import { Checklist } from "./checklist.tsx";
import styles from "./home.module.css";
import { RegisterCard } from "./register-card.tsx";

const hour = 3_600_000;

/** What needs attention today. */
export function HomePage() {
  const { t } = useTranslation("console");
  const me = useMe();
  const may = (begin: string) => me?.permissions.some((permission) => permission.startsWith(begin)) === true;
  return (
    <Page title={t("home.hello", { name: me?.name ?? "" })} about={t("home.about")}>
      <Checklist />
      <div className={styles.columns}>
        {may("releases.") && (
          <Card title={t("home.releases")}>
            <NextReleases />
          </Card>
        )}
        {may("benefits.") && (
          <Card title={t("home.toCheck")}>
            <ToCheck />
          </Card>
        )}
        {may("people.view") && <RegisterCard />}
        {may("audit.") && (
          <Card title={t("home.record")}>
            <ChainState />
            <Link to="/audit">{t("home.toRecord")}</Link>
          </Card>
        )}
        {me?.permissions.length === 0 && <Alert type="info" showIcon title={t("home.noDuty")} />}
      </div>
    </Page>
  );
}

function NextReleases() {
  const { t } = useTranslation("console");
  const show = useShow();
  // Whole hours, so that the same question keeps its answer while the page is open.
  const now = Math.floor(serverClock.now() / hour) * hour;
  const range = { from: new Date(now - 12 * hour).toISOString(), to: new Date(now + 72 * hour).toISOString() };
  const releases = useQuery({ ...releasesQuery(range), refetchInterval: 10_000 });
  return (
    <QueryView query={releases} empty={t("home.noReleases")} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <ul className={styles.list}>
          {items.slice(0, 8).map(({ id, title, opensAt, state, left, capacity }) => (
            <li key={id}>
              <Link to="/releases/$releaseId" params={{ releaseId: id }}>
                {title}
              </Link>
              <span>
                {show.dayTime(opensAt)} ·{" "}
                {t("releases.leftOf", { left: show.number(left), capacity: show.number(capacity) })}{" "}
                <StateTag state={state} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

function ToCheck() {
  const { t } = useTranslation("console");
  const show = useShow();
  const campaigns = useQuery(campaignsQuery);
  const waiting = (campaigns.data?.items ?? []).filter(({ can }) => can.check || can.approve);
  return (
    <QueryView query={campaigns}>
      {() =>
        waiting.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("home.nothingToCheck")} />
        ) : (
          <ul className={styles.list}>
            {waiting.map(({ id, title, createdBy, budgetFen }) => (
              <li key={id}>
                <Link to="/campaigns/$campaignId" params={{ campaignId: id }}>
                  {title}
                </Link>
                <span>
                  {createdBy} · {show.money(budgetFen)}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
