import type { DoorSession } from "./door.types.ts";

/** The session that a door is most likely opened for: the one that people come to now, else the next, else the last. */
export function sessionAtNow(sessions: readonly DoorSession[], now: number): DoorSession | undefined {
  const byTime = [...sessions].sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  const lasts = byTime.filter(({ state, endsAt }) => state !== "cancelled" && now < Date.parse(endsAt));
  return lasts[0] ?? byTime.at(-1);
}
