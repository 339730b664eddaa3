import { useTranslation } from "react-i18next";
import type { InboxItem } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { readable } from "../../../shared/i18n/problem-text.ts";

/** The kinds of messages that this page knows the words of. */
export const messageKinds = [
  "release.won",
  "release.lost",
  "release.capped",
  "release.withdrawn",
  "release.explained",
  "release.offered",
  "release.reminder",
  "benefits.campaign_paused",
  "benefits.campaign_stopped",
  "benefits.campaign_resumed",
  "benefits.campaign_changed",
  "benefits.redeemed",
  "benefits.redemption_undone",
  "benefits.voucher_reissued",
  "benefits.voucher_voided",
  "benefits.subsidy_back",
  "benefits.lapsing",
  "benefits.awarded",
  "benefits.award_taken_back",
  "activities.won",
  "activities.barred",
  "activities.question",
  "activities.reminder",
  "activities.cancelled",
  "activities.cancelled_owed",
  "activities.moved",
  "activities.film_changed",
  "activities.reseated",
  "activities.hall_changed",
  "activities.waiting_cancelled",
  "activities.waiting_moved",
  "activities.waiting_film_changed",
  "activities.waiting_hall_changed",
  "activities.missed",
  "activities.awarded",
  "activities.award_taken_back",
  "activities.excuse_accepted",
  "activities.excuse_refused",
  "joining.approved",
  "transfer.begun",
  "transfer.released",
  "transfer.refused",
  "transfer.done",
  "transfer.withdrawn",
  "membership.retained",
  "membership.suspended",
  "membership.restored",
  "membership.resigned",
  "membership.expelled",
  "membership.closed",
  "membership.handed_over",
  "membership.kept_above",
  "phone.changed",
  "phone.removed",
  "registration.opened",
  "registration.reminder",
  "registration.confirmed",
  "registration.kept",
  "registration.retained",
  "registration.asked",
  "registration.taken_back",
  "correction.made",
  "correction.refused",
  "closing.asked",
  "kindness.birthday",
] as const;

/** Title and body of a message: as a person wrote them, or the text of its kind in the reader's language. */
export function useMessageText(): (message: InboxItem) => { title: string; body: string } {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return ({ kind, params, title, body }) => {
    if (title !== null) return { title, body: body ?? "" };
    const known = messageKinds.find((one) => one === kind) ?? "other";
    const values = readable(language, params);
    // A kind's name holds a dot, so its texts are reached as one object, not by a path.
    const texts = t("inbox.kind", { returnObjects: true, ...values })[known];
    return { title: texts.title, body: texts.body };
  };
}
