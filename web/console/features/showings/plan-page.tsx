import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { DecidePlan } from "./decide-plan.tsx";
import { ImportSessions } from "./import-sessions.tsx";
import { planTones } from "./plan-list.tsx";
import { PlanSessions } from "./plan-sessions.tsx";
import { PlannedForm } from "./planned-form.tsx";
import { planQuery } from "./showings.queries.ts";

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

function Sessions({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const [edited, setEdited] = useState<PlannedSession | "new" | undefined>();
  const [importing, setImporting] = useState(false);
  return (
    <>
      {plan.can.edit && (
        <Flex gap={8} wrap style={{ marginBottom: 16 }}>
          <Button onClick={() => setEdited("new")}>{t("showings.addSession")}</Button>
          <Button onClick={() => setImporting(true)}>{t("showings.import")}</Button>
        </Flex>
      )}
      <PlanSessions plan={plan} onEdit={setEdited} />
      <PlannedForm
        open={edited !== undefined}
        onClose={() => setEdited(undefined)}
        plan={plan}
        {...(edited === undefined || edited === "new" ? {} : { session: edited })}
      />
      <ImportSessions open={importing} onClose={() => setImporting(false)} planId={plan.id} />
    </>
  );
}
