import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnRegistration } from "../../../shared/api-types/index.ts";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "../../features/data/data.module.css";
import { registrationQuery } from "../../features/registration/registration.query.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Choice } from "../../ui/choice.tsx";
import { classes } from "../../ui/classes.ts";
import { MenuLink } from "../../ui/menu.tsx";
import { Empty, Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

type Current = NonNullable<OwnRegistration["current"]>;
type Entry = OwnRegistration["years"][number];
const said = ["employed", "retired", "unemployed"] as const;
type Said = (typeof said)[number];

/** The yearly registration: checked, chosen and confirmed on one page. */
export function RegistrationPage() {
  const { t } = useTranslation("member");
  const own = useQuery({ ...registrationQuery, staleTime: 0 });
  return (
    <Page title={t("registration.title")} up="/me">
      {own.data !== undefined ? (
        <Own own={own.data} />
      ) : own.isError ? (
        <ProblemNotice error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Own({ own: { current, years } }: { own: OwnRegistration }) {
  const { t } = useTranslation("member");
  const [isAgain, setAgain] = useState(false);
  const earlier = years.filter(({ year }) => year !== current?.year);
  const isDone = current?.entry?.said != null && !isAgain;
  return (
    <>
      {current === null && <Empty>{t("registration.none")}</Empty>}
      {current !== null && isDone && <Done current={current} onAgain={() => setAgain(true)} />}
      {current !== null && !isDone && current.canConfirm && <Ask current={current} onDone={() => setAgain(false)} />}
      {current !== null && !isDone && !current.canConfirm && <Closed current={current} />}
      {earlier.length > 0 && <Years years={earlier} />}
      <p className={classes(cards.soft, cards.after)}>{t("registration.about")}</p>
    </>
  );
}

function Ask({ current, onDone }: { current: Current; onDone: () => void }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const [choice, setChoice] = useState<Said>(current.entry?.said ?? "employed");
  const confirm = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/registration", { body: { year: current.year, said: choice } })),
    onSuccess: (own) => {
      client.setQueryData(registrationQuery.queryKey, own);
      onDone();
    },
  });
  return (
    <>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("registration.ask", { year: current.year })}</h2>
        <p className={cards.soft}>{t("registration.intro")}</p>
        <Facts current={current} />
        <nav>
          <MenuLink to="/data">{t("registration.wrong")}</MenuLink>
        </nav>
      </section>
      <Choice
        legend={t("registration.legend")}
        options={said.map((value) => ({ value, label: t(`registration.option.${value}`) }))}
        value={choice}
        onChange={setChoice}
      />
      {choice !== "employed" && <Notice>{t("registration.keep")}</Notice>}
      {confirm.isError && <ProblemNotice error={confirm.error} />}
      <Button disabled={confirm.isPending} onPress={() => confirm.mutate()}>
        {t("registration.confirm")}
      </Button>
    </>
  );
}

function Facts({ current }: { current: Current }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const facts = [
    ["name", current.nameMasked],
    ["phone", current.phoneMasked],
    ["union", current.union],
    ["employer", current.employerName ?? t("registration.noEmployer")],
  ] as const;
  return (
    <>
      <p className={cards.soft}>
        {t("registration.until", {
          from: formatDate(language, current.opensOn),
          until: formatDate(language, current.closesOn),
        })}
      </p>
      <dl className={styles.facts}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt className={cards.soft}>{t(`registration.fact.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Done({ current, onAgain }: { current: Current; onAgain: () => void }) {
  const { t } = useTranslation("member");
  const { entry } = current;
  if (entry === null) return null;
  const waits = entry.said !== "employed" && entry.decision === null;
  return (
    <>
      <section className={cards.card} role="status">
        <h2 className={cards.strong}>{t("registration.done", { year: current.year })}</h2>
        <SaidBy entry={entry} />
        {entry.decision === "retained" && <p>{t("registration.retained")}</p>}
        {entry.decision === "kept" && <p>{t("registration.kept")}</p>}
        {waits && <p>{t("registration.waiting")}</p>}
      </section>
      {current.canConfirm && (
        <Button kind="plain" onPress={onAgain}>
          {t("registration.again")}
        </Button>
      )}
    </>
  );
}

function SaidBy({ entry }: { entry: Entry }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  if (entry.said === null || entry.saidBy === null || entry.saidAt === null) return null;
  const words = { day: formatDate(language, entry.saidAt), said: t(`registration.option.${entry.said}`) };
  return <p>{t(`registration.doneBy.${entry.saidBy}`, words)}</p>;
}

/** Not open yet, or over without an answer. */
function Closed({ current }: { current: Current }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const decision = current.entry?.decision;
  return (
    <section className={cards.card} role="status">
      <h2 className={cards.strong}>{t("registration.ask", { year: current.year })}</h2>
      {decision === "retained" || decision === "kept" ? (
        <p>{t(`registration.${decision}`)}</p>
      ) : (
        <p>
          {current.stage === "coming"
            ? t("registration.coming")
            : t("registration.late", { day: formatDate(language, current.closesOn) })}
        </p>
      )}
    </section>
  );
}

function Years({ years }: { years: Entry[] }) {
  const { t } = useTranslation("member");
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("registration.years")}</h2>
      <ul className={cards.rows}>
        {years.map((entry) => (
          <li key={entry.year}>
            <strong>{t("registration.year", { year: entry.year })}</strong>
            <SaidBy entry={entry} />
            {entry.said === null && entry.decision !== null && <p>{t(`registration.missed.${entry.decision}`)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
