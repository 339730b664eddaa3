import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationStatistics } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AskedBar, useAsked } from "./asked.tsx";
import { DimensionCard } from "./dimension-card.tsx";
import { csvOf, saveText } from "./save-csv.ts";
import styles from "./statistics.module.css";
import { useValueName } from "./use-value-name.ts";

/** Organisations below one on a day, by what they were: as reported then, or on today's tree. */
export function OrganisationFigures() {
  const asked = useAsked();
  const { organisationId, day, tree } = asked;
  const figures = useQuery({
    queryKey: ["statistics", "organisations", organisationId, day, tree],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/statistics/organisations", {
          params: { query: { organisationId: organisationId ?? "", day, tree } },
          signal,
        }),
      ),
    enabled: organisationId !== undefined,
  });
  return (
    <Flex vertical gap={16}>
      <AskedBar asked={asked}>{figures.data && <SaveFigures figures={figures.data} />}</AskedBar>
      <QueryView query={figures}>
        {(counted) => (
          <>
            <Totals figures={counted} />
            <div className={styles.cards}>
              {counted.by
                .filter(({ dimension }) => dimension !== "newForm")
                .map(({ dimension, values }) => (
                  <DimensionCard key={dimension} dimension={dimension} values={values} />
                ))}
            </div>
          </>
        )}
      </QueryView>
    </Flex>
  );
}

function Totals({ figures }: { figures: OrganisationStatistics }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Card>
      <Flex gap={40} wrap>
        {(["total", "unions", "newForm"] as const).map((key) => (
          <Statistic key={key} title={t(`statistics.totals.${key}`)} value={show.number(figures[key])} />
        ))}
      </Flex>
    </Card>
  );
}

function SaveFigures({ figures }: { figures: OrganisationStatistics }) {
  const { t } = useTranslation("console");
  const nameOf = useValueName();
  const { organisation, day, tree } = figures;
  const save = () => {
    const head = [t("statistics.dimension"), t("statistics.value"), t("statistics.organisations")];
    const rows = figures.by.flatMap(({ dimension, values }) =>
      values.map((one) => [t(`statistics.dimensions.${dimension}`), nameOf(dimension, one.value), one.organisations]),
    );
    const about = [[organisation.name, day, t(`statistics.trees.${tree}`)]];
    saveText(`${organisation.name} ${day}.csv`, csvOf([...about, head, ...rows]));
  };
  return <Button onClick={save}>{t("statistics.save")}</Button>;
}
