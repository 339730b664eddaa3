import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Me } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { CodeStep } from "../../features/sign-in/code-step.tsx";
import { PhoneStep } from "../../features/sign-in/phone-step.tsx";
import { ReadingChoices } from "../../features/sign-in/reading-choices.tsx";
import { sendSignInCode } from "../../features/sign-in/send-code.ts";
import { type SignInDraft, signInDraft } from "../../features/sign-in/sign-in-draft.ts";
import { keptMe, meQuery, rememberMe } from "../../session/me.query.ts";
import { MenuLink } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** Signing in; leads on to where the member wanted to go. */
export function SignInPage() {
  const { t } = useTranslation("member");
  const navigate = useNavigate();
  const client = useQueryClient();
  const { to } = useSearch({ from: "/sign-in" });
  const [draft, setDraft] = useState(() => signInDraft.read(serverClock.now()));
  const keepDraft = (sent: SignInDraft) => {
    signInDraft.write(sent);
    setDraft(sent);
  };
  const forgetDraft = () => {
    signInDraft.clear();
    setDraft(undefined);
  };
  const enter = (me: Me) => {
    signInDraft.clear();
    client.clear();
    rememberMe(me);
    client.setQueryData(meQuery.queryKey, me);
    void navigate({ href: to ?? "/", replace: true });
  };
  // Who signed out was forgotten; who is still known here was signed in until a moment ago.
  const hasEnded = keptMe() !== undefined;
  return (
    <Page title={draft ? t("signIn.codeTitle") : t("signIn.welcome")}>
      {hasEnded && !draft && <Notice>{t("signIn.again")}</Notice>}
      {draft ? (
        <CodeStep
          draft={draft}
          send={sendSignInCode}
          onSent={keepDraft}
          prove={(given) => unwrap(api.POST("/api/member/sign-in", { body: given }))}
          onProved={enter}
          submit={t("signIn.submit")}
          onOtherPhone={forgetDraft}
        />
      ) : (
        <>
          <PhoneStep intro={t("signIn.intro")} foot={t("signIn.lost")} send={sendSignInCode} onSent={keepDraft} />
          <MenuLink to="/join">{t("signIn.join")}</MenuLink>
        </>
      )}
      <ReadingChoices />
    </Page>
  );
}
