import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Card, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MerchantStore } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { AddClerk, AddStore } from "./add-parts.tsx";
import { RemoveClerk, SuspendMerchant, Tills } from "./end-parts.tsx";
import { merchantQuery } from "./merchants.queries.ts";
import { PairTill } from "./pair-till.tsx";

/** One merchant: its stores with their tills, and its clerks. */
export function MerchantPage() {
  const { t } = useTranslation("console");
  const { merchantId } = useParams({ from: "/inside/merchants/$merchantId" });
  const merchant = useQuery(merchantQuery(merchantId));
  const [adding, setAdding] = useState<"store" | "clerk">();
  const [pairing, setPairing] = useState<MerchantStore>();
  const close = () => setAdding(undefined);
  const keeps = useMe()?.permissions.includes("benefits.merchants") === true;
  const plus = (what: "store" | "clerk") =>
    keeps && <Button onClick={() => setAdding(what)}>{t(`merchants.new.${what}`)}</Button>;
  return (
    <Page
      title={
        <>
          {merchant.data?.name ?? t("merchants.merchant")}{" "}
          {merchant.data?.state === "suspended" && <ToneTag tone="bad">{t("merchants.suspended")}</ToneTag>}
        </>
      }
      actions={keeps && merchant.data && <SuspendMerchant merchant={merchant.data} />}
      back={<Link to="/merchants">{t("merchants.title")}</Link>}
    >
      <QueryView query={merchant}>
        {({ id, stores, clerks }) => (
          <Flex vertical gap={16}>
            <Card title={t("merchants.stores")} extra={plus("store")}>
              <Table<MerchantStore>
                rowKey="id"
                size="small"
                pagination={false}
                scroll={{ x: 560 }}
                locale={{ emptyText: t("merchants.noStores") }}
                dataSource={stores}
                columns={[
                  { title: t("common.name"), dataIndex: "name" },
                  { title: t("merchants.address"), dataIndex: "address" },
                  {
                    title: t("merchants.tills"),
                    key: "tills",
                    render: (_, store) => <Tills tills={store.tills ?? []} mayEnd={keeps} />,
                  },
                  {
                    title: t("common.actions"),
                    key: "acts",
                    width: 140,
                    render: (_, store) =>
                      keeps && (
                        <Button size="small" type="primary" ghost onClick={() => setPairing(store)}>
                          {t("merchants.pair")}
                        </Button>
                      ),
                  },
                ]}
              />
            </Card>
            <Card title={t("merchants.clerks")} extra={plus("clerk")}>
              <Table
                rowKey="id"
                size="small"
                pagination={false}
                locale={{ emptyText: t("merchants.noClerks") }}
                dataSource={clerks}
                columns={[
                  { title: t("common.name"), dataIndex: "name" },
                  { title: t("common.phone"), dataIndex: "phoneMasked" },
                  {
                    title: t("merchants.pin"),
                    key: "pin",
                    render: (_, { pinSet }) => (pinSet ? t("merchants.pinSet") : t("merchants.pinNotSet")),
                  },
                  {
                    title: t("common.actions"),
                    key: "acts",
                    width: 140,
                    render: (_, clerk) => keeps && <RemoveClerk clerk={clerk} />,
                  },
                ]}
              />
            </Card>
            <AddStore merchantId={id} open={adding === "store"} onClose={close} />
            <AddClerk merchantId={id} open={adding === "clerk"} onClose={close} />
            {pairing && <PairTill store={pairing} onClose={() => setPairing(undefined)} />}
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}
