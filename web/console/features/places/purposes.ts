import type { HallBooking } from "../../../shared/api-types/index.ts";

export const purposes = ["showing", "charter", "meeting", "training", "closed"] as const;
export type Purpose = (typeof purposes)[number];

/** What unions may ask for in halls of the unions above them. */
export const askedPurposes = ["meeting", "training"] as const satisfies readonly Purpose[];

/** The class that colours a booking; what is not the reader's to know has a look of its own. */
export const lookOf = ({ purpose, state }: Pick<HallBooking, "purpose" | "state">): string =>
  state === "requested" ? "requested" : (purpose ?? "hidden");
