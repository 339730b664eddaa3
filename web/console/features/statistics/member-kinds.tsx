import { Button, Card, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { MemberStatistics } from "../../../shared/api-types/index.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./statistics.module.css";
import { type MemberDimension, useMemberValue } from "./use-member-value.ts";

interface MemberKindsProps {
  dimension: MemberDimension;
  values: MemberStatistics["by"][number]["values"];
}

/** Members by one of their marks; a mark opens the figures of those alone, union by union. */
export function MemberKinds({ dimension, values }: MemberKindsProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const nameOf = useMemberValue();
  const setSearch = useSetSearch();
  const figure = (key: "registered" | "verified" | "members") => ({
    title: t(`statistics.members.total.${key}`),
    width: 96,
    align: "right" as const,
    render: (_: unknown, one: MemberKindsProps["values"][number]) => show.number(one[key]),
  });
  return (
    <Card title={t(`statistics.members.by.${dimension}`)}>
      <Table
        size="small"
        pagination={false}
        rowKey={({ value }) => value ?? ""}
        dataSource={values}
        columns={[
          {
            title: t("statistics.value"),
            render: (_, { value }) => (
              <Button
                type="link"
                className={styles.link ?? ""}
                title={t("statistics.members.narrow")}
                onClick={() => setSearch({ only: `${dimension}:${value ?? ""}` })}
              >
                {nameOf(dimension, value)}
              </Button>
            ),
          },
          figure("registered"),
          ...(dimension === "verified" ? [] : [figure("verified")]),
          figure("members"),
        ]}
      />
    </Card>
  );
}
