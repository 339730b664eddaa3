import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Shift } from "../../../shared/api-types/index.ts";
import form from "../../../shared/hand/form.module.css";
import { Trouble } from "../../../shared/hand/trouble.tsx";
import { isWaiting } from "../../shared/offline/judge-offline.ts";
import { useAccepted } from "../../shared/offline/use-offline.ts";
import { tillQuery } from "../../shared/till.queries.ts";
import { CloseShift } from "./close-shift.tsx";
import styles from "./shift.module.css";
import { shiftQuery } from "./shift.queries.ts";
import { ShiftFigures } from "./shift-figures.tsx";
import { ShiftSummary } from "./shift-summary.tsx";
import { StoreDay } from "./store-day.tsx";

interface ShiftPageProps {
  /** A shift that was closed just now is shown until somebody goes on, also when nobody is in any more. */
  closed: Shift | undefined;
  onClosed: (shift: Shift | undefined) => void;
}

/** The clerk's shift: what was done, the count at its end, and who takes over. */
export function ShiftPage({ closed, onClosed }: ShiftPageProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const till = useQuery(tillQuery).data;
  const shifts = useQuery({ ...shiftQuery, enabled: closed === undefined, refetchInterval: 30_000 });
  const waiting = (useAccepted().data ?? []).filter(isWaiting);
  const [closing, setClosing] = useState<Shift>();
  if (closed) return <ShiftSummary shift={closed} onDone={() => onClosed(undefined)} />;
  const trouble = shifts.error ?? shifts.failureReason;
  const isAway = trouble instanceof ApiProblem && trouble.isTemporary;
  if (closing)
    return (
      <CloseShift
        shift={closing}
        waiting={waiting.filter(({ clerkId }) => clerkId === closing.clerk.id).length}
        till={till}
        onClosed={(done) => {
          setClosing(undefined);
          onClosed(done);
        }}
        onBack={() => setClosing(undefined)}
      />
    );
  return (
    <section>
      <h1 className={styles.title}>{t("partner:shift.title")}</h1>
      {isAway && <p className={form.info}>{t("partner:shift.away")}</p>}
      {shifts.isError && !isAway && <Trouble error={shifts.error} onRetry={() => void shifts.refetch()} />}
      {shifts.isPending && !isAway && <p>{t("shared:loading")}</p>}
      {shifts.data && (
        <>
          <ShiftFigures shift={shifts.data.own} waiting={waiting.length} onClose={() => setClosing(shifts.data.own)} />
          {shifts.data.others.map((one) => (
            <ShiftFigures
              key={one.id}
              shift={one}
              left
              {...(shifts.data.canClose.others ? { onClose: () => setClosing(one) } : {})}
            />
          ))}
        </>
      )}
      <StoreDay />
    </section>
  );
}
