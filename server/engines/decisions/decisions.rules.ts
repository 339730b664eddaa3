export const verdicts = ["passed", "refused"] as const;
export type Verdict = (typeof verdicts)[number];

/** What the rules need of a decision that was taken. */
export interface Taken {
  revision: number;
  step: string;
  verdict: Verdict;
  by: { id: string };
  distinctFrom: readonly string[];
}

/** What somebody wants to decide. */
export interface Wanted {
  revision: number;
  step: string;
  verdict: Verdict;
  note: string;
  /** The account that decides. */
  by: string;
  /** Steps of this revision that must have been taken by other people. */
  distinctFrom: readonly string[];
  /** Accounts that may not decide, such as everybody who changed the thing. */
  notBy: readonly string[];
}

export type Refusal =
  | { why: "note_missing" }
  | { why: "superseded"; revision: number }
  | { why: "already_decided"; step: string; verdict: Verdict }
  | { why: "already_refused"; step: string }
  | { why: "same_person"; step: string };

/** Why a decision cannot be taken after those before it, or undefined when it can. */
export function refusalOf(wanted: Wanted, history: readonly Taken[]): Refusal | undefined {
  const newest = Math.max(0, ...history.map((taken) => taken.revision));
  if (wanted.revision < newest) return { why: "superseded", revision: newest };
  const now = history.filter((taken) => taken.revision === wanted.revision);
  const same = now.find((taken) => taken.step === wanted.step);
  if (same !== undefined) return { why: "already_decided", step: same.step, verdict: same.verdict };
  const refused = now.find((taken) => taken.verdict === "refused");
  if (refused !== undefined) return { why: "already_refused", step: refused.step };
  if (wanted.notBy.includes(wanted.by)) return { why: "same_person", step: "" };
  const own = now.find((taken) => taken.by.id === wanted.by && mustDiffer(taken, wanted));
  if (own !== undefined) return { why: "same_person", step: own.step };
  if (wanted.verdict === "refused" && wanted.note.trim() === "") return { why: "note_missing" };
  return undefined;
}

/** Either of the two may have asked for another person. */
const mustDiffer = (taken: Taken, wanted: Wanted) =>
  wanted.distinctFrom.includes(taken.step) || taken.distinctFrom.includes(wanted.step);

/** Whether every one of these steps was passed for this revision. */
export const havePassed = (history: readonly Taken[], revision: number, steps: readonly string[]): boolean =>
  steps.every((step) =>
    history.some((taken) => taken.revision === revision && taken.step === step && taken.verdict === "passed"),
  );

/** Whether this account could still decide, given who decided before: for a button that is shown only to others. */
export const mayStillDecide = (
  wanted: Pick<Wanted, "revision" | "step" | "by" | "distinctFrom" | "notBy">,
  history: readonly Taken[],
): boolean => refusalOf({ ...wanted, verdict: "passed", note: "" }, history) === undefined;
