import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../shared/api.ts";
import { goodsQuery } from "../../features/goods/goods.query.ts";
import { GoodsFacts } from "../../features/goods/goods-facts.tsx";
import { GoodsPicture } from "../../features/goods/goods-picture.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** Goods: picture, price, the vouchers for them, and where to buy. That somebody looked is counted once a day. */
export function GoodsPage() {
  const { t } = useTranslation("member");
  const { goodsId } = useParams({ from: "/member/goods/$goodsId" });
  const { data, isPending, isError, error, refetch } = useQuery(goodsQuery(goodsId));
  const shown = data !== undefined;
  useEffect(() => {
    // A count that does not arrive is nothing that the reader must hear of.
    if (shown) void api.POST("/api/goods/{goodsId}/views", { params: { path: { goodsId } } }).catch(() => undefined);
  }, [shown, goodsId]);
  return (
    <Page title={data?.name ?? t("goods.title")} up="/goods">
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting blocks={3} />}
      {data != null && data.pictureFileId !== null && <GoodsPicture fileId={data.pictureFileId} name={data.name} />}
      {data && <GoodsFacts goods={data} />}
    </Page>
  );
}
