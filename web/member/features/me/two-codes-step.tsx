import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

interface Props {
  demoCode: string | undefined;
  currentDemoCode: string | undefined;
  isBusy: boolean;
  onCodes: (codes: { code: string; currentCode: string }) => void;
}

const input = { type: "text", inputMode: "numeric", autoComplete: "one-time-code", maxLength: 6 } as const;
const isCode = (text: string) => /^\d{6}$/.test(text);

/** The codes that arrived at the new and at the old number. */
export function TwoCodesStep({ demoCode, currentDemoCode, isBusy, onCodes }: Props) {
  const { t } = useTranslation("member");
  const [code, setCode] = useState("");
  const [currentCode, setCurrentCode] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isCode(code) && isCode(currentCode)) onCodes({ code, currentCode });
  };
  const errorOf = (text: string) => (isTried && !isCode(text) ? t("signIn.codeWrong") : undefined);
  return (
    <form onSubmit={submit} noValidate>
      {demoCode !== undefined && (
        <Notice>
          <p>{t("phone.demoCode", { code: demoCode })}</p>
          {currentDemoCode !== undefined && <p>{t("phone.demoCurrent", { code: currentDemoCode })}</p>}
        </Notice>
      )}
      <Field label={t("phone.codeNew")} value={code} onChange={setCode} error={errorOf(code)} input={input} />
      <Field
        label={t("phone.codeOld")}
        value={currentCode}
        onChange={setCurrentCode}
        error={errorOf(currentCode)}
        input={input}
      />
      <Button type="submit" disabled={isBusy}>
        {t("phone.submit")}
      </Button>
    </form>
  );
}
