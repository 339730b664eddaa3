import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Card, Empty, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { AnswerSheet } from "./answer-sheet.tsx";
import styles from "./releases.module.css";
import { lookupQuery } from "./releases.queries.ts";

/** The answer to "I pressed at noon, why nothing?": find the person, read what happened. */
export function WhyNotMe({ releaseId }: { releaseId: string }) {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const { person } = useSearch({ from: "/inside/releases/$releaseId" });
  const [q, setQ] = useState("");
  const found = useQuery({ ...lookupQuery(q), enabled: q !== "" });
  const choose = (id: string) => setSearch({ person: id }, { replace: true });
  return (
    <div className={styles.why}>
      <Card title={t("releases.whoAsks")}>
        <Input.Search
          allowClear
          enterButton={t("common.search")}
          aria-label={t("people.search")}
          placeholder={t("people.search")}
          onSearch={(text) => setQ(text.trim())}
        />
        {q !== "" && (
          <QueryView query={found} empty={t("people.none", { q })} isEmpty={({ items }) => items.length === 0}>
            {({ items }) => (
              <ul className={styles.found}>
                {items.map(({ id, name, phoneMasked, unions }) => (
                  <li key={id}>
                    <button type="button" aria-pressed={id === person} onClick={() => choose(id)}>
                      <strong>{name}</strong> {phoneMasked} <small>{unions[0]?.name}</small>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </QueryView>
        )}
      </Card>
      <Card title={t("releases.whatHappened")}>
        {person ? (
          <AnswerSheet releaseId={releaseId} personId={person} />
        ) : (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("releases.whyHelp")} />
        )}
      </Card>
    </div>
  );
}
