import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Button, Card, Empty, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AwardShare } from "../../../shared/api-types/index.ts";
import { ImportLink } from "../../shared/import-link.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AwardCard } from "./award-card.tsx";
import styles from "./awards.module.css";
import { awardsQuery } from "./awards.queries.ts";
import { NewAward } from "./new-award.tsx";

/** Direct awards of one campaign: what is kept for them, what was given, and giving. */
export function AwardsPage() {
  const { t } = useTranslation("console");
  const { campaignId } = useParams({ from: "/inside/campaigns/$campaignId/awards" });
  const awards = useQuery(awardsQuery(campaignId));
  const [adding, setAdding] = useState(false);
  const shares = awards.data?.shares ?? [];
  const mayAdd = awards.data?.can.propose === true && shares.some(({ open }) => open);
  return (
    <Page
      title={t("awards.title")}
      about={t("awards.about")}
      back={
        <Link to="/campaigns/$campaignId" params={{ campaignId }}>
          {t("awards.back")}
        </Link>
      }
      actions={
        mayAdd &&
        !adding && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("awards.add")}
          </Button>
        )
      }
    >
      <QueryView query={awards}>
        {(data) => (
          <>
            {data.shares.length === 0 ? (
              <Alert type="info" showIcon title={t("awards.noShare")} className={styles.block ?? ""} />
            ) : (
              <Shares shares={data.shares} mayAdd={data.can.propose} />
            )}
            {adding && <NewAward campaignId={campaignId} shares={data.shares} onDone={() => setAdding(false)} />}
            {data.awards.length === 0 && data.shares.length > 0 && (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("awards.none")} />
            )}
            {data.awards.map((award) => (
              <AwardCard key={award.id} award={award} />
            ))}
          </>
        )}
      </QueryView>
    </Page>
  );
}

/** A list of people for one release's share, from a table or from what somebody pasted. */
function ImportList({ share: { releaseId, round, kindTitle } }: { share: AwardShare }) {
  const { t } = useTranslation("console");
  const title = t("awards.share.roundOf", { round, kind: kindTitle });
  return <ImportLink kind="award_list" size="small" subject={{ id: releaseId, title }} />;
}

function Shares({ shares, mayAdd }: { shares: AwardShare[]; mayAdd: boolean }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const figure = (key: "units" | "given" | "left") =>
    ({ title: t(`awards.share.${key}`), dataIndex: key, align: "right", width: 90, render: show.number }) as const;
  return (
    <Card title={t("awards.share.title")} className={styles.block ?? ""}>
      <Table<AwardShare>
        rowKey="releaseId"
        scroll={{ x: 640 }}
        components={reachable}
        size="small"
        pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={shares}
        columns={[
          {
            title: t("awards.share.round"),
            key: "round",
            render: (_, { round, kindTitle }) => t("awards.share.roundOf", { round, kind: kindTitle }),
          },
          { title: t("awards.share.opensAt"), dataIndex: "opensAt", render: show.dayTime },
          figure("units"),
          figure("given"),
          figure("left"),
          {
            title: t("awards.share.spill"),
            dataIndex: "spillAt",
            render: (at: string | null) => (at === null ? "–" : show.dayTime(at)),
          },
          {
            key: "import",
            render: (_, share) => mayAdd && share.open && <ImportList share={share} />,
          },
        ]}
      />
    </Card>
  );
}
