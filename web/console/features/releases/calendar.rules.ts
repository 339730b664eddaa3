import { dayOf, shiftDays } from "../../shared/days.ts";

export { dayOf, shiftDays, weekFrom } from "../../shared/days.ts";

/** Every day of a range with what opens on it, earliest first. */
export function daysOf<Release extends { opensAt: string }>(releases: readonly Release[], from: string, days: number) {
  return Array.from({ length: days }, (_, index) => {
    const day = shiftDays(from, index);
    const own = releases.filter(({ opensAt }) => dayOf(opensAt) === day);
    return { day, releases: own.sort((a, b) => a.opensAt.localeCompare(b.opensAt)) };
  });
}
