import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Flex, Segmented, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Import, ImportLine } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { type LineList, linesQuery } from "./imports.queries.ts";
import { LineSays } from "./line-says.tsx";
import { knownKind, waysOf } from "./sheet-kinds.ts";

const before: readonly LineList[] = ["refused", "conflict", "update", "insert", "unchanged", "noted"];
const after: readonly LineList[] = ["kept", "stale", "refused", "update", "insert"];

/** The rows of the file, by what becomes of them; first those that somebody has to look at. */
export function ImportLines({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const { id, revision, counts, state } = import_;
  const lists = (state === "review" || state === "submitted" ? before : after).filter(
    (list) => list === "noted" || counts[list] > 0,
  );
  const [chosen, setChosen] = useState<LineList | undefined>();
  const list = chosen !== undefined && lists.includes(chosen) ? chosen : (lists[0] ?? "insert");
  const lines = useInfiniteQuery(linesQuery({ id, list, revision }));
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const textOf = (line: ImportLine, key: string) => line.cells.find((cell) => cell.key === key)?.value ?? "–";
  const titleOf = (key: string) => import_.columns.find((column) => column.key === key)?.title ?? key;
  return (
    <>
      <Segmented
        value={list}
        onChange={setChosen}
        options={lists.map((value) => ({ value, label: t(`imports.list.${value}`) }))}
        style={{ marginBottom: 12, maxWidth: "100%", overflowX: "auto" }}
      />
      <QueryView query={lines} empty={t("imports.noLines")} isEmpty={() => items.length === 0}>
        {() => (
          <>
            <Table<ImportLine>
              rowKey="row"
              size="small"
              components={reachable}
              dataSource={items}
              pagination={false}
              scroll={{ x: 700 }}
              columns={[
                { title: t("imports.row"), dataIndex: "row", width: 72 },
                ...waysOf[knownKind(import_.kind)].identity.map((key) => ({
                  title: titleOf(key),
                  render: (_: unknown, line: ImportLine) => textOf(line, key),
                })),
                {
                  title: t("imports.says"),
                  width: "45%",
                  render: (_, line) => <LineSays import_={import_} line={line} titleOf={titleOf} />,
                },
              ]}
            />
            {lines.hasNextPage && (
              <Flex justify="center" style={{ marginTop: 12 }}>
                <Button loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
                  {t("imports.more")}
                </Button>
              </Flex>
            )}
          </>
        )}
      </QueryView>
    </>
  );
}
