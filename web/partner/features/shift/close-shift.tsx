import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shift, TillClerk, TillMe } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { PinPad } from "../../shared/pin-pad.tsx";
import { Figures } from "./figures.tsx";
import styles from "./shift.module.css";
import { useCloseShift } from "./use-close-shift.ts";

interface CloseShiftProps {
  shift: Shift;
  /** Taken without network by this clerk, and still on this till. */
  waiting: number;
  till: TillMe | undefined;
  onClosed: (shift: Shift) => void;
  onBack: () => void;
}

/** The count at the end: slips in the drawer beside what there should be, a word about what differs, and who goes on. */
export function CloseShift({ shift, waiting, till, onClosed, onBack }: CloseShiftProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState("");
  const close = useCloseShift(shift, till, onClosed);
  const isOwn = shift.clerk.id === till?.clerk?.id;
  const others = (till?.clerks ?? []).filter(({ id, pinSet }) => pinSet && id !== till?.clerk?.id);
  const expected = shift.figures.redemptions + waiting;
  const slips = /^\d{1,5}$/.test(typed) ? Number(typed) : undefined;
  const needsNote = (slips !== undefined && slips !== expected) || shift.figures.receiptsMissing > 0;
  return (
    <section>
      <h1 className={styles.title}>{t("partner:shift.closeOf", { name: shift.clerk.name })}</h1>
      <Figures figures={shift.figures} />
      <Field
        label={t("partner:shift.slips")}
        help={t("partner:shift.slipsHelp", { count: expected })}
        inputMode="numeric"
        maxLength={5}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoFocus
      />
      {slips !== undefined && <Difference slips={slips} expected={expected} />}
      {needsNote && (
        <Field
          label={t("partner:shift.note")}
          help={t("partner:shift.noteHelp")}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {close.isError && (
        <p role="alert" className={form.problem}>
          {problemText(close.error)}
        </p>
      )}
      <HandOver
        others={isOwn ? others : []}
        isOwn={isOwn}
        busy={close.isPending}
        ready={slips !== undefined && (!needsNote || note.trim() !== "")}
        onClose={(next) => close.mutate({ slips: slips ?? 0, notSent: waiting, note, next })}
      />
      <div className={styles.below}>
        <Button onClick={onBack}>{t("shared:back")}</Button>
      </div>
    </section>
  );
}

function Difference({ slips, expected }: { slips: number; expected: number }) {
  const { t } = useTranslation("partner");
  const words = slips > expected ? "shift.tooMany" : "shift.tooFew";
  return (
    <p className={slips === expected ? styles.fits : form.problem} aria-live="polite">
      {slips === expected ? `✓ ${t("shift.fits")}` : t(words, { count: Math.abs(slips - expected) })}
    </p>
  );
}

interface HandOverProps {
  /** Clerks who may go on. */
  others: readonly TillClerk[];
  isOwn: boolean;
  busy: boolean;
  ready: boolean;
  onClose: (next?: { clerkId: string; pin: string }) => void;
}

/** The end itself: the till is locked, or somebody goes on with a PIN of their own. */
function HandOver({ others, isOwn, busy, ready, onClose }: HandOverProps) {
  const { t } = useTranslation("partner");
  const [nextId, setNextId] = useState("");
  return (
    <>
      {others.length > 0 && (
        <div className={form.field}>
          <label htmlFor="next-clerk">{t("shift.next")}</label>
          <select id="next-clerk" value={nextId} onChange={(event) => setNextId(event.target.value)}>
            <option value="">{t("shift.nobodyNext")}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {nextId === "" ? (
        <Button primary busy={busy} disabled={!ready} onClick={() => onClose()}>
          {t(isOwn ? "shift.closeAndLock" : "shift.close")}
        </Button>
      ) : (
        <>
          <p className={styles.pin}>{t("shift.nextPin")}</p>
          <PinPad
            label={t("shift.nextPin")}
            disabled={busy || !ready}
            onPin={(pin) => onClose({ clerkId: nextId, pin })}
          />
        </>
      )}
    </>
  );
}
