import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReturnCheck, TillClerk } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { PinPad } from "../../shared/pin-pad.tsx";
import { ReturnOutcome } from "./return-outcome.tsx";
import styles from "./returns.module.css";

interface ReturnConfirmProps {
  check: ReturnCheck;
  /** Who can be the second person. */
  clerks: readonly TillClerk[];
  busy: boolean;
  error: unknown;
  onAct: (given: { reason: string; second?: { clerkId: string; pin: string } }) => void;
  onBack: () => void;
}

/** What becomes of it, and the yes of one clerk or of two. */
export function ReturnConfirm({ check, clerks, busy, error, onAct, onBack }: ReturnConfirmProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [reason, setReason] = useState("");
  const [clerkId, setClerkId] = useState(clerks.length === 1 ? (clerks[0]?.id ?? "") : "");
  const said = reason.trim();
  return (
    <>
      <ReturnOutcome outcome={check} />
      <Field
        label={t("partner:returns.reason")}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
      />
      {error !== null && error !== undefined && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      {!check.needsSecond ? (
        <Button primary busy={busy} disabled={said === ""} onClick={() => onAct({ reason: said })}>
          {t("partner:returns.act")}
        </Button>
      ) : clerks.length === 0 ? (
        <p className={form.problem}>{t("partner:returns.nobody")}</p>
      ) : (
        <>
          <div className={form.field}>
            <label htmlFor="second-clerk">{t("partner:returns.second")}</label>
            <select id="second-clerk" value={clerkId} onChange={(event) => setClerkId(event.target.value)}>
              <option value="">{t("partner:undo.choose")}</option>
              {clerks.map(({ id, name, manager }) => (
                <option key={id} value={id}>
                  {manager ? t("partner:returns.manager", { name }) : name}
                </option>
              ))}
            </select>
          </div>
          <p className={styles.pin}>{t("partner:undo.pin")}</p>
          <PinPad
            label={t("partner:undo.pin")}
            disabled={busy || clerkId === "" || said === ""}
            onPin={(pin) => onAct({ reason: said, second: { clerkId, pin } })}
          />
        </>
      )}
      <div className={styles.below}>
        <Button onClick={onBack}>{t("shared:back")}</Button>
      </div>
    </>
  );
}
