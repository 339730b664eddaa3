import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnJoining } from "../../../shared/api-types/index.ts";
import { formatDay, formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Appeal } from "../../ui/appeal.tsx";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { MenuLink } from "../../ui/menu.tsx";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import styles from "./joining.module.css";
import { joiningQuery } from "./joining.query.ts";

/** What has become of an application, and what can be done about it. */
export function JoinProgress({ own }: { own: OwnJoining }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const union = own.organisationName ?? "";
  const isOpen = own.state === "waiting" || own.state === "appealing";
  return (
    <>
      {own.state === "approved" && (
        <>
          <Notice kind="done">{t("joining.approved", { union })}</Notice>
          <MenuLink to="/sign-in">{t("joining.toSignIn")}</MenuLink>
        </>
      )}
      {own.state === "refused" && (
        <Notice kind="error">
          <p>{t("joining.refused", { union })}</p>
          <p>{own.reason}</p>
        </Notice>
      )}
      {own.state === "withdrawn" && <Notice>{t("joining.withdrawn")}</Notice>}
      {isOpen && <Deadline own={own} />}
      <section className={cards.card}>
        <h2 className={cards.strong}>{t("joining.sent")}</h2>
        <ul className={cards.dotted}>
          <li>{own.name}</li>
          {own.phoneMasked !== "" && <li>{own.phoneMasked}</li>}
          {own.idMasked !== "" && <li>{own.idMasked}</li>}
          <li>{union}</li>
          {own.submittedAt !== null && (
            <li>{t("joining.sentAt", { when: formatDayTime(language, own.submittedAt) })}</li>
          )}
        </ul>
      </section>
      {own.canAppeal && <AppealOfJoining />}
      {isOpen && <Act act="withdraw" />}
      {(own.state === "refused" || own.state === "withdrawn") && own.phoneMasked !== "" && <Act act="again" />}
    </>
  );
}

function Deadline({ own: { clock, state, organisationName } }: { own: OwnJoining }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  if (clock === null) return null;
  const day = formatDay(language, `${clock.dueOn}T12:00:00+08:00`);
  return (
    <section className={cards.card} role="status">
      <h2 className={cards.strong}>
        {t(state === "appealing" ? "joining.appealing" : "joining.waiting", { union: organisationName ?? "" })}
      </h2>
      <p className={styles.due}>{t("joining.due", { day })}</p>
      <p>
        {clock.state === "overdue" ? t("joining.overdue") : t("joining.daysLeft", { count: clock.daysLeft })}
        {clock.provisional && ` ${t("joining.provisional")}`}
      </p>
      <p className={cards.soft}>{t("joining.weTell")}</p>
    </section>
  );
}

function Act({ act }: { act: "withdraw" | "again" }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: () => unwrap(act === "again" ? api.POST("/api/joining/again") : api.POST("/api/joining/withdraw")),
    onSuccess: (own) => client.setQueryData(joiningQuery.queryKey, own),
  });
  return (
    <>
      {run.isError && <ProblemNotice error={run.error} />}
      <Button kind={act === "again" ? "outline" : "plain"} disabled={run.isPending} onPress={() => run.mutate()}>
        {t(`joining.act.${act}`)}
      </Button>
    </>
  );
}

function AppealOfJoining() {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (text: string) => unwrap(api.POST("/api/joining/appeal", { body: { text } })),
    onSuccess: (own) => client.setQueryData(joiningQuery.queryKey, own),
  });
  const words = {
    ...{ about: t("joining.appealAbout"), text: t("joining.appealText") },
    ...{ short: t("joining.appealShort"), send: t("joining.appealSend") },
  };
  return <Appeal words={words} run={run} />;
}
