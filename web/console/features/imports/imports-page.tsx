import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportItem } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { FileName } from "./file-name.tsx";
import { ImportState } from "./import-state.tsx";
import { importsQuery } from "./imports.queries.ts";
import { KindName } from "./kind-name.tsx";
import { StartImport } from "./start-import.tsx";

/** Files that came in, and the way in for the next one. */
export function ImportsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const imports = useInfiniteQuery(importsQuery);
  const setSearch = useSetSearch();
  const asked = useSearch({ from: "/inside/people/imports" });
  const [opened, setOpened] = useState(false);
  const close = () => {
    setOpened(false);
    setSearch({ kind: undefined, subject: undefined, about: undefined, into: undefined }, { replace: true });
  };
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t("imports.title")}
      about={t("imports.about")}
      back={<Link to="/people">{t("people.title")}</Link>}
      actions={
        <Button type="primary" onClick={() => setOpened(true)}>
          {t("imports.start")}
        </Button>
      }
    >
      <QueryView query={imports} empty={t("imports.none")} isEmpty={() => items.length === 0}>
        {() => (
          <>
            <Table<ImportItem>
              rowKey="id"
              size="small"
              dataSource={items}
              pagination={false}
              scroll={{ x: 640 }}
              columns={[
                {
                  title: t("imports.file"),
                  render: (_, { id, fileName }) => (
                    <Link to="/people/imports/$importId" params={{ importId: id }}>
                      <FileName name={fileName} />
                    </Link>
                  ),
                },
                { title: t("imports.kindTitle"), render: (_, { kind }) => <KindName kind={kind} /> },
                { title: t("common.status"), render: (_, one) => <ImportState state={one.state} /> },
                { title: t("imports.createdAt"), render: (_, { createdAt }) => show.dayTime(createdAt) },
              ]}
            />
            {imports.hasNextPage && (
              <Flex justify="center" style={{ marginTop: 12 }}>
                <Button loading={imports.isFetchingNextPage} onClick={() => void imports.fetchNextPage()}>
                  {t("imports.more")}
                </Button>
              </Flex>
            )}
          </>
        )}
      </QueryView>
      <StartImport key={asked.kind ?? ""} open={opened || asked.kind !== undefined} asked={asked} onClose={close} />
    </Page>
  );
}
