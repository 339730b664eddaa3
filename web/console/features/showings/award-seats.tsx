import { Button, Card, Flex, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SessionAwarded, StaffSessionDetail } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { useAct } from "../../shared/use-act.ts";
import { peopleIn } from "./people-list.rules.ts";
import styles from "./showings.module.css";
import { everything } from "./showings.queries.ts";

/** Seats for named members: the list of a union, pasted; first what would become of each line. */
export function AwardSeats({ session }: { session: StaffSessionDetail }) {
  const { t } = useTranslation("console");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [result, setResult] = useState<SessionAwarded | undefined>();
  const people = peopleIn(text);
  const send = useAct({
    run: (confirmed: boolean) =>
      unwrap(
        api.POST("/api/staff/activities/sessions/{sessionId}/awards", {
          params: { path: { sessionId: session.id } },
          body: { people, reason, confirmed },
        }),
      ),
    touches: everything,
    onDone: setResult,
  });
  const write = (list: string) => {
    setText(list);
    setResult(undefined);
  };
  const ready = result?.rows.filter(({ outcome }) => outcome === "ready").length ?? 0;
  return (
    <Card title={t("showings.award")}>
      <Form layout="vertical">
        <Form.Item label={t("showings.awardList")} extra={t("showings.awardHint")} htmlFor="award-list">
          <Input.TextArea id="award-list" rows={4} value={text} onChange={(event) => write(event.target.value)} />
        </Form.Item>
        <Form.Item label={t("common.reason")} htmlFor="award-reason">
          <Input id="award-reason" maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      <AwardActs {...{ people: people.length, ready, isReasoned: reason.trim().length >= 2 }} send={send} />
      {result !== undefined && <AwardRows rows={result.rows} />}
    </Card>
  );
}

interface AwardActsProps {
  people: number;
  ready: number;
  isReasoned: boolean;
  send: { isPending: boolean; mutate: (confirmed: boolean) => void };
}

/** First what would become of each line, then giving. */
function AwardActs({ people, ready, isReasoned, send }: AwardActsProps) {
  const { t } = useTranslation("console");
  return (
    <Flex gap={8} wrap>
      <Button disabled={people === 0 || !isReasoned} loading={send.isPending} onClick={() => send.mutate(false)}>
        {t("showings.awardCheck", { people })}
      </Button>
      <Button type="primary" disabled={ready === 0} loading={send.isPending} onClick={() => send.mutate(true)}>
        {t("showings.awardGive", { people: ready })}
      </Button>
    </Flex>
  );
}

/** What became of each line, or would. */
function AwardRows({ rows }: Pick<SessionAwarded, "rows">) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  // One person may stand in the list twice: a line is known by its number.
  const lines = rows.map((row, line) => ({ ...row, line }));
  return (
    <ul className={styles.plain}>
      {lines.map((row) => (
        <li key={row.line}>
          {row.name} {row.seat} ·{" "}
          {row.problem === null ? t(`showings.awardOutcome.${row.outcome}`) : codeText(language, row.problem, {})}
        </li>
      ))}
    </ul>
  );
}
