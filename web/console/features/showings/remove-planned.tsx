import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PlannedSession } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { everything } from "./showings.queries.ts";

interface RemovePlannedProps {
  planId: string;
  session: PlannedSession;
  onDone?: () => void;
}

/** Takes a session that is only planned out of its plan. */
export function RemovePlanned({ planId, session, onDone }: RemovePlannedProps) {
  const { t } = useTranslation("console");
  const remove = useAct({
    run: () =>
      unwrap(
        api.DELETE("/api/staff/activities/plans/{planId}/sessions/{sessionId}", {
          params: { path: { planId, sessionId: session.id }, query: { edition: session.edition } },
        }),
      ),
    touches: everything,
    onDone: () => onDone?.(),
  });
  return (
    <Button danger loading={remove.isPending} onClick={() => remove.mutate()}>
      {t("showings.remove")}
    </Button>
  );
}
