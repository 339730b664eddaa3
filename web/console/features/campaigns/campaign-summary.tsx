import { Card, Descriptions, Table } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { KindShare, StaffCampaign, StaffVoucherKind } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { useAudience, useBenefitText, useScheduleText, useTillRuleText } from "./campaign-text.ts";
import styles from "./campaigns.module.css";
import { CoverImage } from "./cover-image.tsx";

/** What a campaign says, for reading. */
export function CampaignSummary({ campaign }: { campaign: StaffCampaign }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const benefitText = useBenefitText();
  const scheduleText = useScheduleText();
  const audience = useAudience();
  const tillRuleText = useTillRuleText();
  const shareText = ({ whose, title, units, spillMinutes }: KindShare) =>
    t("campaigns.shares.line", {
      ...{ title, whose: t(`campaigns.shares.of.${whose}`) },
      ...{ units: show.number(units), hours: show.number(spillMinutes / 60) },
    });
  const item = (key: string, label: string, children: ReactNode) => ({ key, label, children });
  return (
    <Card title={t("campaigns.details")}>
      {campaign.coverFileId !== null && <CoverImage fileId={campaign.coverFileId} title={campaign.title} />}
      <Descriptions
        style={{ marginBottom: 16 }}
        column={{ xs: 1, lg: 2 }}
        items={[
          item("period", t("campaigns.period"), `${campaign.startsOn} – ${campaign.endsOn}`),
          item("budget", t("campaigns.budget"), show.money(campaign.budgetFen)),
          item("schedule", t("campaigns.section.schedule"), scheduleText(campaign.schedule)),
          item("stores", t("campaigns.stores"), t("campaigns.storeCount", { count: campaign.storeIds.length })),
          item("people", t("campaigns.forWhom"), <Lines lines={audience(campaign.eligibility)} />),
          item("theme", t("campaigns.theme"), [campaign.theme, ...campaign.tags].filter(Boolean).join(" · ") || "–"),
          item("till", t("campaigns.till.title"), <Lines lines={tillRuleText(campaign.till)} />),
          item("about", t("campaigns.description"), campaign.description || "–"),
          item("rules", t("campaigns.rules"), campaign.rules.length > 0 ? <Lines lines={campaign.rules} /> : "–"),
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard too. */}
      <section tabIndex={0} aria-label={t("campaigns.section.kinds")} className={styles.sideways}>
        <Table<StaffVoucherKind>
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={campaign.kinds}
          columns={[
            { title: t("campaigns.kindTitle"), dataIndex: "title" },
            { title: t("campaigns.kindType"), key: "benefit", render: (_, { benefit }) => benefitText(benefit) },
            { title: t("campaigns.stockPerRound"), dataIndex: "stockPerRound", align: "right", render: show.number },
            {
              title: t("campaigns.shares.column"),
              key: "shares",
              render: (_, { shares }) => (shares.length === 0 ? "–" : <Lines lines={shares.map(shareText)} />),
            },
            { title: t("campaigns.perPerson"), dataIndex: "perPerson", align: "right" },
            { title: t("campaigns.validDays"), dataIndex: "validDays", align: "right" },
            {
              title: t("campaigns.offline"),
              key: "offline",
              render: (_, kind) =>
                kind.offlineAllowed ? t("campaigns.offlineUpTo", { limit: kind.offlineLimit }) : t("common.no"),
            },
          ]}
        />
      </section>
    </Card>
  );
}

const Lines = ({ lines }: { lines: string[] }) => (
  <span>
    {lines.map((line) => (
      <span key={line} style={{ display: "block" }}>
        {line}
      </span>
    ))}
  </span>
);
