import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OwnServices } from "../../../shared/api-types/index.ts";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { servedQuery } from "../../features/served/served.query.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Empty, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** What unions did for the member: the counts of this year, and each of it. */
export function ServedPage() {
  const { t } = useTranslation("member");
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(servedQuery);
  const [first] = data?.pages ?? [];
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("served.title")} up="/me">
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {first && <ThisYear served={first} />}
      {items.length > 0 && (
        <ul className={classes(cards.card, cards.rows)}>
          {items.map((one) => (
            <Served key={one.id} one={one} />
          ))}
        </ul>
      )}
      {data && items.length === 0 && <Empty>{t("served.empty")}</Empty>}
      {hasNextPage && (
        <Button kind="outline" disabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t("served.more")}
        </Button>
      )}
      <p className={classes(cards.soft, cards.after)}>{t("served.about")}</p>
    </Page>
  );
}

function ThisYear({ served: { year, counts } }: { served: OwnServices }) {
  const { t } = useTranslation("member");
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("served.thisYear", { year })}</h2>
      {counts.length === 0 && <p className={cards.soft}>{t("served.nothingThisYear")}</p>}
      <ul className={cards.rows}>
        {counts.map(({ kind, unit, count }) => (
          <li key={kind} className={cards.row}>
            <span>{t(`served.kind.${kind}`)}</span>
            <strong>{t(`served.unit.${unit}`, { count })}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Served({ one }: { one: OwnServices["items"][number] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <li className={cards.row}>
      <span>
        <strong>{one.title}</strong>
        <span className={classes(cards.soft, cards.block)}>
          {t(`served.kind.${one.kind}`)} · {one.organisation.name} · {formatDate(language, one.onDay)}
        </span>
        {one.takenBackOn !== null && (
          <span className={classes(cards.soft, cards.block)}>
            {t("served.takenBack", { date: formatDate(language, one.takenBackOn) })}
          </span>
        )}
      </span>
    </li>
  );
}
