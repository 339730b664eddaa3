import { DeleteOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Flex, InputNumber, Statistic, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignQuotas } from "../../../shared/api-types/index.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { organisationQuery } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";

type Kind = CampaignQuotas["kinds"][number];
type Quota = Kind["quotas"][number];

const usualHours = 12;

/** The quotas of one kind: a row for each union, what they come to, and saving all of them. */
export function KindQuotas({ campaignId, kind, mayEdit }: { campaignId: string; kind: Kind; mayEdit: boolean }) {
  const { t } = useTranslation("console");
  const [rows, setRows] = useState<readonly Quota[]>(kind.quotas);
  const { id: kindId, stockPerRound: stock, shared } = kind;
  const given = rows.reduce((sum, { units }) => sum + units, 0);
  const save = useAct({
    run: () => {
      const quotas = rows.map(({ name: _, ...quota }) => quota);
      const params = { path: { id: campaignId } };
      return unwrap(api.PUT("/api/staff/campaigns/{id}/quotas", { params, body: { kindId, quotas } }));
    },
    touches: [["campaigns"]],
    done: t("quotas.saved"),
  });
  const change = (changed: Quota) =>
    setRows(rows.map((row) => (row.organisationId === changed.organisationId ? changed : row)));
  const remove = (id: string) => setRows(rows.filter(({ organisationId }) => organisationId !== id));
  const isOver = given + shared > stock;
  return (
    <Flex vertical gap={16}>
      <Card size="small">
        <Flex gap={32} wrap>
          {Object.entries({ stock, shared, given, left: Math.max(0, stock - shared - given) }).map(
            ([figure, value]) => (
              <Statistic key={figure} title={t(`quotas.totals.${figure as "stock"}`)} value={value} />
            ),
          )}
        </Flex>
      </Card>
      {isOver && (
        <Alert type="error" showIcon role="alert" title={t("quotas.over", { units: given + shared, stock })} />
      )}
      {mayEdit && (
        <Flex gap={8} wrap>
          <AddUnion rows={rows} onAdd={(quota) => setRows([...rows, quota])} />
          <Button
            type="primary"
            disabled={isOver || rows === kind.quotas}
            loading={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            {t("quotas.save")}
          </Button>
        </Flex>
      )}
      <QuotaTable rows={rows} mayEdit={mayEdit} onChange={change} onRemove={remove} />
    </Flex>
  );
}

function AddUnion({ rows, onAdd }: { rows: readonly Quota[]; onAdd: (quota: Quota) => void }) {
  const { t } = useTranslation("console");
  const client = useQueryClient();
  const add = async (organisationId: string | undefined) => {
    if (organisationId === undefined || rows.some((row) => row.organisationId === organisationId)) return;
    const { name } = await client.ensureQueryData(organisationQuery(organisationId));
    onAdd({ organisationId, name, units: 1, spillMinutes: usualHours * 60 });
  };
  return (
    <div style={{ width: 280 }}>
      <OrganisationSelect
        label={t("quotas.addLabel")}
        placeholder={t("quotas.addLabel")}
        value={undefined}
        onChange={(id) => void add(id)}
      />
    </div>
  );
}

interface QuotaTableProps {
  rows: readonly Quota[];
  mayEdit: boolean;
  onChange: (quota: Quota) => void;
  onRemove: (organisationId: string) => void;
}

function QuotaTable({ rows, mayEdit, onChange, onRemove }: QuotaTableProps) {
  const { t } = useTranslation("console");
  const number = (label: string, given: { value: number; max: number; onNumber: (value: number) => void }) => (
    <InputNumber
      aria-label={label}
      min={1}
      max={given.max}
      precision={0}
      value={given.value}
      disabled={!mayEdit}
      onChange={(value) => value !== null && given.onNumber(value)}
      style={{ width: 120 }}
    />
  );
  return (
    <Table<Quota>
      rowKey="organisationId"
      size="small"
      dataSource={[...rows]}
      locale={{ emptyText: t("quotas.none") }}
      pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 560 }}
      columns={[
        { title: t("quotas.union"), dataIndex: "name" },
        {
          title: t("quotas.units"),
          render: (_, row) =>
            number(t("quotas.unitsOf", { union: row.name }), {
              ...{ value: row.units, max: 10_000_000, onNumber: (units) => onChange({ ...row, units }) },
            }),
        },
        {
          title: t("quotas.hours"),
          render: (_, row) =>
            number(t("quotas.hoursOf", { union: row.name }), {
              ...{ value: Math.max(1, Math.round(row.spillMinutes / 60)), max: 744 },
              onNumber: (hours) => onChange({ ...row, spillMinutes: hours * 60 }),
            }),
        },
        {
          title: "",
          width: 96,
          render: (_, row) =>
            mayEdit && (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t("quotas.removeOf", { union: row.name })}
                onClick={() => onRemove(row.organisationId)}
              />
            ),
        },
      ]}
    />
  );
}
