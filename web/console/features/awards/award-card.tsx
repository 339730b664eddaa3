import { Link } from "@tanstack/react-router";
import { App, Button, Card } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Award } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./awards.module.css";

const tones = { proposed: "waiting", given: "done", refused: "bad" } as const;

/** One award: whom it names, why, what became of each, and what may be done with it. */
export function AwardCard({ award }: { award: Award }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { state, reason, round, kindTitle, createdBy, createdAt, decidedBy, note, fileId, people, can } = award;
  return (
    <Card className={styles.block ?? ""}>
      <div className={styles.head}>
        <ToneTag tone={tones[state]}>{t(`awards.state.${state}`)}</ToneTag>
        <strong>{t("awards.share.roundOf", { round, kind: kindTitle })}</strong>
        <span>{t("awards.people", { count: people.length })}</span>
        <span className={styles.soft}>
          {t("awards.by", { name: createdBy })} · {show.dayTime(createdAt)}
        </span>
        {decidedBy && <span className={styles.soft}>{t("awards.decidedBy", { name: decidedBy })}</span>}
      </div>
      <p style={{ margin: "8px 0 0" }}>{reason}</p>
      {note && <p className={styles.soft}>{note}</p>}
      <ul className={styles.people}>
        {people.map((person) => (
          <Person key={person.personId} person={person} />
        ))}
      </ul>
      <div className={styles.acts}>
        {fileId && (
          <Button href={`/api/staff/files/${fileId}`} target="_blank" rel="noreferrer">
            {t("awards.showDocument")}
          </Button>
        )}
        {can.print && people.some(({ claimState }) => claimState === "active") && (
          <Link
            to="/campaigns/$campaignId/awards/$awardId/paper"
            params={{ campaignId: award.campaignId, awardId: award.id }}
          >
            <Button tabIndex={-1}>{t("awards.print")}</Button>
          </Link>
        )}
        {can.decide && <Decide award={award} />}
      </div>
    </Card>
  );
}

function Person({ person }: { person: Award["people"][number] }) {
  const { t } = useTranslation("console");
  const { name, phoneMasked, union, outcome, claimState, onPaper } = person;
  const states = ["active", "redeemed", "lapsed", "returned", "expired", "held", "waiting"] as const;
  const known = states.find((one) => one === claimState);
  return (
    <li>
      <strong>{name}</strong>
      <span>{phoneMasked}</span>
      <span className={styles.soft}>{union}</span>
      {outcome && <ToneTag tone={outcome === "granted" ? "done" : "bad"}>{t(`awards.became.${outcome}`)}</ToneTag>}
      {known && <span>{t(`awards.claim.${known}`)}</span>}
      {onPaper && <span>{t("awards.onPaper")}</span>}
    </li>
  );
}

/** The second person's yes or no. */
function Decide({ award }: { award: Award }) {
  const { t } = useTranslation(["console", "shared"]);
  const { modal } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const [key] = useState(randomUuid);
  const decide = (body: { verdict: "passed" | "refused"; note: string }) =>
    unwrap(
      api.POST("/api/staff/awards/{awardId}/decide", {
        params: { path: { awardId: award.id }, header: { "idempotency-key": key } },
        body: { ...body, fileId: null },
      }),
    );
  const touches = [["campaigns"], ["releases"], ["fund-sources"]];
  const approve = useAct({
    run: () => decide({ verdict: "passed", note: "" }),
    ...{ done: t("console:awards.approved"), touches },
  });
  const refuse = useAct({
    run: (note: string) => decide({ verdict: "refused", note }),
    ...{ done: t("console:awards.refused"), touches, onDone: () => setRefusing(false) },
  });
  const ask = () =>
    void modal.confirm({
      title: t("console:awards.approveTitle"),
      content: t("console:awards.approveTouches", { people: award.people.length }),
      okText: t("console:awards.approve"),
      cancelText: t("shared:cancel"),
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      <Button type="primary" loading={approve.isPending} onClick={ask}>
        {t("console:awards.approve")}
      </Button>
      <Button onClick={() => setRefusing(true)}>{t("console:awards.refuse")}</Button>
      <ReasonModal
        open={refusing}
        title={t("console:awards.refuseTitle")}
        warning={t("console:awards.refuseWarning", { people: award.people.length })}
        ok={t("console:awards.refuse")}
        busy={refuse.isPending}
        onCancel={() => setRefusing(false)}
        onConfirm={(note) => refuse.mutate(note)}
      />
    </>
  );
}
