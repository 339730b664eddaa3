import type { Decision } from "#engines/decisions";
import type { DecisionView } from "./decision.schemas.ts";

/** A decision as staff read it: with the name as it was then, without the account. */
export const viewDecision = ({ id, revision, step, verdict, note, file, by, at }: Decision): DecisionView => ({
  ...{ id, revision, step, verdict, note, file },
  ...{ by: by.name, at: at.toISOString() },
});
