import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Redemption, TillClerk } from "../../../shared/api-types/index.ts";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { PinPad } from "../../shared/pin-pad.tsx";
import { todayQuery } from "../../shared/till.queries.ts";
import styles from "./today.module.css";

interface UndoProps {
  redemption: Redemption;
  clerks: TillClerk[];
  onDone: () => void;
}

/** Takes a redemption back, by another clerk than the one who took it. */
export function Undo({ redemption, clerks, onDone }: UndoProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const problemText = useProblemText();
  const client = useQueryClient();
  const others = clerks.filter(({ id, pinSet }) => id !== redemption.clerk.id && pinSet !== false);
  const [clerkId, setClerkId] = useState(others.length === 1 ? (others[0]?.id ?? "") : "");
  const [reason, setReason] = useState("");
  const undo = useMutation({
    mutationFn: (pin: string) =>
      unwrap(
        api.POST("/api/till/redemptions/{id}/undo", {
          params: { path: { id: redemption.id } },
          body: { clerkId, pin, reason: reason.trim() },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: todayQuery.queryKey });
      onDone();
    },
  });
  const { title, amountFen, at, clerk } = redemption;
  const about = { title, amount: formatMoney(language, amountFen), time: formatTime(language, at), clerk: clerk.name };
  return (
    <section>
      <h1 className={styles.title}>{t("partner:undo.title")}</h1>
      <p className={form.info}>{t("partner:undo.about", about)}</p>
      {others.length === 0 ? (
        <p className={form.problem}>{t("partner:undo.nobody")}</p>
      ) : (
        <>
          <Field
            label={t("partner:undo.reason")}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={200}
            autoFocus
          />
          <div className={form.field}>
            <label htmlFor="undo-clerk">{t("partner:undo.clerk")}</label>
            <select id="undo-clerk" value={clerkId} onChange={(event) => setClerkId(event.target.value)}>
              <option value="">{t("partner:undo.choose")}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          {undo.isError && (
            <p role="alert" className={form.problem}>
              {problemText(undo.error)}
            </p>
          )}
          <p className={styles.pin}>{t("partner:undo.pin")}</p>
          <PinPad
            label={t("partner:undo.pin")}
            disabled={undo.isPending || clerkId === "" || reason.trim() === ""}
            onPin={(pin) => undo.mutate(pin)}
          />
        </>
      )}
      <div className={styles.below}>
        <Button onClick={onDone}>{t("shared:cancel")}</Button>
      </div>
    </section>
  );
}
