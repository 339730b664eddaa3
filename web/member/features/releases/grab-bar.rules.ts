import type { Stage } from "./grab-stage.rules.ts";

type Words =
  | "scheduled"
  | "enter"
  | "entered"
  | "drawing"
  | "claim"
  | "confirming"
  | "soldOut"
  | "paused"
  | "closed"
  | "notEligible"
  | "seeResult";
type Hint =
  | "hintScheduled"
  | "hintScheduledOpen"
  | "hintEnter"
  | "hintEntered"
  | "hintDrawing"
  | "hintDrawingOthers"
  | "hintClaim"
  | "hintConfirming"
  | "hintOffline"
  | "hintSoldOut"
  | "hintPaused"
  | "hintNotEligible";

/** What the button says and does, and the sentence above it. `does` none: it cannot be pressed. */
export interface BarState {
  words: Words;
  does: "enter" | "claim" | "result" | "none";
  hint?: Hint;
}

interface Facts {
  hasWindow: boolean;
  entered: boolean;
  online: boolean;
}

/** The button for a stage. */
export function barOf(stage: Stage, { hasWindow, entered, online }: Facts): BarState {
  switch (stage) {
    case "scheduled":
      return { words: "scheduled", does: "none", hint: hasWindow ? "hintScheduled" : "hintScheduledOpen" };
    case "entry":
      return { words: "enter", does: "enter", hint: "hintEnter" };
    case "entering":
    case "confirming":
      return { words: "confirming", does: "none", hint: online ? "hintConfirming" : "hintOffline" };
    case "entered":
      return { words: "entered", does: "none", hint: "hintEntered" };
    case "drawing":
      return { words: "drawing", does: "none", hint: entered ? "hintDrawing" : "hintDrawingOthers" };
    case "open":
      return { words: "claim", does: "claim", hint: "hintClaim" };
    case "offered":
    case "won":
    case "lost":
      return { words: "seeResult", does: "result" };
    case "sold_out":
      return { words: "soldOut", does: "none", hint: "hintSoldOut" };
    case "paused":
      return { words: "paused", does: "none", hint: "hintPaused" };
    case "closed":
      return { words: "closed", does: "none" };
    case "not_eligible":
      return { words: "notEligible", does: "none", hint: "hintNotEligible" };
    default:
      return stage satisfies never;
  }
}
