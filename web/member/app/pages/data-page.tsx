import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { OwnData } from "../../../shared/api-types/index.ts";
import { Consents, Transfers } from "../../features/data/agreed.tsx";
import { Corrections } from "../../features/data/corrections.tsx";
import { dataQuery } from "../../features/data/data.query.ts";
import { FileFacts, Memberships } from "../../features/data/file-facts.tsx";
import { Looks } from "../../features/data/looks.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { MenuLink } from "../../ui/menu.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** What is kept of the member, who may see it, who has; and what can be done about it. */
export function DataPage() {
  const { t } = useTranslation("member");
  const own = useQuery(dataQuery);
  return (
    <Page title={t("data.title")} up="/me">
      {own.data !== undefined ? (
        <Own data={own.data} />
      ) : own.isError ? (
        <ProblemNotice error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Own({ data }: { data: OwnData }) {
  const { t } = useTranslation("member");
  return (
    <>
      {data.closing !== null && <Notice>{t("data.closing.waiting", { day: data.closing.dueOn })}</Notice>}
      <p className={classes(cards.soft, cards.after)}>{t("data.about")}</p>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("data.file")}</h2>
        <FileFacts file={data.file} />
      </section>
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("data.memberships")}</h2>
        <Memberships list={data.memberships} />
      </section>
      <Transfers list={data.transfers} />
      <Consents list={data.consents} canChange />
      <Levels levels={data.levels} />
      <Looks />
      <Corrections list={data.corrections} />
      <nav className={classes(cards.card, cards.rows)} aria-label={t("data.title")}>
        <MenuLink to="/data/copy">{t("data.copy")}</MenuLink>
        <MenuLink to="/data/close">{t("data.close")}</MenuLink>
      </nav>
    </>
  );
}

function Levels({ levels }: Pick<OwnData, "levels">) {
  const { t } = useTranslation("member");
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("data.levels")}</h2>
      <ul className={cards.dotted}>
        {levels.map(({ name, how }) => (
          <li key={`${name} ${how}`}>
            {name} <span className={cards.soft}>{t(`data.level.${how}`)}</span>
          </li>
        ))}
      </ul>
      <p className={cards.soft}>{t("data.levelWhole")}</p>
    </section>
  );
}
