import type { ActivitySession } from "../../../shared/api-types/index.ts";

/** Where a showing is, in one line. */
export const hallName = ({ place, name }: ActivitySession["hall"]): string =>
  [place, name].filter((part) => part !== "").join(" ");
