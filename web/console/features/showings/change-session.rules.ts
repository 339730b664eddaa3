import { instantOf } from "../../shared/days.ts";

export const changeKinds = ["film", "time", "hall", "reseated", "cancelled"] as const;

/** A change as the form has it. */
export interface ChangeValues {
  kind: (typeof changeKinds)[number];
  filmId?: string;
  startsAt?: string;
  endsAt?: string;
  hallId?: string;
  reason: string;
}

/** What the form says, as the server takes it. */
export function changeOf({ kind, filmId = "", startsAt = "", endsAt = "", hallId = "" }: ChangeValues) {
  if (kind === "film") return { kind, filmId };
  if (kind === "time") return { kind, startsAt: instantOf(startsAt), endsAt: instantOf(endsAt) };
  return kind === "hall" ? { kind, hallId } : { kind };
}
