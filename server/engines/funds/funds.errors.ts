import { conflict, missing, type Problem } from "#kernel/problem";

export const noSuchSource = () => missing("funds.no_such_source");
export const noSuchEntry = () => missing("funds.no_such_entry");
export const alreadyReversed = () => conflict("funds.already_reversed");
export const reversalOfReversal = () => conflict("funds.reversal_cannot_be_reversed");
export const moreThanFree = (neededFen: number, freeFen: number) =>
  conflict("funds.more_than_free", { neededFen, freeFen });

/** The Problem behind an error that the funds functions raised in PostgreSQL; undefined for any other error. */
export function fundsProblem(error: unknown): Problem | undefined {
  const raised = error as { code?: string; detail?: string };
  if (raised.code === "GF002") return noSuchSource();
  if (raised.code !== "GF001" || raised.detail === undefined) return undefined;
  const { neededFen, availableFen } = JSON.parse(raised.detail) as { neededFen: number; availableFen: number };
  return conflict("funds.budget_exceeded", { neededFen, availableFen });
}
