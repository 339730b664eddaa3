import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { metaQuery } from "../../session/meta.query.ts";
import cards from "../../ui/card.module.css";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** What this is. */
export function AboutPage() {
  const { t } = useTranslation("member");
  const { data: meta } = useQuery(metaQuery);
  return (
    <Page title={t("about.title")} up="/me">
      {meta?.demo && <Notice>{t("about.demo")}</Notice>}
      <section className={cards.card}>
        {meta && <h2 className={cards.strong}>{meta.name}</h2>}
        <p>{t("about.text")}</p>
        <p>{t("about.privacy")}</p>
        <p className={cards.soft}>{t("about.open")}</p>
      </section>
    </Page>
  );
}
