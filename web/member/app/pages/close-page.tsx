import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnData } from "../../../shared/api-types/index.ts";
import { formatDay } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { dataQuery } from "../../features/data/data.query.ts";
import { ProveStep } from "../../features/data/prove-step.tsx";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** Closing the account: what goes, what stays and why, and the time in which it can be taken back. */
export function ClosePage() {
  const { t } = useTranslation("member");
  const own = useQuery(dataQuery);
  return (
    <Page title={t("data.closing.title")} up="/data">
      {own.data !== undefined ? (
        own.data.closing === null ? (
          <Ask data={own.data} />
        ) : (
          <TakeBack dueOn={own.data.closing.dueOn} />
        )
      ) : own.isError ? (
        <ProblemNotice error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Ask({ data }: { data: OwnData }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: (code: string) => unwrap(api.POST("/api/member/data/closing", { body: { code } })),
    onSuccess: (own) => client.setQueryData(dataQuery.queryKey, own),
  });
  return (
    <>
      <p className={cards.after}>{t("data.closing.intro")}</p>
      {(["goes", "stays"] as const).map((what) => (
        <section key={what} className={cards.card}>
          <h2 className={cards.strong}>{t(`data.closing.${what}`)}</h2>
          <ul className={cards.dotted}>
            {t(`data.closing.${what}List`, { returnObjects: true }).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <Ends data={data} />
      <p className={cards.after}>{t("data.closing.consent")}</p>
      {ask.isError && <ProblemNotice error={ask.error} />}
      <ProveStep
        what="close"
        submit={t("data.closing.ask")}
        isBusy={ask.isPending}
        onCode={(code) => ask.mutate(code)}
      />
    </>
  );
}

/** What ends on the day, by name: what is in hand, and what still waits for the union. */
function Ends({ data }: { data: OwnData }) {
  const { t } = useTranslation("member");
  const moving = data.transfers.some(({ endedAt }) => endedAt === null);
  const asked = data.corrections.some(({ state }) => state === "waiting");
  return (
    <>
      <Notice>{data.inHand === 0 ? t("data.closing.handNone") : t("data.closing.hand", { count: data.inHand })}</Notice>
      {(data.inHand > 0 || moving || asked) && (
        <ul className={cards.dotted}>
          {data.open.map(({ title, what }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name and kind, and the list does not change while it is read
            <li key={at}>{t(`data.closing.open.${what}`, { title })}</li>
          ))}
          {data.inHand > data.open.length && (
            <li>{t("data.closing.openMore", { count: data.inHand - data.open.length })}</li>
          )}
          {moving && <li>{t("data.closing.moving")}</li>}
          {asked && <li>{t("data.closing.asked")}</li>}
        </ul>
      )}
    </>
  );
}

function TakeBack({ dueOn }: { dueOn: string }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/data/closing/withdraw")),
    onSuccess: (own) => client.setQueryData(dataQuery.queryKey, own),
  });
  return (
    <>
      <section className={cards.card} role="status">
        <h2 className={cards.strong}>
          {t("data.closing.waiting", { day: formatDay(language, `${dueOn}T12:00:00+08:00`) })}
        </h2>
        <p>{t("data.closing.waitingAbout")}</p>
      </section>
      {back.isError && <ProblemNotice error={back.error} />}
      <Button disabled={back.isPending} onPress={() => back.mutate()}>
        {t("data.closing.back")}
      </Button>
    </>
  );
}
