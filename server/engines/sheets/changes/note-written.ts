import { record } from "#kernel/audit/audit";
import type { Counts } from "./changes.rules.ts";
import type { SheetWork } from "./targets.ts";

/** Writes down that an import went into the register or was taken back, with its figures: what most targets do at the end. */
export const noteWritten =
  (kind: string) =>
  ({ tx, place }: SheetWork, act: "applied" | "undone", counts: Counts): Promise<void> =>
    record(tx, {
      ...{ node: place.node, object: { type: "import", id: place.importId }, detail: { kind, ...counts } },
      ...(act === "applied" ? { action: "import.applied" } : { action: "import.undone" }),
    });
