import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Kindness } from "../../../shared/api-types/index.ts";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { kindnessQuery } from "../../features/kindness/kindness.query.ts";
import cards from "../../ui/card.module.css";
import { Choice } from "../../ui/choice.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

type Kind = Kindness["items"][number]["kind"];

/** What of the union's kindness the member wants; each kind is agreed to and withdrawn by itself. */
export function KindnessPage() {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const client = useQueryClient();
  const { data, isPending, isError, error, refetch } = useQuery(kindnessQuery);
  const agree = useMutation({
    mutationFn: (body: { kind: Kind; agree: boolean }) => unwrap(api.PUT("/api/member/kindness", { body })),
    onSuccess: (now) => client.setQueryData(kindnessQuery.queryKey, now),
  });
  // What was just pressed shows at once; a refusal takes it back.
  const agreed = (kind: Kind, since: string | null) =>
    agree.isPending && agree.variables.kind === kind ? agree.variables.agree : since !== null;
  return (
    <Page title={t("kindness.title")} up="/settings">
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {agree.isError && <ProblemNotice error={agree.error} />}
      {isPending && <Waiting />}
      {data?.items.map(({ kind, since }) => (
        <Choice
          key={kind}
          legend={t(`kindness.kind.${kind}.legend`)}
          hint={[
            t(`kindness.kind.${kind}.hint`),
            ...(since === null ? [] : [t("kindness.since", { date: formatDate(language, since) })]),
          ].join(" ")}
          options={[
            { value: "no", label: t("kindness.no") },
            { value: "yes", label: t("kindness.agree") },
          ]}
          value={agreed(kind, since) ? "yes" : "no"}
          onChange={(value) => agree.mutate({ kind, agree: value === "yes" })}
        />
      ))}
      <p className={cards.soft}>{t("kindness.about")}</p>
    </Page>
  );
}
