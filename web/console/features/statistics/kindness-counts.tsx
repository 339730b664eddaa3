import { useQuery } from "@tanstack/react-query";
import { Card, Flex, Statistic, Typography } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";

/** How many below an organisation agree to which kindness, today; never who. */
export function KindnessCounts({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const counts = useQuery({
    queryKey: ["statistics", "kindness", organisationId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/statistics/kindness", { params: { query: { organisationId } }, signal })),
  });
  return (
    <Card title={t("statistics.kindness.title")}>
      <QueryView query={counts}>
        {({ items, atLeast }) => (
          <Flex vertical gap={12}>
            <Flex gap="16px 40px" wrap>
              {items.map(({ kind, people }) => (
                <Statistic
                  key={kind}
                  title={t(`statistics.kindness.${kind}`)}
                  value={people === null ? t("statistics.kindness.few", { count: atLeast }) : show.number(people)}
                />
              ))}
            </Flex>
            <Typography.Text type="secondary">{t("statistics.kindness.about")}</Typography.Text>
          </Flex>
        )}
      </QueryView>
    </Card>
  );
}
