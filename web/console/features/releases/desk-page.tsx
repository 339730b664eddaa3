import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Card, Empty, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { releasesQuery } from "../../shared/releases.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { AnswerSheet } from "./answer-sheet.tsx";
import styles from "./releases.module.css";
import { lookupQuery } from "./releases.queries.ts";

const fortnight = 14 * 86_400_000;

/** The desk for "I pressed at noon, why nothing?": who asks, about which release, one answer. Made for a phone at the counter. */
export function DeskPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const setSearch = useSetSearch();
  const { person, release } = useSearch({ from: "/inside/desk" });
  const [q, setQ] = useState("");
  const [range] = useState(() => ({
    from: new Date(Date.now() - fortnight).toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
  }));
  const found = useQuery({ ...lookupQuery(q), enabled: q !== "" });
  const releases = useQuery(releasesQuery(range));
  const name = found.data?.items.find(({ id }) => id === person)?.name;
  const items = [...(releases.data?.items ?? [])].sort((a, b) => (a.opensAt < b.opensAt ? 1 : -1));
  const asked = items.find(({ id }) => id === release);
  return (
    <Page title={t("releases.desk.title")} about={t("releases.desk.about")}>
      <div className={styles.why}>
        <Card title={t("releases.whoAsks")}>
          <Input.Search
            allowClear
            size="large"
            enterButton={t("common.search")}
            aria-label={t("people.search")}
            placeholder={t("people.search")}
            onSearch={(text) => setQ(text.trim())}
          />
          {q !== "" && (
            <QueryView query={found} empty={t("people.none", { q })} isEmpty={(page) => page.items.length === 0}>
              {(page) => (
                <ul className={styles.found}>
                  {page.items.map(({ id, name: called, phoneMasked, unions }) => (
                    <li key={id}>
                      <button
                        type="button"
                        aria-pressed={id === person}
                        onClick={() => setSearch({ person: id }, { replace: true })}
                      >
                        <strong>{called}</strong> {phoneMasked} <small>{unions[0]?.name}</small>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </QueryView>
          )}
          <label htmlFor="desk-release" className={styles.deskLabel}>
            {t("releases.desk.which")}
          </label>
          <Select
            id="desk-release"
            size="large"
            value={release ?? null}
            loading={releases.isFetching}
            placeholder={t("releases.desk.choose")}
            notFoundContent={t("releases.desk.none")}
            style={{ width: "100%" }}
            showSearch={{ optionFilterProp: "label" }}
            onChange={(id: string | null) => setSearch({ release: id ?? undefined }, { replace: true })}
            options={items.map(({ id, title, subtitle, opensAt }) => ({
              value: id,
              label: [show.dayTime(opensAt), title, subtitle].filter(Boolean).join(" · "),
            }))}
          />
        </Card>
        <Card title={t("releases.whatHappened")}>
          {person && release ? (
            <AnswerSheet
              releaseId={release}
              personId={person}
              title={[name, asked && `${show.dayTime(asked.opensAt)} ${asked.title}`].filter(Boolean).join(" · ")}
            />
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("releases.desk.help")} />
          )}
        </Card>
      </div>
    </Page>
  );
}
