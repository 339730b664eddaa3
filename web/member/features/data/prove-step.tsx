import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";

interface Props {
  what: "copy" | "close";
  /** The word on the last button. */
  submit: string;
  isBusy: boolean;
  onCode: (code: string) => void;
}

/** A code to one's own number, before something that only its owner may do. */
export function ProveStep({ what, submit, isBusy, onCode }: Props) {
  const { t } = useTranslation("member");
  const [code, setCode] = useState("");
  const [isTried, setTried] = useState(false);
  const send = useMutation({ mutationFn: () => unwrap(api.POST("/api/member/data/codes", { body: { what } })) });
  const isCode = /^\d{6}$/.test(code);
  const press = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isCode) onCode(code);
  };
  if (!send.isSuccess)
    return (
      <>
        {send.isError && <ProblemNotice error={send.error} />}
        <Button kind="outline" disabled={send.isPending} onPress={() => send.mutate()}>
          {t("data.sendCode")}
        </Button>
      </>
    );
  return (
    <form onSubmit={press} noValidate>
      {send.data.demoCode !== undefined && <Notice>{t("data.demoCode", { code: send.data.demoCode })}</Notice>}
      <Field
        label={t("data.code")}
        value={code}
        onChange={setCode}
        error={isTried && !isCode ? t("data.codeWrong") : undefined}
        input={{ type: "text", inputMode: "numeric", autoComplete: "one-time-code", maxLength: 6 }}
      />
      <Button type="submit" disabled={isBusy}>
        {submit}
      </Button>
    </form>
  );
}
