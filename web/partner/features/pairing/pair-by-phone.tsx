import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import styles from "./pairing.module.css";

/** Pairing by a clerk's phone: number, code, and which store this till stands in. */
export function PairByPhone({ onPaired }: { onPaired: () => void }) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const deviceName = t("partner:pair.firstName");
  const send = useMutation({ mutationFn: () => unwrap(api.POST("/api/till/sign-in/codes", { body: { phone } })) });
  const signIn = useMutation({ mutationFn: () => unwrap(api.POST("/api/till/sign-in", { body: { phone, code } })) });
  const pair = useMutation({
    mutationFn: (body: { ticket: string; storeId: string }) =>
      unwrap(api.POST("/api/till/sign-in/pair", { body: { ...body, deviceName } })),
    onSuccess: onPaired,
  });
  const error = pair.error ?? signIn.error ?? send.error;
  const trouble = error && (
    <p role="alert" className={form.problem}>
      {problemText(error)}
    </p>
  );
  if (signIn.data) {
    const { stores, ticket } = signIn.data;
    return (
      <section className={styles.stores}>
        <h2>{t("partner:pair.whichStore")}</h2>
        {stores.length === 0 && <p>{t("partner:pair.noStore")}</p>}
        {stores.map(({ id, name, address }) => (
          <Button key={id} busy={pair.isPending} onClick={() => pair.mutate({ ticket, storeId: id })}>
            {name} <small>{address}</small>
          </Button>
        ))}
        {trouble}
      </section>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (send.data) signIn.mutate();
        else send.mutate();
      }}
    >
      <Field
        label={t("partner:pair.phone")}
        type="tel"
        autoComplete="tel"
        value={phone}
        disabled={send.isSuccess}
        onChange={(event) => setPhone(event.target.value)}
        pattern="1[0-9]{10}"
        title={t("partner:pair.phoneHelp")}
        required
      />
      {send.data?.demoCode && <p className={form.info}>{t("shared:demo.code", { code: send.data.demoCode })}</p>}
      {send.data && (
        <Field
          label={t("partner:pair.phoneCode")}
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
      {trouble}
      <Button primary type="submit" busy={send.isPending || signIn.isPending}>
        {send.data ? t("partner:pair.next") : t("partner:pair.sendCode")}
      </Button>
    </form>
  );
}
