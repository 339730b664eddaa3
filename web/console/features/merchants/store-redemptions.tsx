import { useQuery } from "@tanstack/react-query";
import { Drawer, Flex, Table, Typography } from "antd";
import { useTranslation } from "react-i18next";
import type { RedemptionState } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { storeRedemptionsQuery } from "./merchants.queries.ts";

interface StoreRedemptionsProps {
  store: { id: string; name: string };
  on: string;
  onClose: () => void;
}

/** The redemptions of a store on a day, each with the shop's receipt and what became of it. */
export function StoreRedemptions({ store, on, onClose }: StoreRedemptionsProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const day = useQuery(storeRedemptionsQuery(store.id, on));
  return (
    <Drawer
      open
      size={900}
      onClose={onClose}
      title={t("merchants.redemptionsOf", { store: store.name, day: show.date(on) })}
    >
      <QueryView query={day}>
        {({ items }) => (
          <Table<RedemptionState>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 760 }}
            dataSource={items}
            columns={[
              { title: t("merchants.at"), render: (_, { at }) => show.time(at) },
              { title: t("merchants.voucher"), dataIndex: "title" },
              { title: t("merchants.clerk"), render: (_, { clerk }) => clerk.name },
              { title: t("merchants.spent"), align: "right", render: (_, { amountFen }) => show.money(amountFen) },
              { title: t("merchants.off"), align: "right", render: (_, { offFen }) => show.money(offFen) },
              { title: t("merchants.receipt"), render: (_, one) => <Receipt one={one} /> },
              { title: t("merchants.became"), render: (_, one) => <Became one={one} /> },
            ]}
          />
        )}
      </QueryView>
    </Drawer>
  );
}

/** Photos open in a page of their own: they are read at full size. */
function Receipt({ one: { id, receipt, photos } }: { one: RedemptionState }) {
  const { t } = useTranslation("console");
  return (
    <Flex gap={8} wrap>
      {receipt ?? (photos.length === 0 ? "–" : "")}
      {photos.map((photo, index) => (
        <Typography.Link
          key={photo}
          href={`/api/staff/redemptions/${id}/photos/${photo}`}
          target="_blank"
          rel="noreferrer"
        >
          {t("merchants.photo", { number: index + 1 })}
        </Typography.Link>
      ))}
    </Flex>
  );
}

function Became({ one: { undoneAt, reversal, goodsBackFen, offline } }: { one: RedemptionState }) {
  const { t } = useTranslation("console");
  const { money } = useShow();
  if (undoneAt !== null) return <ToneTag tone="plain">{t("merchants.wasUndone")}</ToneTag>;
  if (reversal !== null)
    return (
      <ToneTag tone="waiting">{t(`merchants.was.${reversal.outcome}`, { back: money(reversal.backFen) })}</ToneTag>
    );
  if (goodsBackFen > 0)
    return <ToneTag tone="plain">{t("merchants.goodsBack", { goods: money(goodsBackFen) })}</ToneTag>;
  return offline ? <ToneTag tone="plain">{t("merchants.wasOffline")}</ToneTag> : null;
}
