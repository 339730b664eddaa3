import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Merchant } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { AddMerchant } from "./add-merchant.tsx";
import { merchantsQuery } from "./merchants.queries.ts";

/** Merchants that take the union's vouchers. */
export function MerchantsPage() {
  const { t } = useTranslation("console");
  const merchants = useQuery(merchantsQuery);
  const [adding, setAdding] = useState(false);
  const may = useMe()?.permissions.includes("benefits.merchants") === true;
  const add = may && (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t("merchants.add")}
    </Button>
  );
  return (
    <Page title={t("merchants.title")} about={t("merchants.about")} actions={add}>
      <QueryView query={merchants} empty={t("merchants.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<Merchant>
            rowKey="id"
            size="small"
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 560 }}
            dataSource={items}
            columns={[
              {
                title: t("common.name"),
                key: "name",
                render: (_, { id, name }) => (
                  <Link to="/merchants/$merchantId" params={{ merchantId: id }}>
                    {name}
                  </Link>
                ),
              },
              {
                title: t("merchants.stores"),
                key: "stores",
                width: 110,
                align: "right",
                render: (_, one) => one.stores?.length ?? 0,
              },
            ]}
          />
        )}
      </QueryView>
      <AddMerchant open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
