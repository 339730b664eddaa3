import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Me } from "../../../shared/api-types/index.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { MenuLink } from "../../ui/menu.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import styles from "./sign-in.module.css";

interface Props {
  ticket: string;
  onSignedIn: (me: Me) => void;
  onOtherPhone: () => void;
}

/** Nobody has signed in with this number for long: it may be somebody else's by now. */
export function IdentityStep({ ticket, onSignedIn, onOtherPhone }: Props) {
  const { t } = useTranslation("member");
  const [name, setName] = useState("");
  const [idEnd, setIdEnd] = useState("");
  const [isWrong, setWrong] = useState(false);
  const prove = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/sign-in/identity", { body: { ticket, name, idEnd } })),
    onSuccess: onSignedIn,
  });
  const notMine = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/sign-in/not-mine", { body: { ticket } })),
  });
  if (notMine.isSuccess)
    return (
      <>
        <Notice kind="done">{t("signIn.notMineDone")}</Notice>
        <MenuLink to="/join">{t("signIn.join")}</MenuLink>
        <Button kind="plain" onPress={onOtherPhone}>
          {t("signIn.otherPhone")}
        </Button>
      </>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isComplete = name.trim() !== "" && idEnd.length === 4;
    setWrong(!isComplete);
    if (isComplete) prove.mutate();
  };
  const problem = prove.error ?? notMine.error;
  return (
    <form onSubmit={submit} noValidate>
      <p className={styles.intro}>{t("signIn.whoIntro")}</p>
      {problem && <ProblemNotice error={problem} />}
      <Field
        label={t("signIn.name")}
        value={name}
        onChange={setName}
        error={isWrong && name.trim() === "" ? t("signIn.nameMissing") : undefined}
        input={{ type: "text", autoComplete: "name", maxLength: 60 }}
      />
      <Field
        label={t("signIn.idEnd")}
        value={idEnd}
        onChange={(text) => setIdEnd(text.replace(/[^0-9a-zA-Z]/g, "").toUpperCase())}
        error={isWrong && idEnd.length !== 4 ? t("signIn.idEndWrong") : undefined}
        input={{ type: "text", autoComplete: "off", maxLength: 4 }}
      />
      <Button type="submit" disabled={prove.isPending}>
        {t(prove.isPending ? "signIn.submitting" : "signIn.submit")}
      </Button>
      <Button kind="plain" disabled={notMine.isPending} onPress={() => notMine.mutate()}>
        {t("signIn.notMine")}
      </Button>
    </form>
  );
}
