import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { OwnJoining } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { JoinForm } from "../../features/joining/join-form.tsx";
import { JoinProgress } from "../../features/joining/join-progress.tsx";
import { joiningQuery } from "../../features/joining/joining.query.ts";
import { LinkedUnion } from "../../features/joining/linked-union.tsx";
import { CodeStep } from "../../features/sign-in/code-step.tsx";
import { PhoneStep } from "../../features/sign-in/phone-step.tsx";
import { ReadingChoices } from "../../features/sign-in/reading-choices.tsx";
import { sendJoiningCode } from "../../features/sign-in/send-code.ts";
import { joiningDraft, type SignInDraft } from "../../features/sign-in/sign-in-draft.ts";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** Joining the union: the phone is proved, the form is filled, the answer is waited for. All of it is here when one comes back. */
export function JoinPage() {
  const { t } = useTranslation("member");
  const own = useQuery(joiningQuery);
  const isUnproved = own.error instanceof ApiProblem && own.error.status === 401;
  return (
    <Page title={t("joining.title")} up="/sign-in">
      {own.data !== undefined && !isUnproved ? (
        <Proved own={own.data} />
      ) : isUnproved ? (
        <ProvePhone />
      ) : own.isError ? (
        <ProblemNotice error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

const Proved = ({ own }: { own: OwnJoining }) =>
  own.state === "draft" ? <JoinForm own={own} /> : <JoinProgress own={own} />;

function ProvePhone() {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const { organisationId = null } = useParams({ strict: false });
  const { i } = useSearch({ strict: false });
  const invitation = i ?? null;
  const [draft, setDraft] = useState(() => joiningDraft.read(serverClock.now()));
  const keep = (sent: SignInDraft) => {
    joiningDraft.write(sent);
    setDraft(sent);
  };
  const forget = () => {
    joiningDraft.clear();
    setDraft(undefined);
  };
  const enter = (own: OwnJoining) => {
    joiningDraft.clear();
    client.setQueryData(joiningQuery.queryKey, own);
  };
  return (
    <>
      {organisationId !== null && <LinkedUnion organisationId={organisationId} invitation={i} />}
      {draft === undefined ? (
        <PhoneStep intro={t("joining.phoneIntro")} foot={t("joining.phoneFoot")} send={sendJoiningCode} onSent={keep} />
      ) : (
        <CodeStep
          draft={draft}
          send={sendJoiningCode}
          onSent={keep}
          prove={(given) => unwrap(api.POST("/api/joining/phone", { body: { ...given, organisationId, invitation } }))}
          onProved={enter}
          submit={t("joining.next")}
          onOtherPhone={forget}
        />
      )}
      <ReadingChoices />
    </>
  );
}
