import type { StaffRelease } from "../../../shared/api-types/index.ts";

type Figures = Pick<StaffRelease, "capacity" | "taken" | "held" | "left" | "shares">;

/** What of a release is nobody's share: its figures without those of the shares, which they count in. */
export function forEverybody({ capacity, taken, held, left, shares }: Figures) {
  const sum = (of: "capacity" | "taken" | "left") => shares.reduce((total, share) => total + share[of], 0);
  return { capacity: capacity - sum("capacity"), taken: taken + held - sum("taken"), left: left - sum("left") };
}
