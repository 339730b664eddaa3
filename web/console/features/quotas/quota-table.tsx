import { DeleteOutlined } from "@ant-design/icons";
import { Button, InputNumber, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { Quota } from "./quotas.queries.ts";

interface QuotaTableProps {
  rows: readonly Quota[];
  mayEdit: boolean;
  onChange: (quota: Quota) => void;
  onRemove: (quota: Quota) => void;
}

/** A row for each union; its units and the hours can be written while the campaign may be changed. */
export function QuotaTable({ rows, mayEdit, onChange, onRemove }: QuotaTableProps) {
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
                onClick={() => onRemove(row)}
              />
            ),
        },
      ]}
    />
  );
}
