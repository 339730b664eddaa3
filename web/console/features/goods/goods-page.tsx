import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Goods } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./goods.module.css";
import { goodsQuery } from "./goods.queries.ts";
import { GoodsFigures } from "./goods-figures.tsx";

const tones: Record<Goods["state"], Tone> = {
  draft: "plain",
  submitted: "waiting",
  refused: "bad",
  to_come: "waiting",
  shown: "done",
  ended: "plain",
  withdrawn: "bad",
};

/** Goods that merchants offer for vouchers: read and answered here, and how they sell. */
export function GoodsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const goods = useQuery(goodsQuery);
  return (
    <Page title={t("goods.title")} about={t("goods.about")}>
      <QueryView query={goods} empty={t("goods.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Flex vertical gap={24}>
            <Table<Goods>
              rowKey="id"
              size="small"
              pagination={{ pageSize: 20, hideOnSinglePage: true }}
              scroll={{ x: 900 }}
              dataSource={items}
              columns={[
                { title: t("goods.goods"), key: "name", render: (_, one) => <Named goods={one} /> },
                { title: t("goods.merchant"), dataIndex: "merchant", width: 140 },
                {
                  title: t("goods.price"),
                  key: "price",
                  width: 130,
                  render: (_, { priceFen, unit }) =>
                    unit === "" ? show.money(priceFen) : `${show.money(priceFen)} / ${unit}`,
                },
                { title: t("goods.campaign"), dataIndex: "campaignTitle", width: 170 },
                {
                  title: t("common.status"),
                  key: "state",
                  width: 150,
                  render: (_, { state, reason }) => (
                    <>
                      <ToneTag tone={tones[state]}>{t(`goods.state.${state}`)}</ToneTag>
                      {reason !== null && <small className={styles.reason}>{reason}</small>}
                    </>
                  ),
                },
                { title: t("common.actions"), key: "acts", width: 190, render: (_, one) => <Acts goods={one} /> },
              ]}
            />
            <GoodsFigures />
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}

function Named({ goods: { name, origin, pictureFileId } }: { goods: Goods }) {
  const { t } = useTranslation("console");
  return (
    <div className={styles.named}>
      {pictureFileId !== null && (
        <img className={styles.picture} src={`/api/staff/files/${pictureFileId}`} alt={t("goods.picture", { name })} />
      )}
      <span>
        {name}
        <small>{t("goods.from", { origin })}</small>
      </span>
    </div>
  );
}

function Acts({ goods: { id, name, revision, can } }: { goods: Goods }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<"refuse" | "withdraw">();
  const params = { path: { goodsId: id } };
  const about = { done: t("goods.changed"), touches: [["goods"]], onDone: () => setAsking(undefined) };
  const submit = useAct({ run: () => unwrap(api.POST("/api/staff/goods/{goodsId}/submit", { params })), ...about });
  const decide = useAct({
    run: (answer: { verdict: "passed" | "refused"; note?: string }) =>
      unwrap(api.POST("/api/staff/goods/{goodsId}/decision", { params, body: { ...answer, revision } })),
    ...about,
  });
  const withdraw = useAct({
    run: (reason: string) => unwrap(api.POST("/api/staff/goods/{goodsId}/withdraw", { params, body: { reason } })),
    ...about,
  });
  return (
    <Flex gap={8} wrap>
      {can.submit && (
        <Button size="small" onClick={() => submit.mutate()}>
          {t("goods.submit")}
        </Button>
      )}
      {can.decide && (
        <>
          <Button size="small" type="primary" onClick={() => decide.mutate({ verdict: "passed" })}>
            {t("goods.approve")}
          </Button>
          <Button size="small" onClick={() => setAsking("refuse")}>
            {t("goods.refuse")}
          </Button>
        </>
      )}
      {can.withdraw && (
        <Button size="small" danger onClick={() => setAsking("withdraw")}>
          {t("goods.withdraw")}
        </Button>
      )}
      <ReasonModal
        open={asking !== undefined}
        title={t(`goods.${asking ?? "refuse"}Title`, { name })}
        warning={t(`goods.${asking ?? "refuse"}Warning`)}
        ok={t(`goods.${asking ?? "refuse"}`)}
        busy={decide.isPending || withdraw.isPending}
        onCancel={() => setAsking(undefined)}
        onConfirm={(reason) =>
          asking === "withdraw" ? withdraw.mutate(reason) : decide.mutate({ verdict: "refused", note: reason })
        }
      />
    </Flex>
  );
}
