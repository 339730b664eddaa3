import { Button, Card, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Merchant, MerchantClerk } from "../../../shared/api-types/index.ts";
import { AddClerk, EditClerk } from "./clerk-forms.tsx";
import { RemoveClerk } from "./end-parts.tsx";
import styles from "./merchants.module.css";

/** Who works at a merchant's tills. */
export function ClerksCard({ merchant: { id, clerks, can } }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<MerchantClerk>();
  const add = can.keep && <Button onClick={() => setAdding(true)}>{t("merchants.new.clerk")}</Button>;
  const acts = (clerk: MerchantClerk) => (
    <Flex gap={8} wrap>
      <Button size="small" onClick={() => setEditing(clerk)}>
        {t("merchants.edit")}
      </Button>
      <RemoveClerk clerk={clerk} />
    </Flex>
  );
  return (
    <Card title={t("merchants.clerks")} extra={add}>
      <Table<MerchantClerk>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 560 }}
        locale={{ emptyText: <span className={styles.none}>{t("merchants.noClerks")}</span> }}
        dataSource={clerks}
        columns={[
          {
            title: t("common.personName"),
            key: "name",
            render: (_, { name, manager }) => (manager ? t("merchants.managerName", { name }) : name),
          },
          { title: t("common.phone"), dataIndex: "phoneMasked" },
          {
            title: t("merchants.pin"),
            key: "pin",
            render: (_, { pinSet }) => (pinSet ? t("merchants.pinSet") : t("merchants.pinNotSet")),
          },
          ...(can.keep
            ? [
                {
                  title: t("common.actions"),
                  key: "acts",
                  width: 250,
                  render: (_: unknown, one: MerchantClerk) => acts(one),
                },
              ]
            : []),
        ]}
      />
      <AddClerk merchantId={id} open={adding} onClose={() => setAdding(false)} />
      {editing && <EditClerk clerk={editing} onClose={() => setEditing(undefined)} />}
    </Card>
  );
}
