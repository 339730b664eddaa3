import { useIsMutating } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { DecideDialog, type Word } from "../../shared/decide-dialog.tsx";
import { useAct } from "../../shared/use-act.ts";
import { everything } from "./showings.queries.ts";

type Verdict = "passed" | "refused";

/** Handing in, checking and approving; each shows only to who may do it now. */
export function DecidePlan({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<Verdict>();
  const { can, sessions } = plan;
  const pass = t(can.approve ? "showings.approve" : "showings.check");
  const about = {
    refused: t("showings.refuseSays"),
    passed: t(can.approve ? "showings.approveSays" : "showings.checkSays", { sessions }),
  };
  return (
    <>
      {can.submit && <Submit plan={plan} />}
      {(can.check || can.approve) &&
        (["refused", "passed"] as const).map((verdict) => {
          const act = verdict === "refused" ? t("showings.refuse") : pass;
          return (
            <span key={verdict}>
              <Button {...(verdict === "passed" && { type: "primary" })} onClick={() => setAsking(verdict)}>
                {act}
              </Button>
              <DecideDialog
                {...{ open: asking === verdict, title: act, ok: act, refusing: verdict === "refused" }}
                onClose={() => setAsking(undefined)}
                about={about[verdict]}
                organisationId={plan.organisationId}
                run={(word) => decide(plan, verdict, word)}
                done={t("showings.decided")}
                touches={[...everything, ["waiting"]]}
              />
            </span>
          );
        })}
    </>
  );
}

function Submit({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const submit = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/activities/plans/{planId}/submit", {
          ...{ params: { path: { planId: plan.id } }, body: { revision: plan.revision } },
        }),
      ),
    done: t("showings.submitted"),
    touches: everything,
  });
  // A film that is still being written down belongs to what is handed in.
  const isSaving = useIsMutating() > 0 && !submit.isPending;
  return (
    <Button type="primary" loading={submit.isPending} disabled={isSaving} onClick={() => submit.mutate()}>
      {t("showings.submit")}
    </Button>
  );
}

function decide({ id, revision, can }: PlanDetail, verdict: Verdict, { note, fileId }: Word) {
  const params = { path: { planId: id }, header: { "idempotency-key": randomUuid() } };
  const given = { params, body: { revision, verdict, note, fileId } };
  return can.approve
    ? unwrap(api.POST("/api/staff/activities/plans/{planId}/approve", given))
    : unwrap(api.POST("/api/staff/activities/plans/{planId}/check", given));
}
