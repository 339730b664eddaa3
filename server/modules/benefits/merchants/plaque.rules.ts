import type { AgreementState } from "./agreement.rules.ts";

/** Signs that nobody misreads, on a door and on a phone: 31^10 numbers. */
export const plaqueSigns = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
export const plaqueLength = 10;

/** What was typed or scanned as a plaque's number, as it was issued; undefined when it can be none. */
export function readPlaqueNumber(typed: string): string | undefined {
  const number = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  return number.length === plaqueLength && [...number].every((sign) => plaqueSigns.includes(sign)) ? number : undefined;
}

export const plaqueStandings = ["in_force", "to_come", "ended", "suspended", "closed", "withdrawn"] as const;
export type PlaqueStanding = (typeof plaqueStandings)[number];

export interface PlaqueFacts {
  withdrawn: boolean;
  merchantActive: boolean;
  agreement: AgreementState | undefined;
  suspended: boolean;
  storeOpen: boolean;
}

/** What a passer-by is told: whether the union stands behind this sign now. The gravest reason against it comes first. */
export function standingOf(facts: PlaqueFacts): PlaqueStanding {
  if (facts.withdrawn) return "withdrawn";
  if (facts.agreement === "to_come") return "to_come";
  if (facts.agreement !== "in_force") return "ended";
  if (!facts.merchantActive || facts.suspended) return "suspended";
  return facts.storeOpen ? "in_force" : "closed";
}
