import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { standingQuery } from "./tickets.query.ts";

/** What was missed, from what one is left out until when, with the way back, and where one goes first. */
export function Standing() {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { data, error, isError } = useQuery(standingQuery);
  if (isError && data === undefined) return <ProblemNotice error={error} />;
  if (data === undefined || data.absences.length + data.bars.length + data.priorities.length === 0) return null;
  return (
    <section>
      <h2 className={cards.section}>{t("tickets.standing")}</h2>
      {data.priorities.map(({ claimId, title, reason, until }) => (
        <Notice key={claimId}>{t(`tickets.owed.${reason}`, { title, until: formatDayTime(language, until) })}</Notice>
      ))}
      {data.bars.map(({ seriesId, seriesTitle: title, until, absences, days, effect }) => (
        <Notice key={`${seriesId} ${effect}`}>
          <p>
            {t(effect === "entry" ? "tickets.barred" : "tickets.barredWeight", {
              ...{ title, absences, days },
              until: formatDayTime(language, until),
            })}
          </p>
          <p>{t("tickets.barredHelp")}</p>
        </Notice>
      ))}
      {data.absences.length > 0 && (
        <div className={cards.card}>
          <p className={cards.soft}>{t("tickets.absences", { count: data.absences.length })}</p>
          <ul className={cards.rows}>
            {data.absences.map(({ claimId, title, startsAt, excuse }) => (
              <li key={claimId}>
                <Link to="/tickets/$claimId" params={{ claimId }} className={classes(cards.row, cards.rowLink)}>
                  <span>
                    {title}
                    <span className={classes(cards.soft, cards.block)}>{formatDayTime(language, startsAt)}</span>
                  </span>
                  <span className={cards.soft}>
                    {excuse === null ? t("tickets.excuse") : t(`tickets.excuseState.${excuse.state}`)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
