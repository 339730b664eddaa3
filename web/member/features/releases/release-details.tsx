import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatDay, formatLastDay, formatSecond, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { ruleText } from "../../../shared/i18n/problem-text.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Countdown } from "./countdown.tsx";
import type { Stage } from "./grab-stage.rules.ts";
import { modeWords } from "./mode-words.ts";
import styles from "./release-details.module.css";
import { ReminderButton } from "./reminder-button.tsx";
import { StageTag } from "./stage-tag.tsx";
import { StockBar } from "./stock-bar.tsx";

// Only where somebody may wonder; while the draw is still to come the question would frighten.
const askWhy: ReadonlySet<Stage> = new Set(["lost", "sold_out", "closed", "not_eligible"]);

interface Props {
  release: Release;
  stage: Stage;
  now: number;
  /** What the member can do next, right below what it is about. */
  children?: ReactNode;
}

/** What, for whom, by which rules, how many are left, when, and why it is fair. */
export function ReleaseDetails({ release, stage, now, children }: Props) {
  const { t } = useTranslation("member");
  const params = { releaseId: release.id };
  const isDrawn = release.mode !== "first_come" && release.placed;
  return (
    <>
      <section className={cards.card}>
        <p className={styles.head}>
          <StageTag stage={stage} mode={release.mode} />
          <span className={cards.soft}>{t(modeWords(release))}</span>
        </p>
        <h2 className={styles.title}>{release.title}</h2>
        <p className={cards.soft}>{release.subtitle}</p>
        <div className={styles.gap}>
          <Countdown release={release} stage={stage} now={now} />
        </div>
        <StockBar release={release} />
        {stage === "scheduled" && (
          <div className={styles.gap}>
            <ReminderButton release={release} />
          </div>
        )}
      </section>
      {children}
      <Rules release={release} />
      <Fairness release={release} />
      <p className={styles.links}>
        {isDrawn && (
          <Link to="/releases/$releaseId/order" params={params} className={classes(cards.link)}>
            {t("release.check")}
          </Link>
        )}
        {askWhy.has(stage) && (
          <Link to="/releases/$releaseId/why" params={params} className={classes(cards.link)}>
            {t("release.why")}
          </Link>
        )}
        {release.campaignId && (
          <Link to="/campaigns/$campaignId" params={{ campaignId: release.campaignId }} className={classes(cards.link)}>
            {t("release.campaign")}
          </Link>
        )}
      </p>
    </>
  );
}

function Rules({ release }: { release: Release }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { entryOpensAt, entryClosesAt, usableFrom, usableUntil } = release;
  const texts = release.eligibility
    .map((rule) => ruleText(language, rule.type, rule.params))
    .filter((text) => text !== undefined);
  const perPerson = release.caps.map((cap) => cap.maxUnits).sort((a, b) => a - b)[0] ?? 1;
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("release.rules")}</h2>
      <ul className={cards.dotted}>
        <li>
          {entryOpensAt && entryClosesAt
            ? t("release.entryWindow", {
                from: `${formatDay(language, entryOpensAt)} ${formatTime(language, entryOpensAt)}`,
                to: formatSecond(language, entryClosesAt),
              })
            : t("release.opensAt", {
                at: `${formatDay(language, release.opensAt)} ${formatTime(language, release.opensAt)}`,
              })}
        </li>
        <li>{t("release.perPerson", { count: perPerson })}</li>
        {release.kind !== "seat" && usableFrom && usableUntil && (
          <li>
            {t("release.usable", {
              from: formatDay(language, usableFrom),
              until: formatLastDay(language, usableUntil),
            })}
          </li>
        )}
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}

function Fairness({ release }: { release: Release }) {
  const { t } = useTranslation("member");
  if (release.mode === "first_come") return <p className={cards.card}>{t("release.firstComeFair")}</p>;
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("release.fairTitle")}</h2>
      <p>{t("release.fair")}</p>
      <details className={styles.hash}>
        <summary>{t("release.hash")}</summary>
        <p className={cards.soft}>{t("release.hashHint")}</p>
        <code>{release.secretHash}</code>
      </details>
    </section>
  );
}
