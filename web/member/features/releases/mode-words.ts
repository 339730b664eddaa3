import type { ReleaseCard } from "../../../shared/api-types/index.ts";

/** The key of what a way of giving out is called: seats are not vouchers. */
export const modeWords = ({ kind, mode }: Pick<ReleaseCard, "kind" | "mode">) =>
  kind === "seat" && mode === "grab" ? ("mode.grabSeat" as const) : (`mode.${mode}` as const);
