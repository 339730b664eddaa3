import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnTransfer } from "../../../shared/api-types/index.ts";
import { formatDay, formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Appeal } from "../../ui/appeal.tsx";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import styles from "./transfer.module.css";
import { transfersQuery } from "./transfer.query.ts";

/** How far the move is, by when somebody answers, and what can be done about it. */
export function TransferProgress({ one }: { one: OwnTransfer }) {
  const { t } = useTranslation("member");
  const words = { from: one.fromName, to: one.toName };
  return (
    <>
      <section className={cards.card} role="status">
        <h2 className={cards.strong}>{t(`transfer.stand.${one.state}`, words)}</h2>
        <p className={cards.soft}>{t("transfer.fromTo", words)}</p>
        {one.begunBy === "staff" && <p className={cards.soft}>{t("transfer.begunByStaff")}</p>}
        <Steps one={one} />
        {one.clock && <Due clock={one.clock} />}
      </section>
      {one.state === "refused" && one.refusedSide !== null && (
        <Notice kind="error">
          <p>{t(`transfer.refusedBy.${one.refusedSide}`)}</p>
          <p>{one.refusal}</p>
        </Notice>
      )}
      {one.canAppeal && <AppealOfTransfer id={one.id} />}
      {one.canWithdraw && <Withdraw id={one.id} />}
    </>
  );
}

function Steps({ one }: { one: OwnTransfer }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const steps = [
    ["asked", one.begunAt],
    ["released", one.releasedAt],
    ["entered", one.state === "done" ? one.endedAt : null],
  ] as const;
  return (
    <ol className={classes(styles.steps)}>
      {steps.map(([step, at]) => (
        <li key={step} className={classes(at === null ? "" : styles.over)}>
          {t(`transfer.step.${step}`)} {at !== null && formatDayTime(language, at)}
        </li>
      ))}
    </ol>
  );
}

function Due({ clock }: { clock: NonNullable<OwnTransfer["clock"]> }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <p>
      {t("transfer.due", { day: formatDay(language, `${clock.dueOn}T12:00:00+08:00`) })}{" "}
      {clock.state === "overdue" ? t("transfer.overdue") : t("transfer.daysLeft", { count: clock.daysLeft })}
    </p>
  );
}

function Withdraw({ id }: { id: string }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const [isSure, setSure] = useState(false);
  const run = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/member/transfers/{transferId}/withdraw", { params: { path: { transferId: id } } })),
    onSuccess: (own) => client.setQueryData(transfersQuery.queryKey, own),
  });
  return (
    <>
      {run.isError && <ProblemNotice error={run.error} />}
      <Button kind="plain" disabled={run.isPending} onPress={() => (isSure ? run.mutate() : setSure(true))}>
        {t(isSure ? "transfer.withdrawSure" : "transfer.withdraw")}
      </Button>
    </>
  );
}

function AppealOfTransfer({ id }: { id: string }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (text: string) =>
      unwrap(
        api.POST("/api/member/transfers/{transferId}/appeal", { params: { path: { transferId: id } }, body: { text } }),
      ),
    onSuccess: (own) => client.setQueryData(transfersQuery.queryKey, own),
  });
  const words = {
    ...{ about: t("transfer.appealAbout"), text: t("transfer.appealText") },
    ...{ short: t("transfer.appealShort"), send: t("transfer.appealSend") },
  };
  return <Appeal words={words} run={run} />;
}
