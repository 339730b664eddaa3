import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const office: Translated<typeof source.office> & Record<`${string}_one`, string> = {
  note: "Note",
  noteHelp: "Kept with this step for good; makers, checkers, approvers and auditors read it.",
  document: "Document",
  documentHelp: "Scan or photo of the minutes: PDF, JPG or PNG, up to 10 MB.",
  documentChoose: "Add a file",
  documentReplace: "Another file",
  documentRemove: "Remove the file",
  history: "Who decided what",
  noHistory: "Nobody has handed it in yet.",
  refused: "sent back",
  revision: "version {{revision}}",
  touches:
    "Touches {{people}} people: {{entered}} entered, {{waiting}} waiting, {{holding}} holding, {{reminded}} with a reminder; {{stores}} stores. They are told.",
  touchesNobody: "Touches no member.",
  step: {
    out: "Let go",
    in: "Taken in",
    handed_in: "handed in",
    checked: "checked",
    approved: "approved",
    review: "taken in",
    appeal: "appeal upheld",
  },
};
