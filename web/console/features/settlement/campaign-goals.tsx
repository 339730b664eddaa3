import { Button, Card, Form, InputNumber, Progress, Select, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Leverage } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";

type Campaign = Leverage["campaigns"][number];

/** Each campaign beside what it was meant to move, with whom, and by what means. */
export function CampaignGoals({ campaigns }: { campaigns: Campaign[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [setting, setSetting] = useState<Campaign>();
  const money = { width: 120, align: "right" as const, render: (fen: number) => show.money(fen) };
  return (
    <Card title={t("settlement.leverage.campaigns")}>
      <Table<Campaign>
        rowKey="id"
        size="small"
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        scroll={{ x: 980 }}
        components={reachable}
        locale={{ emptyText: <span className={styles.nothing}>{t("settlement.leverage.nothing")}</span> }}
        dataSource={campaigns}
        columns={[
          { title: t("common.name"), key: "title", width: 200, render: (_, one) => <Title campaign={one} /> },
          { title: t("settlement.leverage.spending"), dataIndex: "spendingFen", ...money },
          { title: t("settlement.leverage.subsidy"), dataIndex: "subsidyFen", ...money },
          {
            title: t("settlement.leverage.leverage"),
            key: "leverage",
            width: 90,
            align: "right",
            render: (_, { leverage }) =>
              leverage === null ? "–" : t("settlement.leverage.times", { times: leverage }),
          },
          {
            title: t("settlement.leverage.goal"),
            key: "goal",
            width: 200,
            render: (_, one) => <Reached campaign={one} />,
          },
          {
            title: t("settlement.leverage.means"),
            key: "means",
            render: (_, { goal }) => (
              <div className={styles.lines}>
                {goal.highlights.join("、")}
                <small>{[...goal.partners, ...goal.channels].join(" · ")}</small>
              </div>
            ),
          },
          {
            title: t("common.actions"),
            key: "acts",
            width: 100,
            render: (_, one) =>
              one.can.setGoal && (
                <Button size="small" onClick={() => setSetting(one)}>
                  {t("settlement.leverage.setGoal")}
                </Button>
              ),
          },
        ]}
      />
      {setting && <SetGoal campaign={setting} onClose={() => setSetting(undefined)} />}
    </Card>
  );
}

const Title = ({ campaign: { title, theme } }: { campaign: Campaign }) => (
  <div className={styles.lines}>
    {title}
    <small>{theme}</small>
  </div>
);

function Reached({ campaign: { goal } }: { campaign: Campaign }) {
  const { t } = useTranslation("console");
  const show = useShow();
  if (goal.expectedSpendingFen === null) return t("settlement.leverage.noGoal");
  const text = t("settlement.leverage.reached", {
    percent: goal.reached ?? 0,
    goal: show.money(goal.expectedSpendingFen),
  });
  return (
    <>
      {text}
      <Progress percent={Math.min(100, goal.reached ?? 0)} showInfo={false} size="small" aria-label={text} />
    </>
  );
}

interface Values {
  expectedYuan?: number | null;
  partners: string[];
  highlights: string[];
  channels: string[];
}

function SetGoal({ campaign: { id, title, goal }, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { expectedSpendingFen, partners, highlights, channels } = goal;
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      title={`${t("settlement.leverage.setGoal")} · ${title}`}
      initialValues={{
        ...{ partners, highlights, channels },
        expectedYuan: expectedSpendingFen === null ? null : expectedSpendingFen / 100,
      }}
      run={({ expectedYuan, ...words }) =>
        unwrap(
          api.PUT("/api/staff/campaigns/{id}/goal", {
            params: { path: { id } },
            body: { ...words, expectedSpendingFen: expectedYuan ? Math.round(expectedYuan * 100) : null },
          }),
        )
      }
      touches={[["settlements", "leverage"]]}
    >
      <Form.Item name="expectedYuan" label={t("settlement.leverage.expected")}>
        <InputNumber min={0.01} max={1e11} precision={2} prefix="¥" style={{ width: "100%" }} />
      </Form.Item>
      {(["partners", "highlights", "channels"] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`settlement.leverage.${name}`)}
          extra={t("settlement.leverage.words")}
        >
          <Select mode="tags" open={false} suffixIcon={null} maxCount={20} />
        </Form.Item>
      ))}
    </FormDialog>
  );
}
