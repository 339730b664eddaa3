import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/hand/button.tsx";
import { Field } from "../../shared/hand/field.tsx";
import form from "../../shared/hand/form.module.css";
import { useProblemText } from "../../shared/i18n/problem-text.ts";

interface ProvePhoneProps<Proven> {
  label: string;
  /** Has a one-time password sent. */
  send: (phone: string) => Promise<{ demoCode?: string }>;
  /** Uses it up. */
  prove: (given: { phone: string; code: string }) => Promise<Proven>;
  onProven: (proven: Proven, phone: string) => void;
}

/** A phone number, and the one-time password that was sent to it. */
export function ProvePhone<Proven>({ label, send, prove, onProven }: ProvePhoneProps<Proven>) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const sending = useMutation({ mutationFn: () => send(phone) });
  const proving = useMutation({
    mutationFn: () => prove({ phone, code }),
    onSuccess: (proven) => onProven(proven, phone),
  });
  const sent = sending.data;
  const error = proving.error ?? sending.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (sent) proving.mutate();
        else sending.mutate();
      }}
    >
      <Field
        label={label}
        type="tel"
        autoComplete="tel"
        value={phone}
        disabled={sending.isSuccess}
        onChange={(event) => setPhone(event.target.value)}
        pattern="1[0-9]{10}"
        title={t("partner:phone.help")}
        required
      />
      {sent?.demoCode && <p className={form.info}>{t("shared:demo.code", { code: sent.demoCode })}</p>}
      {sent && (
        <Field
          label={t("partner:phone.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          pattern="[0-9]{6}"
          maxLength={6}
          required
          autoFocus
        />
      )}
      {error && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <Button primary type="submit" busy={sending.isPending || proving.isPending}>
        {sent ? t("partner:phone.next") : t("partner:phone.sendCode")}
      </Button>
    </form>
  );
}
