import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button, Card, DatePicker, Flex, Segmented, Statistic } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationStatistics } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { DimensionCard } from "./dimension-card.tsx";
import { csvOf, saveText } from "./save-csv.ts";
import styles from "./statistics.module.css";
import { useValueName } from "./use-value-name.ts";

const trees = ["reported", "today"] as const;

/** Organisations below one on a day, by what they were: as reported then, or on today's tree. */
export function OrganisationFigures() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const search = useSearch({ from: "/inside/statistics" });
  const home = useHomeOrganisationId();
  const today = dayjs(serverClock.now());
  const day = search.day ?? today.format("YYYY-MM-DD");
  const tree = trees.find((one) => one === search.tree) ?? "reported";
  const organisationId = search.at ?? home;
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
      <Flex gap={12} wrap align="center">
        <div className={styles.choose}>
          <OrganisationSelect
            value={organisationId}
            onChange={(at) => setSearch({ at })}
            label={t("statistics.organisation")}
          />
        </div>
        <DatePicker
          aria-label={t("statistics.day")}
          allowClear={false}
          maxDate={today}
          value={dayjs(day)}
          onChange={(next) => next && setSearch({ day: next.format("YYYY-MM-DD") })}
        />
        <Segmented
          aria-label={t("statistics.tree")}
          value={tree}
          onChange={(next) => setSearch({ tree: next })}
          options={trees.map((value) => ({ value, label: t(`statistics.trees.${value}`) }))}
        />
        {figures.data && <SaveFigures figures={figures.data} />}
      </Flex>
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
