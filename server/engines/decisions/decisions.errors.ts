import { conflict, forbidden, invalid, type Problem } from "#kernel/problem";
import type { Refusal } from "./decisions.rules.ts";

export const samePerson = (step: string) => forbidden("decisions.same_person", { step });
export const alreadyDecided = (step: string) => conflict("decisions.already_decided", { step });
export const alreadyRefused = (step: string) => conflict("decisions.already_refused", { step });
export const superseded = () => conflict("decisions.superseded");
export const noteMissing = () => invalid("decisions.note_missing");

export function problemOf(refusal: Refusal): Problem {
  switch (refusal.why) {
    case "same_person":
      return samePerson(refusal.step);
    case "already_decided":
      return alreadyDecided(refusal.step);
    case "already_refused":
      return alreadyRefused(refusal.step);
    case "superseded":
      return superseded();
    default:
      return noteMissing();
  }
}

/** The Problem behind what the database refused; undefined for any other error. */
export function raisedProblem(error: unknown): Problem | undefined {
  const { code, detail = "", constraint } = error as { code?: string; detail?: string; constraint?: string };
  if (code === "GD001") return samePerson(detail);
  if (code === "GD002") return alreadyRefused(detail);
  if (code === "GD003") return superseded();
  if (code === "23505" && constraint === "decision_object_type_object_id_revision_step_key") return alreadyDecided("");
  return undefined;
}
