import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../shared/api.ts";
import { ApiProblem } from "../shared/api-problem.ts";
import type { PublicPlaque } from "../shared/api-types/index.ts";
import { formatDay, formatDayTime } from "../shared/format.ts";
import { OtherLanguages } from "../shared/hand/other-languages.tsx";
import { useLanguage } from "../shared/i18n/index.ts";
import { useProblemText } from "../shared/i18n/problem-text.ts";
import { mapLink, readMapPoint } from "../shared/map-point.ts";
import styles from "./plaque.module.css";

/** What the QR code of a plaque opens: whose it is, and whether the union stands behind it now. */
export function PlaquePage({ number }: { number: string }) {
  const { t } = useTranslation(["plaque", "shared"]);
  const problemText = useProblemText();
  const plaque = useQuery({
    queryKey: ["plaque", number],
    queryFn: ({ signal }) => unwrap(api.GET("/api/plaques/{number}", { params: { path: { number } }, signal })),
    enabled: number !== "",
    retry: false,
  });
  const unknown = number === "" || (plaque.error instanceof ApiProblem && plaque.error.status === 404);
  return (
    <main className={styles.page}>
      {plaque.isPending && !unknown && <p aria-busy="true">{t("shared:loading")}</p>}
      {unknown && (
        <section role="alert" className={styles.bad}>
          <h1 className={styles.verdict}>{t("plaque:unknown")}</h1>
          <p>{t("plaque:unknownHelp")}</p>
        </section>
      )}
      {plaque.isError && !unknown && (
        <section role="alert" className={styles.card}>
          <p>{problemText(plaque.error)}</p>
          <button type="button" className={styles.link} onClick={() => void plaque.refetch()}>
            {t("shared:retry")}
          </button>
        </section>
      )}
      {plaque.data && <Facts plaque={plaque.data} />}
      <OtherLanguages className={styles.link} />
    </main>
  );
}

function Facts({ plaque }: { plaque: PublicPlaque }) {
  const { t } = useTranslation("plaque");
  const language = useLanguage();
  const { standing, untilDay, suspendedUntil } = plaque;
  const point = readMapPoint(plaque.position);
  const facts = [
    ["merchant", plaque.merchant],
    ["store", plaque.store],
    ["address", plaque.address],
    ["position", point === undefined ? plaque.position : ""],
    ["until", untilDay === null ? t("noEnd") : formatDay(language, untilDay)],
    ["number", plaque.number],
  ] as const;
  return (
    <>
      <header className={styles.card}>
        <p className={styles.union}>{plaque.union}</p>
        <h1 className={styles.title}>{plaque.title}</h1>
        {plaque.badge && plaque.title !== t("badge") && <p className={styles.badge}>{t("badge")}</p>}
      </header>
      <section className={standing === "in_force" ? styles.good : styles.bad} role="status">
        <p className={styles.verdict}>{t(`standing.${standing}`)}</p>
        <p>
          {suspendedUntil === null
            ? t(`help.${standing}`)
            : t("suspendedUntil", { time: formatDayTime(language, suspendedUntil) })}
        </p>
      </section>
      <dl className={`${styles.card} ${styles.facts}`}>
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {point && (
        <a className={styles.link} href={mapLink(point, plaque.store)} target="_blank" rel="noreferrer">
          {t("map")}
        </a>
      )}
      <p className={styles.soft}>{t("checkedAt", { time: formatDayTime(language, plaque.checkedAt) })}</p>
    </>
  );
}
