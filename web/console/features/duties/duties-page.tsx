import { useQuery } from "@tanstack/react-query";
import { Button, Table, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StaffAccount } from "../../../shared/api-types/index.ts";
import { accountsQuery } from "../../shared/accounts.ts";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AccountActs } from "./account-acts.tsx";
import { AddAccount } from "./add-account.tsx";
import styles from "./duties.module.css";
import { dutiesQuery } from "./duties.queries.ts";
import { Grants } from "./grants.tsx";
import { Reviews } from "./reviews.tsx";

/** Who works here, with which duties on which part of the tree. */
export function DutiesPage() {
  const { t } = useTranslation("console");
  const accounts = useQuery(accountsQuery);
  const show = useShow();
  const [adding, setAdding] = useState(false);
  const offices = new Map((useQuery(dutiesQuery).data?.items ?? []).map((one) => [one.duty, one.office]));
  const holdsManyOffices = (held: StaffAccount["duties"]) =>
    new Set(held.map((one) => offices.get(one.duty) ?? null).filter((office) => office !== null)).size > 1;
  const may = useMe()?.permissions.includes("staff.manage") === true;
  const add = may && (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t("duties.add")}
    </Button>
  );
  return (
    <Page title={t("duties.title")} about={t("duties.about")} actions={add}>
      {may && <Reviews />}
      <QueryView query={accounts} empty={t("duties.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<StaffAccount>
            rowKey="id"
            size="small"
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 900 }}
            dataSource={items}
            columns={[
              {
                title: t("duties.person"),
                key: "name",
                width: 190,
                render: (_, { name, login, disabledAt, closedIdle, closesAt, duties: held }) => (
                  <>
                    <strong>{name}</strong> {login}{" "}
                    {disabledAt && (
                      <ToneTag tone="bad">{t(closedIdle ? "duties.closedIdle" : "duties.disabled")}</ToneTag>
                    )}
                    {closesAt && <ToneTag tone="waiting">{t("duties.closesAt", { day: show.date(closesAt) })}</ToneTag>}
                    {holdsManyOffices(held) && (
                      <Tooltip title={t("duties.threeOfficesHelp")}>
                        <button type="button" className={styles.hint}>
                          <ToneTag tone="waiting">{t("duties.threeOffices")}</ToneTag>
                        </button>
                      </Tooltip>
                    )}
                  </>
                ),
              },
              { title: t("duties.organisation"), dataIndex: "organisationName", width: 180, ellipsis: true },
              { title: t("duties.grants"), key: "grants", render: (_, account) => <Grants account={account} /> },
              {
                title: t("duties.secondFactor"),
                key: "secondFactor",
                width: 110,
                render: (_, { secondFactor }) => (secondFactor ? t("duties.enrolled") : t("duties.notEnrolled")),
              },
              {
                title: t("common.actions"),
                key: "acts",
                width: 130,
                render: (_, account) => <AccountActs account={account} />,
              },
            ]}
          />
        )}
      </QueryView>
      <AddAccount open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}
