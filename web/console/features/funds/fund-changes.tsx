import { useQuery } from "@tanstack/react-query";
import { Button, Card, Form, Input, Radio, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { FundChange } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./funds.module.css";
import { fundChangesQuery } from "./ledger.queries.ts";

const tones = { asked: "waiting", approved: "done", refused: "bad" } as const;

/** Money that was added or corrected, and what waits for a second person. */
export function FundChanges() {
  const { t } = useTranslation("console");
  const show = useShow();
  const items = useQuery(fundChangesQuery).data?.items ?? [];
  const [deciding, setDeciding] = useState<FundChange>();
  if (items.length === 0) return null;
  return (
    <Card title={t("funds.changes")} style={{ marginTop: 16 }}>
      <Table<FundChange>
        rowKey="id"
        size="small"
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        scroll={{ x: 860 }}
        components={reachable}
        dataSource={items}
        columns={[
          { title: t("funds.source"), dataIndex: "sourceName", width: 180 },
          { title: t("funds.amount"), dataIndex: "amountFen", width: 120, align: "right", render: show.money },
          {
            title: t("common.reason"),
            key: "reason",
            render: (_, { reason, document, fileId }) => (
              <div className={styles.lines}>
                {reason}
                <small>{fileId ? <a href={`/api/staff/files/${fileId}`}>{document}</a> : document}</small>
              </div>
            ),
          },
          {
            title: t("funds.askedBy"),
            key: "asked",
            width: 160,
            render: (_, one) => `${one.askedBy} · ${show.day(one.askedAt)}`,
          },
          {
            title: t("common.status"),
            key: "state",
            width: 170,
            render: (_, { state, decided }) => (
              <div className={styles.lines}>
                <ToneTag tone={tones[state]}>{t(`funds.change.${state}`)}</ToneTag>
                {decided && <small>{[decided.by, decided.note].filter(Boolean).join(" · ")}</small>}
              </div>
            ),
          },
          {
            title: t("common.actions"),
            key: "acts",
            width: 90,
            render: (_, one) =>
              one.can.decide && (
                <Button size="small" onClick={() => setDeciding(one)}>
                  {t("funds.decide")}
                </Button>
              ),
          },
        ]}
      />
      {deciding && <DecideFundChange change={deciding} onClose={() => setDeciding(undefined)} />}
    </Card>
  );
}

function DecideFundChange({ change, onClose }: { change: FundChange; onClose: () => void }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <FormDialog<{ verdict: "passed" | "refused"; note?: string }, unknown>
      open
      onClose={onClose}
      title={t("funds.decide")}
      ok={t("funds.decide")}
      initialValues={{ verdict: "passed" }}
      run={({ verdict, note = "" }) =>
        unwrap(
          api.POST("/api/fund-changes/{fundChangeId}/answer", {
            params: { path: { fundChangeId: change.id } },
            body: { verdict, note },
          }),
        )
      }
      done={t("funds.decided")}
      touches={[["fund-sources"], ["ledger"]]}
    >
      <p>
        {change.sourceName} · {show.money(change.amountFen)} ·{" "}
        {change.fileId ? <a href={`/api/staff/files/${change.fileId}`}>{change.document}</a> : change.document}
      </p>
      <p>{change.reason}</p>
      <Form.Item name="verdict" label={t("funds.decide")}>
        <Radio.Group
          options={(["passed", "refused"] as const).map((value) => ({ value, label: t(`funds.verdict.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t("funds.note")}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
