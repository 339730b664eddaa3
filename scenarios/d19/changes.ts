import assert from "node:assert/strict";
import { eventually } from "../browser.ts";
import type { Cinema } from "./cinema.ts";
import type { Grab } from "./grab.ts";
import type { Week } from "./plan.ts";

/** Changes say first whom they touch and tell exactly those; the hall is free again when a showing is cancelled. */
export async function playChanges({ cinema, week, grab }: { cinema: Cinema; week: Week; grab: Grab }): Promise<void> {
  const { maker, organisationId, hallId } = cinema;
  const film = await maker.post("/api/staff/activities/films", { organisationId, title: "流浪地球", minutes: 125 });
  const url = (id: string) => `/api/staff/activities/sessions/${id}/changes`;
  const swap = { kind: "film", filmId: film.id };
  const { touches } = await maker.post(`${url(week.first.id)}/preview`, { change: swap });
  assert.equal(touches, 2, "only who has not come in yet can still be told");
  await maker.refused(
    url(week.first.id),
    { change: swap, reason: "片源问题", touches: 0 },
    409,
    "activities.touched_changed",
  );
  await maker.post(url(week.first.id), { change: swap, reason: "片源问题", touches });

  const outside = grab.holders.at(-1);
  assert.ok(outside);
  await eventually("who was touched is told", async () => {
    const { items } = await outside.member.get("/api/member/inbox");
    return items.some((message: { kind: string }) => message.kind === "activities.film_changed") ? true : undefined;
  });

  const second = await maker.get(`/api/staff/activities/sessions/${week.second.id}`);
  const meeting = { startsAt: second.startsAt, endsAt: second.endsAt, purpose: "meeting", title: "年终总结会" };
  await maker.refused(`/api/staff/halls/${hallId}/bookings`, bookingOf(cinema, meeting), 409, "places.hall_taken");
  await maker.post(url(week.second.id), { change: { kind: "cancelled" }, reason: "会场征用", touches: 0 });
  await maker.post(`/api/staff/halls/${hallId}/bookings`, bookingOf(cinema, meeting));
}

const bookingOf = (
  { organisationId }: Cinema,
  { startsAt, endsAt, purpose, title }: { startsAt: string; endsAt: string; purpose: string; title: string },
) => ({ organisationId, purpose, title, from: startsAt, to: endsAt });
