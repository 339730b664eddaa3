import { Button, Descriptions, Drawer, Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { AnswerRequest } from "./answer-request.tsx";
import { CancelBooking, EditBooking } from "./booking-acts.tsx";
import { useBookingText } from "./use-booking-text.ts";

interface BookingDrawerProps {
  booking: HallBooking;
  onClose: () => void;
}

/** One booking, as far as the reader may know it, and what can be done with it. */
export function BookingDrawer({ booking, onClose }: BookingDrawerProps) {
  const { t } = useTranslation("console");
  const [act, setAct] = useState<"edit" | "cancel">();
  const { can, reference } = booking;
  const { title } = useBookingText()(booking);
  return (
    <>
      <Drawer
        open={act === undefined}
        onClose={onClose}
        title={title}
        size={440}
        footer={
          <Flex gap={8} wrap justify="end">
            {can.decide && <AnswerRequest booking={booking} onDone={onClose} />}
            {can.change && <Button onClick={() => setAct("edit")}>{t("places.editBooking")}</Button>}
            {can.cancel && (
              <Button danger onClick={() => setAct("cancel")}>
                {t("places.cancelBooking")}
              </Button>
            )}
            <Button onClick={onClose}>{t("common.close")}</Button>
          </Flex>
        }
      >
        <Facts booking={booking} />
        {booking.purpose === null && <p>{t("places.takenHelp")}</p>}
        {reference && <p>{t("places.keptElsewhere")}</p>}
      </Drawer>
      {act === "edit" && <EditBooking booking={booking} onClose={onClose} />}
      {act === "cancel" && <CancelBooking booking={booking} onClose={onClose} />}
    </>
  );
}

function Facts({ booking }: { booking: HallBooking }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { when, kind } = useBookingText()(booking);
  const { place, hall, freeAt, organisation, contact, note, state, reason } = booking;
  const facts = [
    [t("places.hall"), `${place} ${hall}`],
    [t("places.when"), when],
    [t("places.freeAt"), show.dayTime(freeAt)],
    [t("places.purposeLabel"), kind],
    [t("common.status"), t(`places.states.${state}`)],
    [t("places.forWhom"), organisation],
    [t("places.contact"), contact],
    [t("places.note"), note],
    [t("common.reason"), reason],
  ] as const;
  return (
    <Descriptions
      column={1}
      size="small"
      items={facts.filter(([, value]) => value).map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}
