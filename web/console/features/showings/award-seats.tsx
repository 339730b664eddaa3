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
  const language = useLanguage();
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
  const ready = result?.rows.filter(({ outcome }) => outcome === "ready").length ?? 0;
  return (
    <Card title={t("showings.award")}>
      <Form layout="vertical">
        <Form.Item label={t("showings.awardList")} extra={t("showings.awardHint")} htmlFor="award-list">
          <Input.TextArea
            id="award-list"
            rows={4}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setResult(undefined);
            }}
          />
        </Form.Item>
        <Form.Item label={t("common.reason")} htmlFor="award-reason">
          <Input id="award-reason" maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      <Flex gap={8} wrap>
        <Button
          disabled={people.length === 0 || reason.trim().length < 2}
          loading={send.isPending}
          onClick={() => send.mutate(false)}
        >
          {t("showings.awardCheck", { people: people.length })}
        </Button>
        <Button type="primary" disabled={ready === 0} loading={send.isPending} onClick={() => send.mutate(true)}>
          {t("showings.awardGive", { people: ready })}
        </Button>
      </Flex>
      {result !== undefined && (
        <ul className={styles.plain}>
          {result.rows.map((row) => (
            <li key={`${row.name} ${row.seat} ${row.problem}`}>
              {row.name} {row.seat} ·{" "}
              {row.problem === null ? t(`showings.awardOutcome.${row.outcome}`) : codeText(language, row.problem, {})}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
