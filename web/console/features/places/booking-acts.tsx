import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { fieldOf, instantOf } from "../../shared/days.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { WordFields } from "./book-hall.tsx";
import { TimeFields } from "./time-fields.tsx";
import { useBookingText } from "./use-booking-text.ts";

interface ActProps {
  booking: HallBooking;
  onClose: () => void;
}

interface Values {
  title: string;
  contact: string;
  note: string;
  from: string;
  to: string;
}

/** Another time or other words. A refusal says what has the hall then. */
export function EditBooking({ booking, onClose }: ActProps) {
  const { t } = useTranslation("console");
  const { id, title, contact, note, from, to } = booking;
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      title={t("places.editBookingOf", { title })}
      initialValues={{
        ...{ title: title ?? "", contact: contact ?? "", note: note ?? "", from: fieldOf(from), to: fieldOf(to) },
      }}
      run={({ from: start, to: end, ...words }) =>
        unwrap(
          api.PATCH("/api/staff/hall-bookings/{id}", {
            params: { path: { id } },
            body: { ...words, from: instantOf(start), to: instantOf(end) },
          }),
        )
      }
      done={t("places.changed")}
      touches={[["places"]]}
    >
      <WordFields />
      <TimeFields />
    </FormDialog>
  );
}

/** Frees the hall; the reason is read by whoever had it. */
export function CancelBooking({ booking, onClose }: ActProps) {
  const { t } = useTranslation("console");
  const { id, title } = booking;
  const { when } = useBookingText()(booking);
  const cancel = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/hall-bookings/{id}/cancel", { params: { path: { id } }, body: { reason } })),
    done: t("places.cancelled"),
    touches: [["places"]],
    onDone: onClose,
  });
  return (
    <ReasonModal
      open
      title={t("places.cancelBookingOf", { title })}
      warning={t("places.cancelWarning", { when })}
      ok={t("places.cancelBooking")}
      busy={cancel.isPending}
      onCancel={onClose}
      onConfirm={(reason) => cancel.mutate(reason)}
    />
  );
}
