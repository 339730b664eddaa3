import type { Service } from "#modules/membership";
import { titleOf } from "../sessions/session.rules.ts";
import type { SessionRow } from "../sessions/session.store.ts";

/** By what the service record knows a check-in. */
export const checkInSource = (id: string) => ({ type: "activities.check_in", id });

/** A check-in as the service record has it. */
export const serviceOf = (session: SessionRow, entry: { id: string; personId: string; at: Date }): Service => ({
  ...{ personId: entry.personId, organisationId: session.organisationId, kind: "activity", at: entry.at },
  ...{ source: checkInSource(entry.id), title: titleOf(session) },
});
