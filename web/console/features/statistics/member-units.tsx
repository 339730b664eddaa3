import { Button, Card, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { MemberStatistics } from "../../../shared/api-types/index.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./statistics.module.css";

type Unit = MemberStatistics["units"][number];

/** What the figures are made of: the organisations directly below, each opened by a press. */
export function MemberUnits({ figures }: { figures: MemberStatistics }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const setSearch = useSetSearch();
  const figure = (key: "registered" | "verified" | "members" | "newForm") => ({
    title: t(`statistics.members.total.${key}`),
    width: 100,
    align: "right" as const,
    sorter: (one: Unit, other: Unit) => one[key] - other[key],
    render: (_: unknown, one: Unit) => show.number(one[key]),
  });
  return (
    <Card title={t("statistics.members.units")} extra={t("statistics.members.open")}>
      <Table<Unit>
        size="small"
        pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
        rowKey={({ organisation }) => organisation.id}
        dataSource={figures.units}
        scroll={{ x: 520 }}
        columns={[
          {
            title: t("statistics.members.unit"),
            render: (_, { organisation }) =>
              organisation.id === figures.organisation.id ? (
                `${organisation.name}${t("statistics.members.own")}`
              ) : (
                <Button type="link" className={styles.link ?? ""} onClick={() => setSearch({ at: organisation.id })}>
                  {organisation.name}
                </Button>
              ),
          },
          ...(["registered", "verified", "members", "newForm"] as const).map(figure),
        ]}
      />
    </Card>
  );
}
