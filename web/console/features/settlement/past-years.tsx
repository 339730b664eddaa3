import { App, Button, Card, Form, Input, InputNumber, Table } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Leverage } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { reachable } from "../../shared/reachable-table.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";

type PastYear = Leverage["pastYears"][number];

/** What was read in reports of the years before, each row with where it is written. */
export function PastYears({ items }: { items: PastYear[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { modal } = App.useApp();
  const remove = useAct({
    run: (id: string) =>
      unwrap(api.DELETE("/api/staff/past-years/{pastYearId}", { params: { path: { pastYearId: id } } })),
    ...{ done: t("settlement.leverage.withdrawn"), touches: [["settlements", "leverage"]] },
  });
  if (items.length === 0) return null;
  const ask = ({ id, year, theme }: PastYear) =>
    modal.confirm({
      title: t("settlement.leverage.withdrawSure", { year, theme }),
      okText: t("settlement.leverage.withdraw"),
      onOk: () => remove.mutate(id),
    });
  const money = (fen: number | null) => (fen === null ? "–" : show.money(fen));
  return (
    <Card title={t("settlement.leverage.byHand")}>
      <Table<PastYear>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 860 }}
        components={reachable}
        dataSource={items}
        columns={[
          { title: t("settlement.leverage.year"), dataIndex: "year", width: 70 },
          { title: t("settlement.leverage.theme"), dataIndex: "theme", width: 130 },
          { title: t("settlement.leverage.issued"), dataIndex: "issuedFen", width: 130, align: "right", render: money },
          {
            title: t("settlement.leverage.subsidy"),
            dataIndex: "redeemedFen",
            width: 120,
            align: "right",
            render: money,
          },
          {
            title: t("settlement.leverage.spending"),
            dataIndex: "spendingFen",
            width: 130,
            align: "right",
            render: money,
          },
          {
            title: t("settlement.leverage.source"),
            key: "source",
            render: (_, { source, enteredBy, enteredAt }) => (
              <div className={styles.lines}>
                {source}
                <small>
                  {enteredBy} · {show.date(enteredAt)}
                </small>
              </div>
            ),
          },
          {
            title: t("common.actions"),
            key: "acts",
            width: 90,
            render: (_, one) =>
              one.can.withdraw && (
                <Button size="small" onClick={() => ask(one)}>
                  {t("settlement.leverage.withdraw")}
                </Button>
              ),
          },
        ]}
      />
    </Card>
  );
}

interface Values {
  organisationId: string;
  year: number;
  theme: string;
  issuedYuan: number;
  redeemedYuan?: number | null;
  spendingYuan?: number | null;
  vouchers?: number | null;
  source: string;
}

const fenOf = (yuan: number | null | undefined) => (yuan == null ? null : Math.round(yuan * 100));

/** One year of before, as a report has it; what the report does not say stays empty. */
export function EnterPastYear({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("console");
  const organisationId = useHomeOrganisationId();
  const needed = { required: true, message: t("common.needed") };
  const money = <InputNumber min={0} max={1e11} precision={2} prefix="¥" style={{ width: "100%" }} />;
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      title={t("settlement.leverage.enter")}
      initialValues={{ organisationId }}
      run={({ issuedYuan, redeemedYuan, spendingYuan, vouchers = null, ...rest }) =>
        unwrap(
          api.POST("/api/staff/past-years", {
            body: {
              ...{ ...rest, vouchers, issuedFen: Math.round(issuedYuan * 100) },
              ...{ redeemedFen: fenOf(redeemedYuan), spendingFen: fenOf(spendingYuan) },
            },
          }),
        )
      }
      done={t("settlement.leverage.entered")}
      touches={[["settlements", "leverage"]]}
    >
      <Form.Item name="organisationId" label={t("settlement.union")} rules={[needed]}>
        <OrganisationSelect label={t("settlement.union")} />
      </Form.Item>
      <Form.Item name="year" label={t("settlement.leverage.year")} rules={[needed]}>
        <InputNumber min={1980} max={2200} precision={0} autoFocus />
      </Form.Item>
      <Form.Item name="theme" label={t("settlement.leverage.theme")} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="issuedYuan" label={t("settlement.leverage.issued")} rules={[needed]}>
        {money}
      </Form.Item>
      <Form.Item name="redeemedYuan" label={t("settlement.leverage.subsidy")}>
        {money}
      </Form.Item>
      <Form.Item name="spendingYuan" label={t("settlement.leverage.spending")}>
        {money}
      </Form.Item>
      <Form.Item name="vouchers" label={t("settlement.leverage.vouchers")}>
        <InputNumber min={0} max={1e9} precision={0} />
      </Form.Item>
      <Form.Item
        name="source"
        label={t("settlement.leverage.source")}
        extra={t("settlement.leverage.sourceHelp")}
        rules={[{ ...needed, whitespace: true, min: 2 }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
