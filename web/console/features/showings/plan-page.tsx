import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Alert, Button, Card, Flex, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { DecisionHistory } from "../../shared/decision-history.tsx";
import { ImportLink } from "../../shared/import-link.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { DecidePlan } from "./decide-plan.tsx";
import { PlanCalendar } from "./plan-calendar.tsx";
import { PlanFilms } from "./plan-films.tsx";
import { planTones } from "./plan-list.tsx";
import { PlanSessions } from "./plan-sessions.tsx";
import { PlannedForm } from "./planned-form.tsx";
import { planQuery } from "./showings.queries.ts";

const views = ["table", "month"] as const;
type View = (typeof views)[number];

/** One plan: its sessions, and the three people through whose hands it goes. */
export function PlanPage() {
  const { t } = useTranslation("console");
  const { planId } = useParams({ from: "/inside/showings/plans/$planId" });
  const plan = useQuery(planQuery(planId));
  return (
    <Page
      title={
        plan.data ? (
          <>
            {plan.data.seriesTitle} · {plan.data.title}{" "}
            <ToneTag tone={planTones[plan.data.state]}>{t(`showings.planState.${plan.data.state}`)}</ToneTag>
          </>
        ) : (
          t("showings.plan")
        )
      }
      about={plan.data && `${plan.data.startsOn} – ${plan.data.endsOn}`}
      back={
        <Link to="/showings" search={{ tab: "plans" }}>
          {t("showings.title")}
        </Link>
      }
      actions={plan.data && <DecidePlan plan={plan.data} />}
    >
      <QueryView query={plan}>{(one) => <Sessions plan={one} />}</QueryView>
    </Page>
  );
}

type Edited = PlannedSession | { day?: string };

function Sessions({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const search = useSearch({ from: "/inside/showings/plans/$planId" });
  const view = views.find((one) => one === search.view) ?? "table";
  const [edited, setEdited] = useState<Edited>();
  return (
    <>
      <Flex gap={8} wrap justify="space-between" style={{ marginBottom: 16 }}>
        <Segmented<View>
          aria-label={t("showings.view")}
          value={view}
          onChange={(next) => setSearch({ view: next === "table" ? undefined : next }, { replace: true })}
          options={views.map((value) => ({ value, label: t(`showings.views.${value}`) }))}
        />
        {plan.can.edit && (
          <Flex gap={8} wrap>
            <Button onClick={() => setEdited({})}>{t("showings.addSession")}</Button>
            <ImportLink kind="showings" subject={{ id: plan.id, title: `${plan.seriesTitle} · ${plan.title}` }} />
          </Flex>
        )}
      </Flex>
      <Warnings plan={plan} />
      {view === "table" && <PlanSessions plan={plan} onEdit={setEdited} />}
      {view === "month" && <PlanCalendar plan={plan} onEdit={setEdited} onAdd={(day) => setEdited({ day })} />}
      <PlanFilms plan={plan} />
      <History plan={plan} />
      <PlannedForm
        open={edited !== undefined}
        onClose={() => setEdited(undefined)}
        plan={plan}
        {...(edited !== undefined && "id" in edited ? { session: edited } : (edited ?? {}))}
      />
    </>
  );
}

/** Why it came back; and what stands against it, before it is handed on: approving books every hall or none. */
function Warnings({ plan: { state, reason, items } }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const clashes = items.filter(({ clash }) => clash !== null).length;
  const rejected = t("showings.rejectedBecause", { reason: reason ?? "" });
  return (
    <>
      {state === "rejected" && <Alert type="error" showIcon title={rejected} style={{ marginBottom: 16 }} />}
      {clashes > 0 && (
        <Alert type="warning" showIcon title={t("showings.clashes", { count: clashes })} style={{ marginBottom: 16 }} />
      )}
    </>
  );
}

function History({ plan: { decisions } }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  if (decisions.length === 0) return null;
  return (
    <Card title={t("office.history")} style={{ marginTop: 24 }}>
      <DecisionHistory decisions={decisions} />
    </Card>
  );
}
