import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./releases.module.css";
import { whyQuery } from "./releases.queries.ts";
import { useStepText } from "./use-step-text.ts";

/** What became of one person in one release, in sentences that can be read out, printed, or sent to them. */
export function AnswerSheet({ releaseId, personId, title }: { releaseId: string; personId: string; title?: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { stepText, reasonText } = useStepText();
  const why = useQuery(whyQuery(releaseId, personId));
  const send = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/releases/{releaseId}/why/send", { params: { path: { releaseId } }, body: { personId } }),
      ),
    ...{ done: t("releases.answer.sent"), touches: [] },
  });
  return (
    <QueryView query={why}>
      {({ mine, steps, mode, entries, capacity, caps, orderPublished }) => (
        <article className={styles.answer}>
          {title && <h2>{title}</h2>}
          <Alert
            type={mine.outcome === "won" || mine.claimId ? "success" : "info"}
            showIcon
            title={
              mine.eligible
                ? t(mode === "first_come" ? "releases.whyFirstCome" : "releases.whyFigures", {
                    entries: show.number(entries),
                    capacity: show.number(capacity),
                  })
                : reasonText(mine)
            }
          />
          {steps.length === 0 ? (
            <p>{t("releases.whyNothing")}</p>
          ) : (
            <ol className={styles.steps}>
              {steps.map((step) => (
                <li key={step.at + step.what}>
                  <time dateTime={step.at}>
                    {show.day(step.at)} {show.second(step.at)}
                  </time>
                  <span>{stepText(step)}</span>
                </li>
              ))}
            </ol>
          )}
          {caps.map(({ label, maxUnits, used }) => (
            <p key={label}>{t("releases.answer.cap", { label, max: maxUnits, used })}</p>
          ))}
          <p>{t("releases.answer.clock")}</p>
          {orderPublished && (
            <p>
              {t("releases.answer.order")} <a href={`/releases/${releaseId}/order`}>{t("releases.answer.orderLink")}</a>
            </p>
          )}
          <div className={styles.answerActs}>
            <Button onClick={() => window.print()}>{t("releases.answer.print")}</Button>
            <Button loading={send.isPending} onClick={() => send.mutate()}>
              {t("releases.answer.send")}
            </Button>
          </div>
        </article>
      )}
    </QueryView>
  );
}
