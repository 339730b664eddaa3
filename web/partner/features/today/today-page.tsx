import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Redemption } from "../../../shared/api-types/index.ts";
import { Trouble } from "../../../shared/hand/trouble.tsx";
import { tillQuery, todayQuery } from "../../shared/till.queries.ts";
import { Differences } from "./differences.tsx";
import { NotSentYet } from "./not-sent-yet.tsx";
import { RedemptionList } from "./redemption-list.tsx";
import styles from "./today.module.css";
import { Undo } from "./undo.tsx";

/** What was taken today at this store, with and without network, and taking one back while that is possible. */
export function TodayPage() {
  const { t } = useTranslation(["partner", "shared"]);
  const today = useQuery({ ...todayQuery, refetchInterval: 30_000 });
  const clerks = useQuery(tillQuery).data?.clerks ?? [];
  const [undoing, setUndoing] = useState<Redemption>();
  if (undoing) return <Undo redemption={undoing} clerks={clerks} onDone={() => setUndoing(undefined)} />;
  // Told at the first failure: while it is tried again the clerk must not look at a page that only says "opening".
  const trouble = today.error ?? today.failureReason;
  const isAway = trouble instanceof ApiProblem && trouble.isTemporary;
  return (
    <section>
      <h1 className={styles.title}>{t("partner:today.title")}</h1>
      <NotSentYet />
      {isAway && <p className={styles.away}>{t("partner:today.away")}</p>}
      {today.isError && !isAway && <Trouble error={today.error} onRetry={() => void today.refetch()} />}
      {today.isPending && !isAway && <p>{t("shared:loading")}</p>}
      {today.data && <RedemptionList day={today.data} onUndo={setUndoing} />}
      <Differences />
    </section>
  );
}
