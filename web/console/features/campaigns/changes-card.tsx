import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { ChangeRequest, StaffCampaign } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { DecideDialog, type Word } from "../../shared/decide-dialog.tsx";
import { DecisionHistory } from "../../shared/decision-history.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./campaigns.module.css";
import { changesQuery } from "./campaigns.queries.ts";
import { ChangePlanView } from "./change-plan.tsx";

const tones = { asked: "waiting", applied: "done", refused: "bad", withdrawn: "plain" } as const;
const touches = [["campaigns"], ["releases"], ["fund-sources"], ["waiting"]];

/** What was asked to be otherwise since the approval, and who decided. */
export function ChangesCard({ campaign }: { campaign: StaffCampaign }) {
  const { t } = useTranslation("console");
  const changes = useQuery(changesQuery(campaign.id));
  if (changes.data?.items.length === 0) return null;
  return (
    <Card title={t("campaigns.change.list")} style={{ marginBottom: 16 }}>
      <QueryView query={changes}>
        {({ items }) => items.map((change) => <Change key={change.id} campaign={campaign} change={change} />)}
      </QueryView>
    </Card>
  );
}

function Change({ campaign, change }: { campaign: StaffCampaign; change: ChangeRequest }) {
  const { t } = useTranslation("console");
  return (
    <section className={styles.change} aria-label={change.reason}>
      <Flex gap={8} wrap align="center" style={{ marginBottom: 8 }}>
        <ToneTag tone={tones[change.state]}>{t(`campaigns.change.state.${change.state}`)}</ToneTag>
        <strong>{change.reason}</strong>
        {change.awaits && <span className={styles.note}>{t(`campaigns.change.awaits.${change.awaits}`)}</span>}
      </Flex>
      {change.plan && <ChangePlanView plan={change.plan} />}
      <DecideChange campaign={campaign} change={change} />
      <DecisionHistory decisions={change.history} />
    </section>
  );
}

function DecideChange({ campaign, change }: { campaign: StaffCampaign; change: ChangeRequest }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<"reject" | "check" | "approve">();
  const withdraw = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/changes/{changeId}/withdraw", { params: { path: { changeId: change.id } } })),
    ...{ done: t("campaigns.change.state.withdrawn"), touches },
  });
  const steps = (["reject", "check", "approve"] as const).filter((step) => change.can[step]);
  return (
    <Flex gap={8} wrap style={{ margin: "8px 0" }}>
      {steps.map((step) => (
        <span key={step}>
          <Button type={step === "reject" ? "default" : "primary"} onClick={() => setAsking(step)}>
            {t(`campaigns.${step}`)}
          </Button>
          <DecideDialog
            open={asking === step}
            onClose={() => setAsking(undefined)}
            title={t("campaigns.change.decide", { reason: change.reason })}
            about={change.plan && <ChangePlanView plan={change.plan} />}
            ok={t(`campaigns.${step}`)}
            refusing={step === "reject"}
            organisationId={campaign.organisationId}
            run={(word) => decide(change.id, step, word)}
            done={t("campaigns.change.decided")}
            touches={touches}
          />
        </span>
      ))}
      {change.can.withdraw && (
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t("campaigns.change.withdraw")}
        </Button>
      )}
    </Flex>
  );
}

function decide(changeId: string, step: "reject" | "check" | "approve", { note, fileId }: Word) {
  const path = { changeId };
  if (step === "reject")
    return unwrap(
      api.POST("/api/staff/changes/{changeId}/refuse", { params: { path }, body: { reason: note, fileId } }),
    );
  const keyed = { params: { path, header: { "idempotency-key": randomUuid() } }, body: { note, fileId } };
  return step === "check"
    ? unwrap(api.POST("/api/staff/changes/{changeId}/check", keyed))
    : unwrap(api.POST("/api/staff/changes/{changeId}/approve", keyed));
}
