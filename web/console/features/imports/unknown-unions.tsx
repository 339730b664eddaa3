import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { kindByName } from "../../../../wire/organisation-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { Import } from "../../../shared/api-types/index.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { organisationQuery } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";
import { importsKey } from "./imports.queries.ts";

type Meaning = { id: string } | { create: true };

/** Names of unions that the tree does not know: they are set up, or somebody says which ones they are. */
export function UnknownUnions({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const names = import_.settled.union ?? {};
  const unknown = Object.keys(names).filter((name) => names[name] === null);
  const created = Object.values(names).filter((meant) => meant !== null && "create" in meant).length;
  const parent = useQuery(organisationQuery(import_.nodeId)).data?.kind;
  const setUpAs = (name: string) =>
    parent === undefined ? "" : t("imports.setUp", { kind: t(`organisations.kind.${kindByName(name, parent)}`) });
  const settle = useAct({
    run: (meanings: Record<string, Meaning>) =>
      unwrap(
        api.PUT("/api/staff/imports/{importId}/names", {
          params: { path: { importId: import_.id } },
          body: { column: "union", names: meanings },
        }),
      ),
    touches: [importsKey],
  });
  if (unknown.length === 0)
    return created === 0 ? null : (
      <Alert
        type="info"
        showIcon
        title={t("imports.unionsToCreate", { count: created })}
        style={{ marginBottom: 16 }}
      />
    );
  const all = () =>
    settle.mutate(
      Object.fromEntries(
        unknown.map((name): [string, Meaning] => [name, chosen[name] ? { id: chosen[name] } : { create: true }]),
      ),
    );
  const left = unknown.filter((name) => !chosen[name]).length;
  return (
    <Card size="small" title={t("imports.unknownUnions", { count: unknown.length })} style={{ marginBottom: 16 }}>
      <Table
        rowKey="name"
        size="small"
        pagination={false}
        scroll={{ y: 320 }}
        dataSource={unknown.map((name) => ({ name }))}
        columns={[
          { title: t("imports.nameInFile"), dataIndex: "name" },
          {
            title: t("imports.meansUnion"),
            render: (_, { name }: { name: string }) => (
              <OrganisationSelect
                allowClear
                label={t("imports.meansOf", { heading: name })}
                placeholder={setUpAs(name)}
                {...(chosen[name] && { value: chosen[name] })}
                onChange={(id) =>
                  setChosen(({ [name]: _gone, ...rest }) => (id === undefined ? rest : { ...rest, [name]: id }))
                }
              />
            ),
          },
        ]}
      />
      <Flex gap={8} style={{ marginTop: 12 }}>
        <Button type="primary" loading={settle.isPending} onClick={all}>
          {t("imports.settle", { count: left })}
        </Button>
      </Flex>
    </Card>
  );
}
