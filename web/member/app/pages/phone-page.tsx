import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import { NewPhoneStep } from "../../features/me/new-phone-step.tsx";
import { TwoCodesStep } from "../../features/me/two-codes-step.tsx";
import { meQuery, rememberMe } from "../../session/me.query.ts";
import { usePerson } from "../../session/use-person.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

const wrongCodes: Record<string, "codeNew" | "codeOld" | undefined> = { new: "codeNew", current: "codeOld" };

/** Changing the phone number with a code to each of the two numbers. */
export function PhonePage() {
  const { t } = useTranslation("member");
  const me = usePerson();
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (newPhone: string) => unwrap(api.POST("/api/member/phone/codes", { body: { newPhone } })),
  });
  const change = useMutation({
    mutationFn: (body: { newPhone: string; code: string; currentCode: string }) =>
      unwrap(api.POST("/api/member/phone", { body })),
    onSuccess: (changed) => {
      rememberMe(changed);
      client.setQueryData(meQuery.queryKey, changed);
    },
  });
  const problem = change.error ?? send.error;
  const which = problem instanceof ApiProblem ? wrongCodes[String(problem.params.which)] : undefined;
  return (
    <Page title={t("phone.title")} up="/settings">
      {change.isSuccess ? (
        <Notice kind="done">{t("phone.done")}</Notice>
      ) : (
        <>
          <p className={cards.after}>{t("phone.intro", { phone: me.phoneMasked })}</p>
          {problem && <ProblemNotice error={problem} about={which && t(`phone.${which}`)} />}
          {send.data && send.variables ? (
            <TwoCodesStep
              demoCode={send.data.demoCode}
              currentDemoCode={send.data.currentDemoCode}
              isBusy={change.isPending}
              onCodes={(codes) => change.mutate({ newPhone: send.variables, ...codes })}
            />
          ) : (
            <NewPhoneStep isBusy={send.isPending} onPhone={(phone) => send.mutate(phone)} />
          )}
          <p className={classes(cards.soft, cards.after)}>{t("phone.lost")}</p>
        </>
      )}
    </Page>
  );
}
