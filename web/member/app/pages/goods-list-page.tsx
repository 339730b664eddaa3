import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "../../features/goods/goods.module.css";
import { goodsListQuery } from "../../features/goods/goods.query.ts";
import { GoodsRow } from "../../features/goods/goods-row.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchForm } from "../../ui/search-form.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** Goods that may be bought with vouchers; word and origin are in the address. */
export function GoodsListPage() {
  const { t } = useTranslation("member");
  const search = useSearch({ from: "/member/goods" });
  const navigate = useNavigate();
  const list = useInfiniteQuery(goodsListQuery(search));
  const items = list.data?.pages.flatMap((page) => page.items);
  const origins = list.data?.pages[0]?.origins ?? [];
  const choose = (origin: string | undefined) =>
    void navigate({ to: "/goods", search: { ...(search.q && { q: search.q }), ...(origin && { origin }) } });
  return (
    <Page title={t("goods.title")} up="/">
      <p>{t("goods.about")}</p>
      <SearchForm
        key={search.q ?? ""}
        query={search.q ?? ""}
        onSearch={(q) => void navigate({ to: "/goods", search: q === "" ? {} : { q } })}
      />
      {origins.length > 1 && (
        <fieldset className={styles.origins} aria-label={t("goods.origins")} style={{ border: 0, padding: 0 }}>
          {[undefined, ...origins].map((origin) => (
            <button
              key={origin ?? ""}
              type="button"
              aria-pressed={search.origin === origin}
              onClick={() => choose(origin)}
            >
              {origin ?? t("goods.anywhere")}
            </button>
          ))}
        </fieldset>
      )}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Waiting />}
      {items?.map((one) => (
        <GoodsRow key={one.id} goods={one} />
      ))}
      {items?.length === 0 && <Empty>{emptyText(t, search)}</Empty>}
      {list.hasNextPage && (
        <Button kind="plain" onPress={() => void list.fetchNextPage()}>
          {t("goods.more")}
        </Button>
      )}
    </Page>
  );
}

const emptyText = (
  t: ReturnType<typeof useTranslation<"member">>["t"],
  { q, origin }: { q?: string; origin?: string },
) => (q !== undefined ? t("goods.none", { query: q }) : origin !== undefined ? t("goods.noneHere") : t("goods.empty"));
