import { Button, Card, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Merchant, MerchantStore } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { CloseStore } from "./close-store.tsx";
import { Tills } from "./end-parts.tsx";
import styles from "./merchants.module.css";
import { PairTill } from "./pair-till.tsx";
import { AddStore, EditStore } from "./store-forms.tsx";
import { SuspendStore } from "./suspend-store.tsx";

type Doing = { what: "add" } | { what: "edit" | "pair"; store: MerchantStore };

/** The stores of a merchant with their tills, open ones first. */
export function StoresCard({ merchant: { id, stores, state, can } }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  const [doing, setDoing] = useState<Doing>();
  const stop = () => setDoing(undefined);
  const add = can.keep && <Button onClick={() => setDoing({ what: "add" })}>{t("merchants.new.store")}</Button>;
  const acts = (store: MerchantStore) => (
    <Flex gap={8} wrap>
      {store.state === "open" && state === "active" && (
        <Button size="small" type="primary" ghost onClick={() => setDoing({ what: "pair", store })}>
          {t("merchants.pair")}
        </Button>
      )}
      <Button size="small" onClick={() => setDoing({ what: "edit", store })}>
        {t("merchants.edit")}
      </Button>
      <SuspendStore store={store} />
      <CloseStore store={store} />
    </Flex>
  );
  return (
    <Card title={t("merchants.stores")} extra={add}>
      <Table<MerchantStore>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 700 }}
        locale={{ emptyText: <span className={styles.none}>{t("merchants.noStores")}</span> }}
        dataSource={stores}
        columns={[
          { title: t("merchants.storeName"), key: "name", width: 170, render: (_, store) => <Name store={store} /> },
          { title: t("merchants.address"), key: "address", render: (_, store) => <Place store={store} /> },
          {
            title: t("merchants.tills"),
            key: "tills",
            width: 150,
            render: (_, store) => <Tills tills={store.tills ?? []} mayEnd={can.keep} />,
          },
          ...(can.keep
            ? [
                {
                  title: t("common.actions"),
                  key: "acts",
                  width: 236,
                  render: (_: unknown, one: MerchantStore) => acts(one),
                },
              ]
            : []),
        ]}
      />
      <AddStore merchantId={id} open={doing?.what === "add"} onClose={stop} />
      {doing?.what === "edit" && <EditStore store={doing.store} onClose={stop} />}
      {doing?.what === "pair" && <PairTill merchantId={id} store={doing.store} onClose={stop} />}
    </Card>
  );
}

function Name({ store: { name, state, suspension } }: { store: MerchantStore }) {
  const { t } = useTranslation("console");
  return (
    <div className={styles.store}>
      {name} {state === "closed" && <ToneTag tone="bad">{t("merchants.closed")}</ToneTag>}
      {suspension !== null && (
        <>
          <ToneTag tone="bad">{t("merchants.hold.held")}</ToneTag>
          <small>{suspension.reason}</small>
        </>
      )}
    </div>
  );
}

const Place = ({ store: { address, phone } }: { store: MerchantStore }) => (
  <div className={styles.store}>
    {address}
    {phone !== "" && <small>{phone}</small>}
  </div>
);
