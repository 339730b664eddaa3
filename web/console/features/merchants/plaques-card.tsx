import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Card, Flex, Form, Input, Select, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Merchant, Plaque } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { plaquesQuery } from "./merchants.queries.ts";

/** The signs on the doors of a merchant's stores. */
export function PlaquesCard({ merchant }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  const plaques = useQuery(plaquesQuery(merchant.id));
  const [issuing, setIssuing] = useState(false);
  const issue = merchant.can.keep && <Button onClick={() => setIssuing(true)}>{t("merchants.plaque.issue")}</Button>;
  return (
    <Card title={t("merchants.plaque.title")} extra={issue}>
      <QueryView query={plaques} empty={t("merchants.plaque.none")} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <Table<Plaque>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 640 }}
            dataSource={items}
            columns={[
              { title: t("merchants.plaque.number"), dataIndex: "number", width: 150 },
              { title: t("merchants.storeName"), dataIndex: "store" },
              {
                title: t("common.status"),
                key: "standing",
                width: 140,
                render: (_, { standing }) => (
                  <ToneTag tone={standing === "in_force" ? "done" : "bad"}>
                    {t(`merchants.plaque.standing.${standing}`)}
                  </ToneTag>
                ),
              },
              { title: t("common.actions"), key: "acts", width: 200, render: (_, one) => <Acts plaque={one} /> },
            ]}
          />
        )}
      </QueryView>
      {issuing && <IssuePlaque merchant={merchant} onClose={() => setIssuing(false)} />}
    </Card>
  );
}

function Acts({ plaque: { id, number, can } }: { plaque: Plaque }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState(false);
  const withdraw = useAct({
    run: (reason: string) =>
      unwrap(
        api.POST("/api/staff/plaques/{plaqueId}/withdraw", { params: { path: { plaqueId: id } }, body: { reason } }),
      ),
    ...{ done: t("merchants.changed"), touches: [["merchants"]], onDone: () => setAsking(false) },
  });
  if (!can.withdraw) return null;
  return (
    <Flex gap={8}>
      <Link to="/plaques/$plaqueId" params={{ plaqueId: id }}>
        {t("merchants.plaque.print")}
      </Link>
      <Button size="small" danger onClick={() => setAsking(true)}>
        {t("merchants.plaque.withdraw")}
      </Button>
      <ReasonModal
        open={asking}
        title={t("merchants.plaque.withdrawTitle", { number })}
        warning={t("merchants.plaque.withdrawWarning")}
        ok={t("merchants.plaque.withdraw")}
        busy={withdraw.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) => withdraw.mutate(reason)}
      />
    </Flex>
  );
}

function IssuePlaque({ merchant, onClose }: { merchant: Merchant; onClose: () => void }) {
  const { t } = useTranslation("console");
  const needed = { required: true, message: t("common.needed") };
  const stores = merchant.stores.filter(({ state }) => state === "open");
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("merchants.plaque.issue")}
      initialValues={{ title: t("merchants.plaque.usualTitle"), storeId: stores[0]?.id }}
      run={({ storeId, title }: { storeId: string; title: string }) =>
        unwrap(api.POST("/api/staff/stores/{id}/plaques", { params: { path: { id: storeId } }, body: { title } }))
      }
      done={t("merchants.changed")}
      touches={[["merchants"]]}
    >
      <Form.Item name="storeId" label={t("merchants.storeName")} rules={[needed]}>
        <Select options={stores.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="title" label={t("merchants.plaque.text")} rules={[needed]}>
        <Input maxLength={40} />
      </Form.Item>
    </FormDialog>
  );
}
