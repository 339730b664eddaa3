import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { phoneFrom } from "../../ui/phone-number.ts";
import type { SendCode } from "./send-code.ts";
import styles from "./sign-in.module.css";
import type { SignInDraft } from "./sign-in-draft.ts";

interface Props {
  /** What the number is asked for. */
  intro: string;
  foot: string;
  send: SendCode;
  onSent: (draft: SignInDraft) => void;
}

/** First step: the phone number. */
export function PhoneStep({ intro, foot, send: sendCode, onSent }: Props) {
  const { t } = useTranslation("member");
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const send = useMutation({ mutationFn: sendCode, onSuccess: onSent });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const phone = phoneFrom(text);
    setWrong(phone === undefined);
    if (phone !== undefined) send.mutate(phone);
  };
  return (
    <form onSubmit={submit} noValidate>
      <p className={styles.intro}>{intro}</p>
      {send.isError && <ProblemNotice error={send.error} />}
      <Field
        label={t("signIn.phone")}
        hint={t("signIn.phoneHint")}
        value={text}
        onChange={setText}
        error={isWrong ? t("signIn.phoneWrong") : undefined}
        input={{ type: "tel", inputMode: "tel", autoComplete: "tel", maxLength: 20 }}
      />
      <Button type="submit" disabled={send.isPending}>
        {send.isPending ? t("signIn.sending") : t("signIn.send")}
      </Button>
      <p className={styles.foot}>{foot}</p>
    </form>
  );
}
