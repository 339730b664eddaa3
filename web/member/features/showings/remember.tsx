import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Ticket } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { inSpace } from "../../../shared/space.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Choice } from "../../ui/choice.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { opensCalendarFiles, remindersAhead } from "./calendar.rules.ts";
import styles from "./ticket.module.css";
import { useTicketAct } from "./use-ticket-act.ts";

const canUseFiles = (): boolean =>
  opensCalendarFiles({ userAgent: navigator.userAgent, canDownload: "download" in HTMLAnchorElement.prototype });

/** Into the phone's calendar, or a reminder by the server where the browser has none. */
export function Remember({ ticket, now }: { ticket: Ticket; now: number }) {
  const { t } = useTranslation("member");
  if (ticket.reminder !== null) return <Reminded ticket={ticket} at={ticket.reminder.at} />;
  if (!canUseFiles()) return <Remind ticket={ticket} now={now} />;
  return (
    <section className={cards.card}>
      <a
        className={styles.button}
        href={inSpace(`/api/activities/tickets/${ticket.claimId}/calendar`)}
        download="ticket.ics"
      >
        {t("tickets.calendar")}
      </a>
      <p className={cards.soft}>{t("tickets.calendarHint")}</p>
    </section>
  );
}

function Reminded({ ticket, at }: { ticket: Ticket; at: string }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const params = { path: { claimId: ticket.claimId } };
  const forget = useTicketAct(() => unwrap(api.DELETE("/api/activities/tickets/{claimId}/reminder", { params })));
  return (
    <section className={cards.card}>
      <p>{t("tickets.reminded", { at: formatDayTime(language, at) })}</p>
      {forget.isError && <ProblemNotice error={forget.error} />}
      <Button kind="plain" disabled={forget.isPending} onPress={() => forget.mutate()}>
        {t("tickets.forgetReminder")}
      </Button>
    </section>
  );
}

function Remind({ ticket, now }: { ticket: Ticket; now: number }) {
  const { t } = useTranslation("member");
  const choices = remindersAhead(ticket.session.startsAt, now);
  const [wanted, setWanted] = useState(60);
  const minutesBefore = choices.includes(wanted) ? wanted : choices[0];
  const params = { path: { claimId: ticket.claimId } };
  const remind = useTicketAct((minutes: number) =>
    unwrap(api.PUT("/api/activities/tickets/{claimId}/reminder", { params, body: { minutesBefore: minutes } })),
  );
  if (minutesBefore === undefined) return null;
  const nameOf = (minutes: number) => {
    if (minutes === 1440) return t("tickets.remindDay");
    return minutes % 60 === 0
      ? t("tickets.remindHours", { count: minutes / 60 })
      : t("tickets.remindMinutes", { count: minutes });
  };
  return (
    <section>
      <h2 className={cards.section}>{t("tickets.remindTitle")}</h2>
      <Choice
        legend={t("tickets.remindWhen")}
        hint={t("tickets.remindWhy")}
        options={choices.map((minutes) => ({ value: String(minutes), label: nameOf(minutes) }))}
        value={String(minutesBefore)}
        onChange={(value) => setWanted(Number(value))}
      />
      {remind.isError && <ProblemNotice error={remind.error} />}
      <Button kind="outline" disabled={remind.isPending} onPress={() => remind.mutate(minutesBefore)}>
        {t("tickets.remind")}
      </Button>
    </section>
  );
}
