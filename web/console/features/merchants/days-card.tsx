import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, Input, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StoreDay } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { merchantDaysQuery } from "./merchants.queries.ts";
import { StoreRedemptions } from "./store-redemptions.tsx";

/** What each store of a merchant did on a day, and from there each redemption with its receipt. */
export function DaysCard({ merchantId }: { merchantId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [on, setOn] = useState("");
  const [open, setOpen] = useState<StoreDay["store"]>();
  const days = useQuery(merchantDaysQuery(merchantId, on));
  const right = { align: "right" as const };
  const day = (
    <Input
      type="date"
      aria-label={t("merchants.day")}
      value={on || (days.data?.on ?? "")}
      onChange={(event) => setOn(event.target.value)}
    />
  );
  return (
    <Card title={t("merchants.days")} extra={day}>
      <QueryView query={days}>
        {(data) => (
          <Table<StoreDay>
            rowKey={({ store }) => store.id}
            size="small"
            pagination={false}
            scroll={{ x: 860 }}
            dataSource={data.stores}
            columns={[
              { title: t("merchants.store"), key: "store", render: (_, { store }) => store.name },
              { title: t("merchants.redemptions"), ...right, render: (_, { figures }) => figures.redemptions },
              { title: t("merchants.spent"), ...right, render: (_, { figures }) => show.money(figures.amountFen) },
              { title: t("merchants.off"), ...right, render: (_, { figures }) => show.money(figures.offFen) },
              { title: t("merchants.undone"), ...right, render: (_, { figures }) => figures.undone },
              {
                title: t("merchants.returns"),
                ...right,
                render: (_, { figures: { returns, backFen } }) =>
                  returns === 0 ? 0 : `${returns} · ${show.money(backFen)}`,
              },
              {
                title: t("merchants.missing"),
                ...right,
                render: (_, { figures: { receiptsMissing } }) =>
                  receiptsMissing > 0 ? <ToneTag tone="bad">{receiptsMissing}</ToneTag> : 0,
              },
              {
                title: t("merchants.shifts"),
                render: (_, { openShifts, closedShifts, differing }) => (
                  <Flex gap={4} wrap>
                    {t("merchants.shiftCounts", { open: openShifts, closed: closedShifts })}
                    {differing > 0 && <ToneTag tone="bad">{t("merchants.differing", { count: differing })}</ToneTag>}
                  </Flex>
                ),
              },
              {
                title: t("common.actions"),
                render: (_, { store }) => (
                  <Button size="small" onClick={() => setOpen(store)}>
                    {t("merchants.lookAt")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </QueryView>
      {open && days.data && <StoreRedemptions store={open} on={days.data.on} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}
