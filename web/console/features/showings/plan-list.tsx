import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import styles from "./showings.module.css";
import { plansQuery } from "./showings.queries.ts";

export const planTones = {
  draft: "plain",
  submitted: "waiting",
  checked: "waiting",
  approved: "done",
  rejected: "bad",
} as const;

/** The plans, newest first, with the step each is at. */
export function PlanList() {
  const { t } = useTranslation("console");
  const plans = useQuery(plansQuery);
  return (
    <QueryView query={plans} isEmpty={({ items }) => items.length === 0} empty={t("showings.noPlans")}>
      {({ items }) => (
        <ul className={styles.cards}>
          {items.map((plan) => (
            <li key={plan.id}>
              <Link className={styles.card} to="/showings/plans/$planId" params={{ planId: plan.id }}>
                <span className={styles.cardHead}>
                  <strong>
                    {plan.seriesTitle} · {plan.title}
                  </strong>{" "}
                  <ToneTag tone={planTones[plan.state]}>{t(`showings.planState.${plan.state}`)}</ToneTag>
                </span>
                <span>
                  {plan.startsOn} – {plan.endsOn}
                </span>
                <span>{t("showings.sessionCount", { sessions: plan.sessions })}</span>
                {plan.withoutFilm > 0 && <span>{t("showings.withoutFilm", { sessions: plan.withoutFilm })}</span>}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
