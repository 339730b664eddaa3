import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import type { SendCode } from "./send-code.ts";
import styles from "./sign-in.module.css";
import type { SignInDraft } from "./sign-in-draft.ts";

interface Props<Proved> {
  draft: SignInDraft;
  send: SendCode;
  onSent: (draft: SignInDraft) => void;
  /** Hands the code in. */
  prove: (given: { phone: string; code: string }) => Promise<Proved>;
  onProved: (proved: Proved) => void;
  submit: string;
  onOtherPhone: () => void;
}

/** Second step: the code. Comes back as it was after a look at the messages. */
export function CodeStep<Proved>(props: Props<Proved>) {
  const { draft, send, onSent, prove, onProved, onOtherPhone } = props;
  const { t } = useTranslation(["member", "shared"]);
  const [code, setCode] = useState("");
  const [isWrong, setWrong] = useState(false);
  const waitLeft = Math.ceil((draft.resendAt - useServerNow()) / 1000);
  const resend = useMutation({ mutationFn: () => send(draft.phone), onSuccess: onSent });
  const signIn = useMutation({
    mutationFn: (typed: string) => prove({ phone: draft.phone, code: typed }),
    onSuccess: onProved,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isComplete = /^\d{6}$/.test(code);
    setWrong(!isComplete);
    if (isComplete) signIn.mutate(code);
  };
  const problem = signIn.error ?? resend.error;
  return (
    <form onSubmit={submit} noValidate>
      <p className={styles.intro}>{t("signIn.sentTo", { phone: draft.phone })}</p>
      {draft.demoCode !== undefined && <Notice>{t("shared:demo.code", { code: draft.demoCode })}</Notice>}
      {problem && <ProblemNotice error={problem} />}
      <Field
        label={t("signIn.code")}
        value={code}
        onChange={(text) => setCode(text.replace(/\D/g, ""))}
        error={isWrong ? t("signIn.codeWrong") : undefined}
        input={{ type: "text", inputMode: "numeric", autoComplete: "one-time-code", maxLength: 6 }}
      />
      <Button type="submit" disabled={signIn.isPending}>
        {signIn.isPending ? t("signIn.submitting") : props.submit}
      </Button>
      <div className={styles.choices}>
        <Button kind="plain" block={false} disabled={waitLeft > 0 || resend.isPending} onPress={() => resend.mutate()}>
          {waitLeft > 0 ? t("signIn.resendIn", { seconds: String(waitLeft) }) : t("signIn.resend")}
        </Button>
        <Button kind="plain" block={false} onPress={onOtherPhone}>
          {t("signIn.otherPhone")}
        </Button>
      </div>
      <p className={styles.foot}>{t("signIn.switchAppHint")}</p>
    </form>
  );
}
