import { DownloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Flex, Table } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PeopleExport } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { useSure } from "../../shared/use-sure.ts";
import { exportsKey, exportsQuery } from "./exports.queries.ts";

/** Who took which lists out of the register, and the way to one's own files. */
export function ExportsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const exports = useInfiniteQuery(exportsQuery);
  const items = exports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("exports.title")} about={t("exports.about")} back={<Link to="/people">{t("people.title")}</Link>}>
      <QueryView query={exports} empty={t("exports.none")} isEmpty={() => items.length === 0}>
        {() => (
          <>
            <Table<PeopleExport>
              rowKey="id"
              size="small"
              dataSource={items}
              pagination={false}
              scroll={{ x: 900 }}
              columns={[
                { title: t("exports.number"), dataIndex: "number", width: 72 },
                { title: t("exports.what"), render: (_, one) => <What one={one} /> },
                {
                  title: t("exports.who"),
                  width: 150,
                  render: (_, { askedByName, mine, askedAt }) => (
                    <>
                      {mine ? t("exports.me") : askedByName}
                      <br />
                      <small>{show.dayTime(askedAt)}</small>
                    </>
                  ),
                },
                { title: t("common.status"), width: 220, render: (_, one) => <State one={one} /> },
                { title: t("common.actions"), width: 200, render: (_, one) => one.mine && <Acts one={one} /> },
              ]}
            />
            {exports.hasNextPage && (
              <Flex justify="center" style={{ marginTop: 12 }}>
                <Button loading={exports.isFetchingNextPage} onClick={() => void exports.fetchNextPage()}>
                  {t("exports.more")}
                </Button>
              </Flex>
            )}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function What({ one }: { one: PeopleExport }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const whose = one.search === null ? t("exports.everybody") : t("exports.search", { search: one.search });
  const named = (keys: readonly PeopleExport["columns"][number][]) =>
    show.words(keys.map((key) => t(`exports.column.${key}`)));
  return (
    <>
      {one.organisationName} · {whose} · {t("exports.people", { people: show.number(one.people) })} ·{" "}
      {t(`exports.formats.${one.format}`)}
      <br />
      <small>{named(one.columns)}</small>
      {one.plain.length > 0 && (
        <>
          <br />
          <small>{t("audit.labelled", { label: t("exports.plain"), value: named(one.plain) })}</small>
        </>
      )}
      {one.purpose !== "" && (
        <>
          <br />
          <small>{t("audit.labelled", { label: t("exports.purpose"), value: one.purpose })}</small>
        </>
      )}
    </>
  );
}

const tones: Record<PeopleExport["state"], Tone> = {
  ...{ waiting: "waiting", making: "waiting", ready: "done", refused: "bad", withdrawn: "plain", failed: "bad" },
  destroyed: "plain",
};
const problems = ["no_duty", "grown", "failed"] as const;

function State({ one }: { one: PeopleExport }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const until = show.dayTime(one.keptUntil);
  const problem = problems.find((known) => known === one.problem);
  const says = {
    ...{ waiting: t("exports.answerUntil", { until }), ready: t("exports.keptUntil", { until }) },
    making: t("exports.done", { done: show.number(one.rowsDone) }),
    failed: problem === undefined ? "" : t(`exports.problem.${problem}`),
    ...{ refused: "", withdrawn: "", destroyed: "" },
  }[one.state];
  return (
    <>
      <ToneTag tone={tones[one.state]}>{t(`exports.state.${one.state}`)}</ToneTag>
      {says !== "" && (
        <>
          <br />
          <small>{says}</small>
        </>
      )}
    </>
  );
}

function Acts({ one: { id, state } }: { one: PeopleExport }) {
  const { t } = useTranslation("console");
  const withdraw = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/people-exports/{exportId}/withdraw", { params: { path: { exportId: id } } })),
    touches: [exportsKey],
    done: t("exports.withdrawn"),
  });
  const sure = useSure();
  const word = t(state === "ready" ? "exports.destroy" : "exports.withdraw");
  const warning = t(state === "ready" ? "exports.destroySure" : "exports.withdrawSure");
  if (state !== "ready" && state !== "waiting" && state !== "making") return null;
  return (
    <Flex gap={8} wrap>
      {state === "ready" && (
        <Button
          size="small"
          type="primary"
          icon={<DownloadOutlined />}
          href={`/api/staff/people-exports/${id}/file`}
          download
        >
          {t("exports.download")}
        </Button>
      )}
      <Button size="small" onClick={() => sure(word, warning, word, () => withdraw.mutateAsync())}>
        {word}
      </Button>
    </Flex>
  );
}
