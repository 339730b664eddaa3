import { Button, Flex, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlanDetail } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { everything } from "./showings.queries.ts";

/** Handing in, checking and approving; each shows only who may do it now. */
export function DecidePlan({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<"passed" | "refused" | undefined>();
  const [note, setNote] = useState("");
  const path = { params: { path: { planId: plan.id } } };
  const submit = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/activities/plans/{planId}/submit", { ...path, body: { revision: plan.revision } })),
    done: t("showings.submitted"),
    touches: everything,
  });
  const decide = useAct({
    run: (verdict: "passed" | "refused") => {
      const headers = { "idempotency-key": crypto.randomUUID() };
      const given = { params: { ...path.params, header: headers }, body: { revision: plan.revision, verdict, note } };
      return plan.can.approve
        ? unwrap(api.POST("/api/staff/activities/plans/{planId}/approve", given))
        : unwrap(api.POST("/api/staff/activities/plans/{planId}/check", given));
    },
    done: t("showings.decided"),
    touches: everything,
    onDone: () => setAsking(undefined),
  });
  return (
    <Flex gap={8} wrap>
      {plan.can.submit && (
        <Button type="primary" loading={submit.isPending} onClick={() => submit.mutate()}>
          {t("showings.submit")}
        </Button>
      )}
      {(plan.can.check || plan.can.approve) && (
        <>
          <Button onClick={() => setAsking("refused")}>{t("showings.refuse")}</Button>
          <Button type="primary" onClick={() => setAsking("passed")}>
            {t(plan.can.approve ? "showings.approve" : "showings.check")}
          </Button>
        </>
      )}
      <Modal
        open={asking !== undefined}
        title={t(asking === "refused" ? "showings.refuse" : plan.can.approve ? "showings.approve" : "showings.check")}
        okButtonProps={{ loading: decide.isPending, disabled: asking === "refused" && note.trim().length < 2 }}
        onOk={() => asking !== undefined && decide.mutate(asking)}
        onCancel={() => setAsking(undefined)}
      >
        <p>{t(plan.can.approve ? "showings.approveSays" : "showings.checkSays", { sessions: plan.sessions })}</p>
        <Input.TextArea
          aria-label={t("showings.note")}
          placeholder={t("showings.note")}
          maxLength={500}
          rows={2}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Modal>
    </Flex>
  );
}
