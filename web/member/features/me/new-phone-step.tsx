import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { phoneFrom } from "../../ui/phone-number.ts";

interface Props {
  isBusy: boolean;
  onPhone: (phone: string) => void;
}

/** The new number. */
export function NewPhoneStep({ isBusy, onPhone }: Props) {
  const { t } = useTranslation("member");
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const phone = phoneFrom(text);
    setWrong(phone === undefined);
    if (phone !== undefined) onPhone(phone);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field
        label={t("phone.newPhone")}
        hint={t("signIn.phoneHint")}
        value={text}
        onChange={setText}
        error={isWrong ? t("signIn.phoneWrong") : undefined}
        input={{ type: "tel", inputMode: "tel", autoComplete: "off", maxLength: 20 }}
      />
      <Button type="submit" disabled={isBusy}>
        {t("phone.send")}
      </Button>
    </form>
  );
}
