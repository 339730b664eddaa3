import { Alert, Button, Flex, Select, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import, ImportMapping } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { importsKey } from "./imports.queries.ts";

/** Asks what the columns of a file are that could not be told for sure; the answer is remembered for the next file like it. */
export function MapColumns({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const { id, mapping, columns } = import_;
  const [keys, setKeys] = useState<Record<number, string | null>>({});
  const send = useAct({
    run: (given: ImportMapping) =>
      unwrap(
        api.PUT("/api/staff/imports/{importId}/mapping", {
          params: { path: { importId: id } },
          body: {
            headerRow: given.headerRow,
            columns: given.columns.map(({ at, key }) => ({ at, key: keyOf(at, key) })),
          },
        }),
      ),
    touches: [importsKey],
  });
  if (mapping === null) return null;
  const keyOf = (at: number, key: string | null) => (at in keys ? (keys[at] ?? null) : key);
  const taken = mapping.columns.flatMap(({ at, key }) => keyOf(at, key) ?? []);
  const missing = columns.filter(({ key, required }) => required && !taken.includes(key)).map(({ title }) => title);
  const options = columns.map(({ key, title, required }) => ({ value: key, label: required ? `${title} *` : title }));
  return (
    <Flex vertical gap={16}>
      {missing.length > 0 && (
        <Alert type="warning" showIcon title={t("imports.missingColumns", { names: missing.join("、") })} />
      )}
      <Table<ImportMapping["columns"][number]>
        rowKey="at"
        size="small"
        pagination={false}
        dataSource={mapping.columns}
        columns={[
          {
            title: t("imports.heading"),
            render: (_, { heading, at }) => heading || t("imports.noHeading", { at: at + 1 }),
          },
          {
            title: t("imports.means"),
            render: (_, { at, key, heading, candidates }) => (
              <Select
                allowClear
                aria-label={t("imports.meansOf", { heading: heading || String(at + 1) })}
                placeholder={t("imports.leftOut")}
                style={{ minWidth: 200 }}
                {...(candidates.length > 0 && keyOf(at, key) === null && { status: "warning" as const })}
                value={keyOf(at, key)}
                onChange={(value: string | undefined) => setKeys({ ...keys, [at]: value ?? null })}
                options={options}
              />
            ),
          },
        ]}
      />
      <Flex>
        <Button
          type="primary"
          loading={send.isPending}
          disabled={missing.length > 0}
          onClick={() => send.mutate(mapping)}
        >
          {t("imports.mapped")}
        </Button>
      </Flex>
    </Flex>
  );
}
