import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffAbsence } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./showings.module.css";
import { absencesQuery, everything } from "./showings.queries.ts";

/** Who did not come, and the reasons that wait for an answer. */
export function Absences({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("console");
  const absences = useQuery(absencesQuery(sessionId));
  const decide = useAct({
    run: ({ claimId, accepted, stated }: Answer) =>
      unwrap(
        api.POST("/api/staff/activities/absences/{claimId}/excuse", {
          params: { path: { claimId } },
          body: { accepted, ...(stated ? {} : { reason: t("showings.excusedByStaff") }) },
        }),
      ),
    done: t("showings.decided"),
    touches: everything,
  });
  return (
    <Card title={t("showings.absences")}>
      <QueryView query={absences} isEmpty={({ items }) => items.length === 0} empty={t("showings.noAbsences")}>
        {({ items }) => (
          <ul className={styles.plain}>
            {items.map((absence) => (
              <li key={absence.claimId} className={styles.row}>
                <Missed absence={absence} decide={decide.mutate} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}

interface Answer {
  claimId: string;
  accepted: boolean;
  /** The member has said why; else staff say it themselves. */
  stated: boolean;
}

interface MissedProps {
  absence: StaffAbsence;
  decide: (answer: Answer) => void;
}

function Missed({ absence: { claimId, name, excuse }, decide }: MissedProps) {
  const { t } = useTranslation("console");
  const stated = excuse !== null;
  return (
    <>
      <span>
        {name} · {excuse?.reason ?? t("showings.noExcuse")} {stated && t(`showings.excuse.${excuse.state}`)}
      </span>
      {(!stated || excuse.state === "asked") && (
        <Flex gap={8}>
          <Button onClick={() => decide({ claimId, accepted: true, stated })}>{t("showings.accept")}</Button>
          {stated && (
            <Button onClick={() => decide({ claimId, accepted: false, stated })}>{t("showings.decline")}</Button>
          )}
        </Flex>
      )}
    </>
  );
}
