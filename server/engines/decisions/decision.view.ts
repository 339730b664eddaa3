import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import type { Decision } from "./decisions.store.ts";

/** One person's answer to one step, with the document that it rests on. */
export const DecisionView = z
  .object({
    id: z.uuid(),
    revision: z.number().int(),
    step: z.string(),
    verdict: z.enum(["passed", "refused"]),
    note: z.string(),
    file: z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.number().int() }).nullable(),
    by: z.string(),
    at: Instant,
  })
  .meta({ id: "Decision" });
export type DecisionView = z.output<typeof DecisionView>;

/** What comes with a decision: a word, and a file of the purpose `decisions.document`. */
export const decisionFields = {
  note: z.string().trim().max(500).default(""),
  fileId: z.uuid().nullable().default(null),
};

/** A decision as staff read it: with the name as it was then, without the account. */
export const viewDecision = ({ id, revision, step, verdict, note, file, by, at }: Decision): DecisionView => ({
  ...{ id, revision, step, verdict, note, file },
  ...{ by: by.name, at: at.toISOString() },
});
