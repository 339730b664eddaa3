import { Button, Checkbox, Empty, Flex, Form, Input, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Statement } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";

type Dispute = Statement["disputes"][number];
type Difference = Statement["differences"][number];

/** What the merchant objected to, what was accepted without network and not redeemed, and what was said to both. */
export function StatementDisputes({ statement }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const { disputes, differences } = statement;
  if (disputes.length + differences.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("settlement.noDisputes")} />;
  return (
    <Flex vertical gap={16}>
      {disputes.length > 0 && <Disputes statement={statement} />}
      {differences.length > 0 && <Differences items={differences} />}
    </Flex>
  );
}

function Disputes({ statement: { id, disputes, can } }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [answering, setAnswering] = useState<Dispute>();
  return (
    <>
      <Table<Dispute>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 720 }}
        components={reachable}
        title={() => t("settlement.objections")}
        dataSource={disputes}
        columns={[
          {
            title: t("settlement.position"),
            key: "position",
            width: 110,
            render: (_, { position }) => (position === null ? t("settlement.somethingMissing") : position),
          },
          {
            title: t("common.reason"),
            key: "reason",
            render: (_, { reason, by, at }) => (
              <div className={styles.lines}>
                {reason}
                <small>
                  {by} · {show.dayTime(at)}
                </small>
              </div>
            ),
          },
          {
            title: t("settlement.answer"),
            key: "answer",
            render: (_, one) =>
              one.answer === null && can.answer ? (
                <Button size="small" onClick={() => setAnswering(one)}>
                  {t("settlement.answer")}
                </Button>
              ) : (
                <Answered dispute={one} />
              ),
          },
        ]}
      />
      {answering && <AnswerDispute statementId={id} dispute={answering} onClose={() => setAnswering(undefined)} />}
    </>
  );
}

function Answered({ dispute: { answer, leftOut } }: { dispute: Dispute }) {
  const { t } = useTranslation("console");
  if (answer === null) return t("settlement.noAnswer");
  return (
    <div className={styles.lines}>
      {answer.text}
      <small>
        {answer.by}
        {leftOut && ` · ${t("settlement.leftOut")}`}
      </small>
    </div>
  );
}

function AnswerDispute(given: { statementId: string; dispute: Dispute; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { statementId, dispute, onClose } = given;
  const path = { statementId, disputeId: dispute.id };
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("settlement.answer")}
      run={(body: { answer: string; leaveOut?: boolean }) =>
        unwrap(
          api.POST("/api/staff/statements/{statementId}/disputes/{disputeId}/answer", {
            params: { path },
            body: { answer: body.answer, leaveOut: body.leaveOut ?? false },
          }),
        )
      }
      touches={[["settlements"]]}
    >
      <p>{dispute.reason}</p>
      <Form.Item
        name="answer"
        label={t("settlement.answer")}
        rules={[{ required: true, whitespace: true, min: 2, message: t("common.needed") }]}
      >
        <Input.TextArea rows={3} maxLength={300} showCount autoFocus />
      </Form.Item>
      {dispute.position !== null && (
        <Form.Item name="leaveOut" valuePropName="checked" extra={t("settlement.leaveOutHelp")}>
          <Checkbox>{t("settlement.leaveOut")}</Checkbox>
        </Form.Item>
      )}
    </FormDialog>
  );
}

function Differences({ items }: { items: Difference[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const settled = ({ handled }: Difference) => {
    if (handled === null) return t("discrepancies.notHandled");
    const who =
      handled.borneBy === "union"
        ? t("settlement.unionBears", { money: show.money(handled.borneFen ?? 0) })
        : t("settlement.merchantBears");
    return (
      <div className={styles.lines}>
        {who}
        <small>{handled.note}</small>
      </div>
    );
  };
  return (
    <Table<Difference>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 720 }}
      components={reachable}
      title={() => t("settlement.differences")}
      dataSource={items}
      columns={[
        { title: t("common.time"), key: "at", width: 160, render: (_, { at }) => show.dayTime(at) },
        {
          title: t("settlement.storeClerk"),
          key: "store",
          render: (_, { store, clerk }) => `${store} · ${clerk ?? "–"}`,
        },
        { title: t("settlement.amount"), dataIndex: "amountFen", width: 110, align: "right", render: show.money },
        {
          title: t("settlement.what"),
          key: "what",
          width: 110,
          render: (_, { outcome }) => t(`discrepancies.outcome.${outcome}`),
        },
        { title: t("discrepancies.handling"), key: "handled", render: (_, one) => settled(one) },
      ]}
    />
  );
}
