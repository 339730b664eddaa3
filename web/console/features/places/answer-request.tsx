import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";

type Answer = { verdict: "confirmed" } | { verdict: "refused"; reason: string };

/** Yes, or no with the reason that the asking union reads. */
export function AnswerRequest({
  booking: { id, organisation, title },
  onDone,
}: {
  booking: HallBooking;
  onDone?: () => void;
}) {
  const { t } = useTranslation("console");
  const [refusing, setRefusing] = useState(false);
  const answer = useAct({
    run: (body: Answer) =>
      unwrap(api.POST("/api/staff/hall-bookings/{id}/decision", { params: { path: { id } }, body })),
    done: t("places.answered"),
    touches: [["places"]],
    onDone: () => {
      setRefusing(false);
      onDone?.();
    },
  });
  return (
    <>
      <Button
        type="primary"
        loading={answer.isPending && !refusing}
        aria-label={t("places.confirmOne", { title })}
        onClick={() => answer.mutate({ verdict: "confirmed" })}
      >
        {t("places.confirm")}
      </Button>
      <Button onClick={() => setRefusing(true)} aria-label={t("places.refuseOne", { title })}>
        {t("places.refuse")}
      </Button>
      <ReasonModal
        open={refusing}
        title={t("places.refuseOne", { title })}
        warning={t("places.refuseWarning", { organisation })}
        ok={t("places.refuse")}
        busy={answer.isPending}
        onCancel={() => setRefusing(false)}
        onConfirm={(reason) => answer.mutate({ verdict: "refused", reason })}
      />
    </>
  );
}
