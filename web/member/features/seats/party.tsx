import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Field } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import styles from "./party.module.css";
import { tidyCode } from "./seats.rules.ts";
import { ShareCode } from "./share-code.tsx";

interface Props {
  releaseId: string;
  title: string;
  code: string | null;
  onCode: (code: string) => void;
  onLeave: () => void;
}

const shortest = 4;

/** Sitting together: a code that one makes and the others type. */
export function Party({ releaseId, title, code, onCode, onLeave }: Props) {
  const { t } = useTranslation("member");
  const params = { path: { releaseId } };
  const open = useMutation({
    mutationFn: () => unwrap(api.POST("/api/releases/{releaseId}/party", { params, body: {} })),
    onSuccess: (party) => onCode(party.code),
  });
  return (
    <section className={cards.card}>
      <h3 className={cards.strong}>{t("seats.together")}</h3>
      <p className={cards.soft}>{code === null ? t("seats.togetherHint") : t("seats.togetherSet")}</p>
      {code !== null && <ShareCode {...{ releaseId, title, code }} />}
      {open.isError && <ProblemNotice error={open.error} />}
      {code === null && (
        <Button kind="outline" disabled={open.isPending} onPress={() => open.mutate()}>
          {t("seats.makeCode")}
        </Button>
      )}
      {code !== null && open.data?.code !== code && (
        <Button kind="plain" disabled={open.isPending} onPress={() => open.mutate()}>
          {t("seats.ownCode")}
        </Button>
      )}
      {code !== null && (
        <Button kind="plain" onPress={onLeave}>
          {t("seats.leave")}
        </Button>
      )}
      <details className={styles.other}>
        <summary>{code === null ? t("seats.typeCode") : t("seats.otherCode")}</summary>
        <TypeCode onCode={onCode} />
      </details>
    </section>
  );
}

function TypeCode({ onCode }: Pick<Props, "onCode">) {
  const { t } = useTranslation("member");
  const [typed, setTyped] = useState("");
  const [isShort, setShort] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = tidyCode(typed);
    setShort(code.length < shortest);
    if (code.length >= shortest) onCode(code);
  };
  return (
    <form onSubmit={submit}>
      <Field
        label={t("seats.codeOfOther")}
        value={typed}
        onChange={setTyped}
        error={isShort ? t("seats.codeTooShort") : undefined}
        input={{ type: "text", autoComplete: "off", maxLength: 20 }}
      />
      <Button kind="outline" type="submit">
        {t("seats.useCode")}
      </Button>
    </form>
  );
}
