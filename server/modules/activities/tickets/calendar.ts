import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Ticket } from "./ticket.schemas.ts";

/** How long before the start the phone's own calendar speaks. */
const alarmSeconds = 2 * 3600;

/**
 * A ticket as a file for the phone's calendar (RFC 5545). Its UID is the claim's for ever and its sequence grows with each change of the
 * session, so that a file opened again moves the entry, or strikes it out, instead of adding a second one.
 */
export function calendarFile(ticket: Ticket, { sequence, stamp }: { sequence: number; stamp: Date }): string {
  const { session } = ticket;
  const gone = ticket.state === "cancelled" || ticket.state === "returned";
  const calendar = ical({
    prodId: { company: "Gonghui", product: "activities", language: "ZH" },
    method: gone ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const event = calendar.createEvent({
    id: `${ticket.claimId}@gonghui`,
    // A ticket given back is another change than any of the session.
    sequence: sequence + (ticket.state === "returned" ? 1 : 0),
    stamp,
    start: new Date(session.startsAt),
    end: new Date(session.endsAt),
    summary: session.film === null ? session.seriesTitle : `${session.seriesTitle}《${session.film.title}》`,
    location: [session.hall.place, session.hall.name, session.hall.address].filter((part) => part !== "").join(" "),
    description: [ticket.seat?.label, ticket.number].filter((part) => part !== undefined).join("\n"),
    // Confirmed is what an entry is anyway, and the library would write it after the alarm, where it may not stand.
    ...(gone ? { status: ICalEventStatus.CANCELLED } : {}),
  });
  if (!gone) event.createAlarm({ type: ICalAlarmType.display, trigger: alarmSeconds, description: session.title });
  return `${calendar.toString()}\r\n`;
}
