import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Merchant } from "../../../shared/api-types/index.ts";
import { ImportLink } from "../../shared/import-link.tsx";
import { useMe } from "../../shared/me.ts";
import { merchantsQuery } from "../../shared/merchants.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AddMerchant } from "./add-merchant.tsx";

/** Merchants that take the union's vouchers. */
export function MerchantsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const merchants = useQuery(merchantsQuery);
  const [adding, setAdding] = useState(false);
  const may = useMe()?.permissions.includes("benefits.merchants") === true;
  const add = may && (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t("merchants.add")}
    </Button>
  );
  return (
    <Page
      title={t("merchants.title")}
      about={t("merchants.about")}
      actions={
        <>
          <Link to="/merchants/applications">{t("merchants.applications")}</Link>
          {may && <ImportLink kind="merchants" />}
          {add}
        </>
      }
    >
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
                render: (_, { id, name, can }) =>
                  can.open ? (
                    <Link to="/merchants/$merchantId" params={{ merchantId: id }}>
                      {name}
                    </Link>
                  ) : (
                    name
                  ),
              },
              {
                title: t("common.status"),
                key: "state",
                width: 200,
                render: (_, one) => <MerchantState merchant={one} />,
              },
              {
                title: t("merchants.agreementUntil"),
                key: "until",
                width: 160,
                render: (_, { agreement }) =>
                  agreement.untilDay === null
                    ? t(agreement.provisional ? "merchants.agreement.withoutPapers" : "merchants.agreement.state.none")
                    : `${show.date(agreement.untilDay)} ${t(`merchants.agreement.state.${agreement.state}`)}`,
              },
              {
                title: t("merchants.openStores"),
                key: "stores",
                width: 120,
                align: "right",
                render: (_, { stores }) => openOf(stores),
              },
            ]}
          />
        )}
      </QueryView>
      <AddMerchant open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

const openOf = (stores: Merchant["stores"]) => stores.filter(({ state }) => state === "open").length;

function MerchantState({ merchant: { state, can } }: { merchant: Merchant }) {
  const { t } = useTranslation("console");
  if (state === "suspended") return <ToneTag tone="bad">{t("merchants.suspended")}</ToneTag>;
  return can.open ? t("merchants.active") : t("merchants.ofUnionAbove");
}
