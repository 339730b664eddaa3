import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { TillClerk } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { tillQuery } from "../../shared/till.queries.ts";

/** A clerk's own PIN, set with a code sent to their phone; also the way back when it was forgotten. */
export function FirstPin({ clerk, onSet }: { clerk: TillClerk; onSet: () => void }) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const client = useQueryClient();
  const [phoneCode, setPhoneCode] = useState("");
  const [pin, setPin] = useState("");
  const send = useMutation({
    mutationFn: () => unwrap(api.POST("/api/till/clerk/codes", { body: { clerkId: clerk.id } })),
  });
  const save = useMutation({
    mutationFn: () => unwrap(api.POST("/api/till/clerk/pin", { body: { clerkId: clerk.id, phoneCode, pin } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: tillQuery.queryKey, exact: true });
      onSet();
    },
  });
  const error = save.error ?? send.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (send.data) save.mutate();
        else send.mutate();
      }}
    >
      <p className={form.info}>{t("partner:clerk.firstHelp")}</p>
      {send.data?.demoCode && <p className={form.info}>{t("shared:demo.code", { code: send.data.demoCode })}</p>}
      {send.data && (
        <>
          <Field
            label={t("partner:phone.code")}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            maxLength={6}
            value={phoneCode}
            onChange={(event) => setPhoneCode(event.target.value)}
            required
            autoFocus
          />
          <Field
            label={t("partner:clerk.newPin")}
            help={t("partner:clerk.newPinHelp")}
            type="password"
            inputMode="numeric"
            autoComplete="new-password"
            pattern="[0-9]{6}"
            maxLength={6}
            value={pin}
            onChange={(event) => setPin(event.target.value)}
            required
          />
        </>
      )}
      {error && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <Button primary type="submit" busy={send.isPending || save.isPending}>
        {send.data ? t("shared:save") : t("partner:phone.sendCode")}
      </Button>
    </form>
  );
}
