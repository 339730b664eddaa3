import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button, Card, Flex, Statistic, Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MemberStatistics } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { Ring } from "../../shared/ring.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { AskedBar, useAsked } from "./asked.tsx";
import { KindnessCounts } from "./kindness-counts.tsx";
import { MemberKinds } from "./member-kinds.tsx";
import { MemberMonths } from "./member-months.tsx";
import { MemberUnits } from "./member-units.tsx";
import { readOnly } from "./only.ts";
import styles from "./statistics.module.css";
import { type MemberDimension, useMemberValue } from "./use-member-value.ts";

/** Members below one organisation on a day: how many, of what kind, in which unions, and how they came and went. */
export function MemberFigures() {
  const { t } = useTranslation("console");
  const asked = useAsked();
  const { only } = useSearch({ from: "/inside/statistics" });
  const { organisationId, day, tree } = asked;
  const query = { organisationId: organisationId ?? "", day, tree, ...readOnly(only) };
  const figures = useQuery({
    queryKey: ["statistics", "members", query],
    queryFn: ({ signal }) => unwrap(api.GET("/api/statistics/members", { params: { query }, signal })),
    enabled: organisationId !== undefined,
  });
  const workbook = `/api/statistics/members/workbook?${new URLSearchParams(query)}`;
  return (
    <Flex vertical gap={16}>
      <AskedBar asked={asked}>
        {figures.data && (
          <>
            <Button href={workbook}>{t("statistics.members.saveXlsx")}</Button>
            <Button onClick={() => window.print()}>{t("statistics.members.print")}</Button>
          </>
        )}
      </AskedBar>
      <QueryView query={figures}>{(counted) => <Figures figures={counted} />}</QueryView>
      {organisationId !== undefined && <KindnessCounts organisationId={organisationId} />}
    </Flex>
  );
}

function Figures({ figures }: { figures: MemberStatistics }) {
  return (
    <>
      <Totals figures={figures} />
      <MemberMonths months={figures.months} />
      {figures.units.length > 0 && <Made figures={figures} />}
    </>
  );
}

/** What the figures are made of: unions below, and kinds of members. */
function Made({ figures }: { figures: MemberStatistics }) {
  const { t } = useTranslation("console");
  const nameOf = useMemberValue();
  const forms = figures.by.find(({ dimension }) => dimension === "form")?.values ?? [];
  const shown: MemberDimension[] = ["form", "sex", "state", "verified"];
  return (
    <div className={styles.two}>
      <MemberUnits figures={figures} />
      {figures.total.members > 0 && (
        <Card title={t("statistics.members.ringLabel")}>
          <Ring
            label={t("statistics.members.ringLabel")}
            parts={forms.map(({ value, members }) => ({ name: nameOf("form", value), value: members }))}
          />
        </Card>
      )}
      {figures.by
        .filter(({ dimension }) => shown.includes(dimension))
        .map(({ dimension, values }) => (
          <MemberKinds key={dimension} dimension={dimension} values={values} />
        ))}
    </div>
  );
}

const keys = ["registered", "verified", "members", "newForm"] as const;

/** The day, of whom, and the four figures that are never mixed. */
function Totals({ figures }: { figures: MemberStatistics }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const nameOf = useMemberValue();
  const setSearch = useSetSearch();
  const narrowed = Object.entries(figures.only).flatMap(([dimension, value]) =>
    value === undefined ? [] : [nameOf(dimension as MemberDimension, String(value))],
  );
  return (
    <Card
      title={`${figures.organisation.name} · ${figures.day} · ${t(`statistics.trees.${figures.tree}`)}`}
      extra={narrowed.map((name) => (
        <Tag key={name} closable onClose={() => setSearch({ only: undefined })}>
          {t("statistics.members.only")} {name}
        </Tag>
      ))}
    >
      <Flex gap="16px 40px" wrap>
        {keys.map((key) => (
          <Tooltip key={key} title={t(`statistics.members.totalHelp.${key}`)}>
            <div>
              <Statistic title={t(`statistics.members.total.${key}`)} value={show.number(figures.total[key])} />
            </div>
          </Tooltip>
        ))}
        <Tooltip title={t("statistics.members.totalHelp.without")}>
          <div>
            <Statistic title={t("statistics.members.total.without")} value={show.number(figures.withoutMembership)} />
          </div>
        </Tooltip>
      </Flex>
    </Card>
  );
}
