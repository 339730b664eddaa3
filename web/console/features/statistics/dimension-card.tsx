import { Card, Table } from "antd";
import { useTranslation } from "react-i18next";
import { useShow } from "../../shared/use-show.ts";
import styles from "./statistics.module.css";
import { type Dimension, useValueName } from "./use-value-name.ts";

interface DimensionCardProps {
  dimension: Dimension;
  values: { value: string | null; organisations: number }[];
}

/** One way of counting: a bar and a figure for each value. The bars say nothing that the figures do not. */
export function DimensionCard({ dimension, values }: DimensionCardProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const nameOf = useValueName();
  const most = Math.max(1, ...values.map(({ organisations }) => organisations));
  return (
    <Card title={t(`statistics.dimensions.${dimension}`)}>
      <Table
        size="small"
        pagination={false}
        rowKey={({ value }) => value ?? ""}
        dataSource={values}
        locale={{ emptyText: t("statistics.nothing") }}
        columns={[
          { title: t("statistics.value"), render: (_, { value }) => nameOf(dimension, value) },
          {
            title: t("statistics.organisations"),
            align: "right",
            width: 90,
            render: (_, { organisations }) => show.number(organisations),
          },
          {
            title: <span className={styles.hidden}>{t("statistics.share")}</span>,
            width: "34%",
            render: (_, { organisations }) => (
              <div aria-hidden className={styles.bar} style={{ width: `${(organisations / most) * 100}%` }} />
            ),
          },
        ]}
      />
    </Card>
  );
}
