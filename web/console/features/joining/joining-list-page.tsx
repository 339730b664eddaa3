import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { JoiningItem } from "../../../shared/api-types/index.ts";
import { DeadlineTag } from "../../shared/deadline-tag.tsx";
import { useHomeOrganisationId, useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { joiningListQuery } from "./joining.queries.ts";
import { joiningTones } from "./joining-tones.ts";

/** People who ask to be taken in, the longest waiting first. */
export function JoiningListPage() {
  const { t } = useTranslation("console");
  const search = useSetSearch();
  const { list, after } = useSearch({ from: "/inside/joining" });
  const state = list === "answered" ? "answered" : "open";
  const organisationId = useOrganisationId();
  const home = useHomeOrganisationId();
  const columns = useColumns();
  const applications = useQuery(joiningListQuery({ state, organisationId, after }));
  return (
    <Page
      title={t("joining.title")}
      about={t("joining.about")}
      actions={
        <>
          <Link to="/joining/invitations">
            <Button>{t("joining.invitations.title")}</Button>
          </Link>
          {home !== undefined && (
            <Link to="/share/$kind/$id" params={{ kind: "unions", id: home }}>
              <Button type="primary">{t("joining.code")}</Button>
            </Link>
          )}
        </>
      }
    >
      <Segmented
        aria-label={t("joining.which")}
        value={state}
        options={(["open", "answered"] as const).map((value) => ({ value, label: t(`joining.list.${value}`) }))}
        onChange={(value) => search({ list: value === "open" ? undefined : value, after: undefined })}
        style={{ marginBottom: 16 }}
      />
      <QueryView query={applications} empty={t(`joining.empty.${state}`)} isEmpty={({ items }) => items.length === 0}>
        {({ items, next }) => (
          <>
            <Table
              rowKey="id"
              size="small"
              dataSource={items}
              columns={columns}
              pagination={false}
              scroll={{ x: 760 }}
            />
            <PageTurner after={after} next={next} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function useColumns() {
  const { t } = useTranslation("console");
  const show = useShow();
  const form = useEmploymentForm();
  return [
    {
      ...{ key: "name", title: t("joining.fact.name") },
      render: (_: unknown, { id, name }: JoiningItem) => (
        <Link to="/joining/$joiningId" params={{ joiningId: id }}>
          {name}
        </Link>
      ),
    },
    { key: "phone", title: t("joining.fact.phone"), dataIndex: "phoneMasked" },
    { key: "union", title: t("joining.fact.union"), dataIndex: "organisationName" },
    {
      ...{ key: "form", title: t("joining.fact.form") },
      render: (_: unknown, one: JoiningItem) => form(one.employmentForm),
    },
    {
      ...{ key: "submitted", title: t("joining.fact.submitted") },
      render: (_: unknown, one: JoiningItem) => one.submittedAt && show.dayTime(one.submittedAt),
    },
    {
      ...{ key: "state", title: t("joining.fact.state") },
      render: (_: unknown, one: JoiningItem) =>
        one.clock === null ? (
          <ToneTag tone={joiningTones[one.state]}>{t(`joining.state.${one.state}`)}</ToneTag>
        ) : (
          <>
            {one.state === "appealing" && <ToneTag tone="waiting">{t("joining.state.appealing")}</ToneTag>}{" "}
            <DeadlineTag clock={one.clock} />
          </>
        ),
    },
  ];
}
