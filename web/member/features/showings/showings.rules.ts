import type { ActivitySession } from "../../../shared/api-types/index.ts";
import { daysApart } from "../../../shared/format.ts";

const byStart = (a: ActivitySession, b: ActivitySession) => Date.parse(a.startsAt) - Date.parse(b.startsAt);

/** Showings that are not over yet, by the day on which they begin; `day` counts from today. */
export function byDay(
  showings: readonly ActivitySession[],
  now: number,
): { day: number; startsAt: string; showings: ActivitySession[] }[] {
  const days = new Map<number, ActivitySession[]>();
  for (const showing of [...showings].sort(byStart)) {
    if (Date.parse(showing.endsAt) <= now) continue;
    const day = daysApart(now, showing.startsAt);
    days.set(day, [...(days.get(day) ?? []), showing]);
  }
  return Array.from(days, ([day, list]) => ({ day, startsAt: list[0]?.startsAt ?? "", showings: list }));
}

export type ShowingState = "cancelled" | "running" | "opens" | "open";

/** What a showing is at `now` for somebody who would like to go. */
export function showingState({ state, startsAt, opensAt }: ActivitySession, now: number): ShowingState {
  if (state === "cancelled") return "cancelled";
  if (Date.parse(startsAt) <= now) return "running";
  return opensAt !== null && Date.parse(opensAt) > now ? "opens" : "open";
}
