import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { type Tone, ToneTag } from "../../shared/tone-tag.tsx";
import { AnswerRequest } from "./answer-request.tsx";
import { CancelBooking } from "./booking-acts.tsx";
import { requestsQuery } from "./places.queries.ts";
import { useBookingText } from "./use-booking-text.ts";

const tones = { requested: "waiting", confirmed: "done", refused: "bad", cancelled: "plain" } as const satisfies Record<
  HallBooking["state"],
  Tone
>;

/** Requests for halls: those to answer, or what the own unions asked for with the answers. */
export function RequestList({ of }: { of: "inbox" | "mine" }) {
  const { t } = useTranslation("console");
  const requests = useQuery({ ...requestsQuery(of), refetchInterval: 30_000 });
  const text = useBookingText();
  return (
    <QueryView query={requests} empty={t(`places.none.${of}`)} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <Table<HallBooking>
          rowKey="id"
          size="small"
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          scroll={{ x: 820 }}
          dataSource={items}
          columns={[
            { title: t("places.bookingTitle"), key: "title", render: (_, one) => one.title },
            {
              title: t("places.purposeLabel"),
              key: "purpose",
              width: 80,
              render: (_, { purpose }) => purpose && t(`places.purpose.${purpose}`),
            },
            {
              title: t("places.forWhom"),
              key: "organisation",
              render: (_, { organisation, contact }) => [organisation, contact].filter(Boolean).join(" · "),
            },
            {
              title: t("places.hall"),
              key: "hall",
              render: (_, { hallId, place, hall }) => (
                <Link to="/places/halls/$hallId" params={{ hallId }}>
                  {place} {hall}
                </Link>
              ),
            },
            { title: t("places.when"), key: "when", render: (_, one) => text(one).when },
            { title: t("common.status"), key: "state", width: 200, render: (_, one) => <State booking={one} /> },
            { title: t("common.actions"), key: "acts", width: 170, render: (_, one) => <Acts booking={one} /> },
          ]}
        />
      )}
    </QueryView>
  );
}

function State({ booking: { state, reason } }: { booking: HallBooking }) {
  const { t } = useTranslation("console");
  return (
    <>
      <ToneTag tone={tones[state]}>{t(`places.states.${state}`)}</ToneTag>
      {reason && <div>{reason}</div>}
    </>
  );
}

function Acts({ booking }: { booking: HallBooking }) {
  const { t } = useTranslation("console");
  const [withdrawing, setWithdrawing] = useState(false);
  if (booking.can.decide)
    return (
      <Flex gap={8}>
        <AnswerRequest booking={booking} />
      </Flex>
    );
  if (!booking.can.cancel) return null;
  return (
    <>
      <Button size="small" onClick={() => setWithdrawing(true)}>
        {t("places.withdraw")}
      </Button>
      {withdrawing && <CancelBooking booking={booking} onClose={() => setWithdrawing(false)} />}
    </>
  );
}
