import { Link } from "@tanstack/react-router";
import { Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Series } from "../../../shared/api-types/index.ts";
import { AbsenceRuleForm } from "./absence-rule-form.tsx";
import { SeriesForm } from "./series-form.tsx";
import styles from "./showings.module.css";

/** The programmes with their rules. */
export function SeriesList({ items }: { items: Series[] }) {
  return (
    <ul className={styles.cards}>
      {items.map((series) => (
        <li key={series.id} className={styles.card}>
          <SeriesCard series={series} />
        </li>
      ))}
    </ul>
  );
}

function SeriesCard({ series }: { series: Series }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState<"edit" | "rule" | undefined>();
  const rule = series.rules[0];
  return (
    <>
      <strong>{series.title}</strong>
      <span>
        {series.organisationName} · {series.hall.place} {series.hall.name}
      </span>
      <span>{t("showings.limits", { perSession: series.seatsPerSession, perWeek: series.seatsPerWeek ?? "–" })}</span>
      <span>
        {rule === undefined
          ? t("showings.noRule")
          : t(`showings.ruleText.${rule.effect}`, {
              ...{ from: rule.validFrom, absences: rule.absences, days: rule.withinDays, rounds: rule.rounds },
            })}
      </span>
      <Flex gap={8} wrap>
        <Link to="/showings/series/$seriesId" params={{ seriesId: series.id }}>
          {t("showings.statistics")}
        </Link>
        {series.can.manage && <Button onClick={() => setOpen("edit")}>{t("showings.editSeries")}</Button>}
        {series.can.manage && <Button onClick={() => setOpen("rule")}>{t("showings.addRule")}</Button>}
      </Flex>
      <SeriesForm open={open === "edit"} onClose={() => setOpen(undefined)} series={series} />
      <AbsenceRuleForm open={open === "rule"} onClose={() => setOpen(undefined)} seriesId={series.id} />
    </>
  );
}
