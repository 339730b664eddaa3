import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./showings.module.css";
import { absencesQuery, everything } from "./showings.queries.ts";

/** Who did not come, and the reasons that wait for an answer. */
export function Absences({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("console");
  const absences = useQuery(absencesQuery(sessionId));
  const decide = useAct({
    run: ({ claimId, accepted, stated }: { claimId: string; accepted: boolean; stated: boolean }) =>
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
            {items.map(({ claimId, name, excuse }) => (
              <li key={claimId} className={styles.row}>
                <span>
                  {name} · {excuse?.reason ?? t("showings.noExcuse")}{" "}
                  {excuse !== null && t(`showings.excuse.${excuse.state}`)}
                </span>
                {(excuse === null || excuse.state === "asked") && (
                  <Flex gap={8}>
                    <Button onClick={() => decide.mutate({ claimId, accepted: true, stated: excuse !== null })}>
                      {t("showings.accept")}
                    </Button>
                    {excuse !== null && (
                      <Button onClick={() => decide.mutate({ claimId, accepted: false, stated: true })}>
                        {t("showings.decline")}
                      </Button>
                    )}
                  </Flex>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}
