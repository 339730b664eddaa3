import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Me } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { CodeStep } from "../../features/sign-in/code-step.tsx";
import { IdentityStep } from "../../features/sign-in/identity-step.tsx";
import { takeWanted } from "../../features/sign-in/parent-app.ts";
import { ParentAppButton } from "../../features/sign-in/parent-app-button.tsx";
import { ParentAppReturn } from "../../features/sign-in/parent-app-return.tsx";
import { PhoneStep } from "../../features/sign-in/phone-step.tsx";
import { ReadingChoices } from "../../features/sign-in/reading-choices.tsx";
import { sendSignInCode } from "../../features/sign-in/send-code.ts";
import { type SignInDraft, signInDraft } from "../../features/sign-in/sign-in-draft.ts";
import { keptMe, meQuery, rememberMe } from "../../session/me.query.ts";
import { metaQuery } from "../../session/meta.query.ts";
import { isEmbedded, mayEnterByItself } from "../../session/opened-by.ts";
import { Button } from "../../ui/button.tsx";
import { MenuLink } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

/** Signing in; leads on to where the member wanted to go. */
export function SignInPage() {
  const { t } = useTranslation("member");
  const navigate = useNavigate();
  const client = useQueryClient();
  const { to, code, state, iss, error } = useSearch({ from: "/sign-in" });
  const { data: meta } = useQuery(metaQuery);
  const [draft, setDraft] = useState(() => signInDraft.read(serverClock.now()));
  const [confirming, setConfirming] = useState<string>();
  const [byItself] = useState(() => code === undefined && error === undefined && isEmbedded() && mayEnterByItself());
  const keepDraft = (sent: SignInDraft) => {
    signInDraft.write(sent);
    setDraft(sent);
  };
  const forgetDraft = () => {
    signInDraft.clear();
    setDraft(undefined);
  };
  const enter = useCallback(
    (me: Me) => {
      signInDraft.clear();
      client.clear();
      rememberMe(me);
      client.setQueryData(meQuery.queryKey, me);
      void navigate({ href: to ?? takeWanted() ?? "/", replace: true });
    },
    [client, navigate, to],
  );
  const confirm = useCallback((provider: string) => {
    signInDraft.clear();
    setDraft(undefined);
    setConfirming(provider);
  }, []);
  const returned = useMemo(
    () => (code !== undefined && state !== undefined ? { code, state, ...(iss && { iss }) } : undefined),
    [code, state, iss],
  );
  if (returned !== undefined && confirming === undefined)
    return (
      <Page title={t("signIn.welcome")}>
        <ParentAppReturn returned={returned} onSignedIn={enter} onConfirm={confirm}>
          <Notice>{t("signIn.elseByPhone")}</Notice>
          <Button kind="outline" onPress={() => void navigate({ to: "/sign-in", search: {}, replace: true })}>
            {t("signIn.byPhone")}
          </Button>
        </ParentAppReturn>
      </Page>
    );
  // Who signed out was forgotten; who is still known here was signed in until a moment ago.
  const hasEnded = keptMe() !== undefined;
  const parentApp = meta?.oidc?.member ?? undefined;
  return (
    <Page title={t(draft?.ticket ? "signIn.whoTitle" : draft ? "signIn.codeTitle" : "signIn.welcome")}>
      {hasEnded && !draft && confirming === undefined && <Notice>{t("signIn.again")}</Notice>}
      {error !== undefined && <Notice>{t("signIn.parentAppRefused")}</Notice>}
      {confirming !== undefined && <Notice>{t("signIn.confirmOnce", { provider: confirming })}</Notice>}
      {draft?.ticket !== undefined ? (
        <IdentityStep ticket={draft.ticket} onSignedIn={enter} onOtherPhone={forgetDraft} />
      ) : draft ? (
        <CodeStep
          draft={draft}
          send={sendSignInCode}
          onSent={keepDraft}
          prove={(given) => signIn({ ...given, ...(confirming !== undefined && { link: true }) })}
          onProved={(proved) => ("ticket" in proved ? keepDraft(askedWho(draft, proved.ticket)) : enter(proved))}
          submit={t("signIn.submit")}
          onOtherPhone={forgetDraft}
        />
      ) : (
        <>
          {parentApp !== undefined && confirming === undefined && (
            <ParentAppButton provider={parentApp} to={to} byItself={byItself} />
          )}
          <PhoneStep intro={t("signIn.intro")} foot={t("signIn.lost")} send={sendSignInCode} onSent={keepDraft} />
          <MenuLink to="/join">{t("signIn.join")}</MenuLink>
        </>
      )}
      <ReadingChoices />
    </Page>
  );
}

const tenMinutes = 600_000;

/** Who comes back within ten minutes is asked the same, without another code. */
const askedWho = (draft: SignInDraft, ticket: string): SignInDraft => ({
  ...{ phone: draft.phone, resendAt: draft.resendAt, ticket },
  expiresAt: serverClock.now() + tenMinutes,
});

/** Signs in, or gives the ticket with which to say who one is: a number unused for long may be somebody else's by now. */
async function signIn(given: { phone: string; code: string; link?: boolean }): Promise<Me | { ticket: string }> {
  try {
    return await unwrap(api.POST("/api/member/sign-in", { body: given }));
  } catch (error) {
    const ticket = error instanceof ApiProblem && error.code === "sign_in.who_are_you" && error.params.ticket;
    if (typeof ticket === "string") return { ticket };
    throw error;
  }
}
