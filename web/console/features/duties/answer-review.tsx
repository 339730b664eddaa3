import { Button, Flex, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { DutyReviewLine } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useDutyName } from "../../shared/use-duty-name.ts";
import { useShow } from "../../shared/use-show.ts";
import { useSure } from "../../shared/use-sure.ts";
import { reviewsKey } from "./review.queries.ts";

interface Answered {
  verdict: "stays" | "ends_now" | "ends_on";
  endsOn?: string;
}

const touches = [reviewsKey, ["staff-accounts"], ["waiting"]];

/** What was said of one duty, or the three things that can be. */
export function AnswerReview({ reviewId, line }: { reviewId: string; line: DutyReviewLine }) {
  const { t } = useTranslation("console");
  const { name: dutyName } = useDutyName();
  const sure = useSure();
  const [choosing, setChoosing] = useState(false);
  const send = (body: Answered) => {
    const path = { dutyReviewId: reviewId, grantId: line.grantId };
    return unwrap(
      api.POST("/api/staff/duty-reviews/{dutyReviewId}/lines/{grantId}/answer", { params: { path }, body }),
    );
  };
  const answer = useAct({ run: send, touches, done: t("duties.review.done") });
  const whose = { name: line.accountName, duty: dutyName(line.duty) };
  const end = () =>
    sure(
      t("duties.review.endsNowTitle", whose),
      t("duties.review.endsNowWarning", { place: line.nodeName }),
      t("duties.review.verdict.ends_now"),
      () => answer.mutateAsync({ verdict: "ends_now" }),
    );
  if (line.verdict !== null || line.ended) return <Said line={line} />;
  if (!line.canAnswer) return <>{t("duties.review.own")}</>;
  return (
    <Flex gap={8} wrap>
      <Button
        size="small"
        type="primary"
        loading={answer.isPending}
        onClick={() => answer.mutate({ verdict: "stays" })}
      >
        {t("duties.review.verdict.stays")}
      </Button>
      <Button size="small" onClick={() => setChoosing(true)}>
        {t("duties.review.verdict.ends_on")}
      </Button>
      <Button size="small" danger onClick={end}>
        {t("duties.review.verdict.ends_now")}
      </Button>
      <FormDialog
        open={choosing}
        onClose={() => setChoosing(false)}
        title={t("duties.review.endsOnTitle", whose)}
        run={({ endsOn }: { endsOn: string }) => send({ verdict: "ends_on", endsOn })}
        done={t("duties.review.done")}
        touches={touches}
      >
        <Form.Item
          name="endsOn"
          label={t("duties.review.endsOnDay")}
          rules={[{ required: true, message: t("common.needed") }]}
        >
          <Input type="date" />
        </Form.Item>
      </FormDialog>
    </Flex>
  );
}

function Said({ line: { verdict, endsOn, answeredByName, answeredAt } }: { line: DutyReviewLine }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const what =
    verdict === null || verdict === "ends_now"
      ? t("duties.review.ended")
      : verdict === "ends_on"
        ? t("duties.review.endsOn", { day: endsOn === null ? "" : show.date(endsOn) })
        : t("duties.review.verdict.stays");
  return (
    <>
      {what}
      {answeredAt && (
        <>
          <br />
          <small>{t("duties.review.by", { name: answeredByName, when: show.date(answeredAt) })}</small>
        </>
      )}
    </>
  );
}
