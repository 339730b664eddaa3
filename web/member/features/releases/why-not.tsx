import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Mine, Params, Release } from "../../../shared/api-types/index.ts";
import { formatDay, formatNumber, formatSecond } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { holdsUnit } from "./grab-stage.rules.ts";
import { NextChance } from "./next-chance.tsx";

/** The record of one member in one release: what arrived, what was answered, the place and the number of units. */
export function WhyNot({ release, mine }: { release: Release; mine: Mine }) {
  const { t } = useTranslation("member");
  return (
    <>
      <section className={cards.card}>
        <h2 className={cards.strong}>{release.title}</h2>
        <Answer release={release} mine={mine} />
      </section>
      <Facts release={release} mine={mine} />
      {!holdsUnit(mine) && <NextChance release={release} />}
      <p className={cards.soft}>{t("why.help")}</p>
    </>
  );
}

function Answer({ release, mine }: { release: Release; mine: Mine }) {
  const { t } = useTranslation(["member", "shared"]);
  const language = useLanguage();
  const textOf = (code: string, params: Params) => codeText(language, code, params) ?? t("shared:problem.refused");
  if (holdsUnit(mine)) return <p>{t("why.won")}</p>;
  if (mine.lastRefusal) {
    const { at, code } = mine.lastRefusal;
    const moment = `${formatDay(language, at)} ${formatSecond(language, at)}`;
    return (
      <>
        <p>{textOf(code, wayOut(release))}</p>
        <p className={cards.soft}>{t("why.at", { at: moment })}</p>
      </>
    );
  }
  if (!mine.eligible) {
    return (
      <>
        <p>{textOf("release.not_eligible", { ...mine.reasonParams, reason: mine.reasonCode ?? null })}</p>
        {mine.reasonCode === "notBarred" && (
          <Link to="/tickets" search={{ list: "past" }} className={classes(cards.link)}>
            {t("why.toStanding")}
          </Link>
        )}
      </>
    );
  }
  if (mine.outcome === "capped") return <p>{t("result.capped")}</p>;
  if (mine.entryNumber) return <p>{t("why.entered", { number: formatNumber(language, mine.entryNumber) })}</p>;
  return <p>{mine.entered ? t("why.nothing") : t("why.notEntered")}</p>;
}

/** What a refusal's text may name beside its reason; of the refusal itself only the code is kept. */
function wayOut({ nextOpensAt, opensAt, caps }: Release): Params {
  const limit = caps.map((cap) => cap.maxUnits).sort((a, b) => a - b)[0];
  return { opensAt, ...(nextOpensAt === null ? {} : { nextOpensAt }), ...(limit === undefined ? {} : { limit }) };
}

function Facts({ release, mine }: { release: Release; mine: Mine }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const place = mine.place && formatNumber(language, mine.place);
  return (
    <dl className={classes(cards.card, cards.rows)}>
      {place && (
        <div className={cards.row}>
          <dt>{t("why.place")}</dt>
          <dd className={cards.number}>
            {release.entries
              ? t("why.placeValue", { place, entries: formatNumber(language, release.entries) })
              : t("why.placeOnly", { place })}
          </dd>
        </div>
      )}
      <div className={cards.row}>
        <dt>{t("why.capacity")}</dt>
        <dd className={cards.number}>{t("why.units", { count: release.capacity })}</dd>
      </div>
    </dl>
  );
}
