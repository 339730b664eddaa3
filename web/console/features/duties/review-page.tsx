import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Button, Flex, Segmented, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { DutyReviewLine } from "../../../shared/api-types/index.ts";
import { DeadlineTag } from "../../shared/deadline-tag.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useDutyName } from "../../shared/use-duty-name.ts";
import { useQuarterName } from "../../shared/use-quarter-name.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { AnswerReview } from "./answer-review.tsx";
import { reviewLinesQuery, reviewLists, reviewsQuery } from "./review.queries.ts";
import { lastDayOf } from "./term.ts";

/** One quarter's duties, each confirmed or ended by whoever gives and takes them there. */
export function ReviewPage() {
  const { t } = useTranslation("console");
  const { reviewId } = useParams({ from: "/inside/duties/reviews/$reviewId" });
  const { list: asked, after } = useSearch({ from: "/inside/duties/reviews/$reviewId" });
  const list = reviewLists.find((one) => one === asked) ?? "open";
  const search = useSetSearch();
  const quarterName = useQuarterName();
  const review = useQuery(reviewsQuery).data?.items.find(({ id }) => id === reviewId);
  const lines = useQuery(reviewLinesQuery({ id: reviewId, list, after }));
  return (
    <Page
      title={
        review === undefined ? t("duties.review.title") : `${t("duties.review.title")} · ${quarterName(review.quarter)}`
      }
      about={t("duties.review.about")}
      back={<Link to="/duties">{t("duties.review.back")}</Link>}
      actions={
        <Button href={`/api/staff/duty-reviews/${reviewId}/sheet`} icon={<DownloadOutlined />} download>
          {t("duties.review.sheet")}
        </Button>
      }
    >
      <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
        <Segmented
          value={list}
          onChange={(next) => search({ list: next, after: undefined })}
          style={{ maxWidth: "100%", overflowX: "auto" }}
          options={reviewLists.map((value) => ({ value, label: t(`duties.review.list.${value}`) }))}
        />
        {review && <span>{t("duties.review.progress", review)}</span>}
        {review && review.done < review.lines && <DeadlineTag clock={review.clock} />}
        {review && review.mine > 0 && <strong>{t("duties.review.mine", review)}</strong>}
      </Flex>
      <QueryView
        query={lines}
        empty={t(list === "open" ? "duties.review.noneOpen" : "duties.review.none")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items, next }) => (
          <>
            <Lines reviewId={reviewId} items={items} />
            <Flex gap={8} justify="end" style={{ marginTop: 12 }}>
              {after && <Button onClick={() => search({ after: undefined })}>{t("duties.review.first")}</Button>}
              {next && <Button onClick={() => search({ after: next })}>{t("duties.review.next")}</Button>}
            </Flex>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Lines({ reviewId, items }: { reviewId: string; items: DutyReviewLine[] }) {
  const { t } = useTranslation("console");
  const { name: dutyName } = useDutyName();
  const show = useShow();
  const until = (end: string | null) => (end === null ? t("duties.review.forever") : show.date(lastDayOf(end)));
  return (
    <Table<DutyReviewLine>
      rowKey="grantId"
      size="small"
      dataSource={items}
      pagination={false}
      scroll={{ x: 740 }}
      columns={[
        {
          title: t("duties.person"),
          width: 128,
          render: (_, { accountName, login }) => (
            <>
              <strong>{accountName}</strong> {login}
            </>
          ),
        },
        {
          title: t("duties.review.duty"),
          render: (_, { duty, nodeName, change }) => (
            <>
              {dutyName(duty)} · {nodeName}{" "}
              {(change === "new" || change === "changed") && (
                <ToneTag tone="waiting">{t(`duties.review.change.${change}`)}</ToneTag>
              )}
            </>
          ),
        },
        {
          title: t("duties.review.since"),
          width: 176,
          render: (_, { validFrom, validUntil, grantedBy }) => (
            <>
              {show.date(validFrom)} – {until(validUntil)}
              <br />
              <small>{t("duties.review.grantedBy", { name: grantedBy ?? t("duties.review.system") })}</small>
            </>
          ),
        },
        {
          title: t("duties.review.signedIn"),
          width: 110,
          render: (_, { signedInAt }) => (signedInAt === null ? t("duties.review.never") : show.date(signedInAt)),
        },
        {
          title: t("duties.review.answer"),
          width: 212,
          render: (_, line) => <AnswerReview reviewId={reviewId} line={line} />,
        },
      ]}
    />
  );
}
