import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Shift, TillMe } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { keepClerk, keepLocked } from "../../shared/kept-till.ts";
import { PinPad } from "../../shared/pin-pad.tsx";
import { tillQuery } from "../../shared/till.queries.ts";
import { Figures } from "./figures.tsx";
import styles from "./shift.module.css";

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
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState("");
  const [nextId, setNextId] = useState("");
  const key = useRef(randomUuid());
  const isOwn = shift.clerk.id === till?.clerk?.id;
  const others = (till?.clerks ?? []).filter(({ id, pinSet }) => pinSet && id !== till?.clerk?.id);
  const expected = shift.figures.redemptions + waiting;
  const slips = /^\d{1,5}$/.test(typed) ? Number(typed) : undefined;
  const differs = slips !== undefined && slips !== expected;
  const needsNote = differs || shift.figures.receiptsMissing > 0;
  const close = useMutation({
    mutationFn: (pin: string | undefined) => {
      const params = { path: { id: shift.id }, header: { "idempotency-key": key.current } };
      const body = {
        ...{ slips: slips ?? 0, notSent: waiting },
        ...(note.trim() === "" ? {} : { note: note.trim() }),
        ...(pin === undefined ? {} : { next: { clerkId: nextId, pin } }),
      };
      return unwrap(api.POST("/api/till/shifts/{id}/close", { params, body }));
    },
    onSuccess: async (closed, pin) => {
      await client.cancelQueries({ queryKey: tillQuery.queryKey, exact: true });
      const next = pin === undefined ? null : (others.find(({ id }) => id === nextId) ?? null);
      if (isOwn) {
        if (next) keepClerk(next);
        else keepLocked();
        client.setQueryData(tillQuery.queryKey, (now) => now && { ...now, clerk: next });
      }
      onClosed(closed);
    },
  });
  const ready = slips !== undefined && (!needsNote || note.trim() !== "");
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
      {slips !== undefined && (
        <p className={differs ? form.problem : styles.fits} aria-live="polite">
          {differs
            ? t(slips > expected ? "partner:shift.tooMany" : "partner:shift.tooFew", {
                count: Math.abs(slips - expected),
              })
            : `✓ ${t("partner:shift.fits")}`}
        </p>
      )}
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
      {isOwn && others.length > 0 && (
        <div className={form.field}>
          <label htmlFor="next-clerk">{t("partner:shift.next")}</label>
          <select id="next-clerk" value={nextId} onChange={(event) => setNextId(event.target.value)}>
            <option value="">{t("partner:shift.nobodyNext")}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {nextId === "" ? (
        <Button primary busy={close.isPending} disabled={!ready} onClick={() => close.mutate(undefined)}>
          {t(isOwn ? "partner:shift.closeAndLock" : "partner:shift.close")}
        </Button>
      ) : (
        <>
          <p className={styles.pin}>{t("partner:shift.nextPin")}</p>
          <PinPad
            label={t("partner:shift.nextPin")}
            disabled={close.isPending || !ready}
            onPin={(pin) => close.mutate(pin)}
          />
        </>
      )}
      <div className={styles.below}>
        <Button onClick={onBack}>{t("shared:back")}</Button>
      </div>
    </section>
  );
}
