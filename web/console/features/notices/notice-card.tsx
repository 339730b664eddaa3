import { Button, Card, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Notice } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./notices.module.css";

const tones = {
  ...({ proposed: "waiting", planned: "waiting", published: "done" } as const),
  ...({ over: "plain", refused: "bad", withdrawn: "plain" } as const),
};

/** One publication: its days, the list as it hangs out, and what may be done with it. */
export function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useTranslation("console");
  const { title, state, startsOn, endsOn, people, sample, reason, createdBy, page, excel, pictures } = notice;
  return (
    <Card className={styles.card ?? ""}>
      <div className={styles.head}>
        <ToneTag tone={tones[state]}>{t(`notices.state.${state}`)}</ToneTag>
        <strong>{title}</strong>
        <span>{t("notices.period", { from: startsOn, to: endsOn })}</span>
        <span>{t("notices.people", { count: people })}</span>
        <span className={styles.soft}>{createdBy}</span>
      </div>
      {reason && <p>{reason}</p>}
      {sample.length > 0 && (
        <details className={styles.sample}>
          <summary>{t("notices.sample", { count: sample.length })}</summary>
          <ol>
            {/* Two rows may read alike; their place in the list tells them apart. */}
            {sample
              .map((row, place) => ({ ...row, place }))
              .map(({ place, name, union, tail, what }) => (
                <li key={place}>
                  {name} {union} {tail} {what}
                </li>
              ))}
          </ol>
        </details>
      )}
      {state === "published" && (
        <div className={styles.acts}>
          <Button href={page} target="_blank" rel="noreferrer">
            {t("notices.open")}
          </Button>
          <Button href={excel}>{t("notices.excel")}</Button>
          {pictures.map((picture, index) => (
            <Button key={picture} href={picture} target="_blank" rel="noreferrer">
              {t("notices.picture", { part: index + 1 })}
            </Button>
          ))}
        </div>
      )}
      <Acts notice={notice} />
    </Card>
  );
}

function Acts({ notice: { id, can, title } }: { notice: Notice }) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<"refuse" | "withdraw" | "extend">();
  const close = () => setAsking(undefined);
  const path = { params: { path: { noticeId: id } } };
  const touches = [["campaigns", "notices"]];
  const decide = (verdict: "passed" | "refused", note: string) =>
    unwrap(api.POST("/api/staff/notices/{noticeId}/decide", { ...path, body: { verdict, note } }));
  const approve = useAct({ run: () => decide("passed", ""), ...{ done: t("notices.approved"), touches } });
  const refuse = useAct({
    run: (note: string) => decide("refused", note),
    ...{ done: t("notices.refused"), touches, onDone: close },
  });
  const withdraw = useAct({
    run: (reason: string) => unwrap(api.POST("/api/staff/notices/{noticeId}/withdraw", { ...path, body: { reason } })),
    ...{ done: t("notices.withdrawn"), touches, onDone: close },
  });
  const needed = { required: true, message: t("common.needed") };
  return (
    <div className={styles.acts}>
      {can.decide && (
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate()}>
          {t("notices.approve")}
        </Button>
      )}
      {can.decide && <Button onClick={() => setAsking("refuse")}>{t("notices.refuse")}</Button>}
      {can.extend && <Button onClick={() => setAsking("extend")}>{t("notices.extend")}</Button>}
      {can.withdraw && <Button onClick={() => setAsking("withdraw")}>{t("notices.withdraw")}</Button>}
      <ReasonModal
        open={asking === "refuse" || asking === "withdraw"}
        title={title}
        warning={t(asking === "refuse" ? "notices.refuseWarning" : "notices.withdrawWarning")}
        ok={t(asking === "refuse" ? "notices.refuse" : "notices.withdraw")}
        busy={refuse.isPending || withdraw.isPending}
        onCancel={close}
        onConfirm={(reason) => (asking === "refuse" ? refuse : withdraw).mutate(reason)}
      />
      <FormDialog<{ endsOn: string; reason: string }, unknown>
        open={asking === "extend"}
        onClose={close}
        title={t("notices.extend")}
        done={t("notices.extended")}
        touches={touches}
        run={(body) => unwrap(api.POST("/api/staff/notices/{noticeId}/extend", { ...path, body }))}
      >
        <Form.Item name="endsOn" label={t("notices.extendTo")} rules={[needed]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="reason" label={t("common.reason")} rules={[needed]}>
          <Input maxLength={300} />
        </Form.Item>
      </FormDialog>
    </div>
  );
}
