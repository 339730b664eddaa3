import type { Translated } from "../../../shared/i18n/languages.ts";
import type { quotas as source } from "./zh-CN.ts";

export const quotas: Translated<typeof source> = {
  title: "Units per union",
  about:
    "How many units of each round are kept for each union below. Its own members come first; what is left when the time is over is everybody's.",
  back: "Back to the campaign",
  kind: "Kind",
  union: "Union",
  units: "Units",
  unitsOf: "Units of {{union}}",
  hours: "Everybody's after (hours)",
  hoursOf: "Hours until what {{union}} leaves is everybody's",
  remove: "Remove",
  removeOf: "Remove {{union}}",
  addLabel: "Add a union",
  none: "Nothing is divided yet. Add unions, or import a table.",
  own: "Your own union is everybody and needs no units of its own. Choose a union below it.",
  there: "{{union}} is in the table already. Change its units there.",
  unsaved: "{{title}} (not saved)",
  leave: "The units are not saved yet. Leave all the same?",
  fixed: "The campaign has been handed in or approved: its units stand.",
  totals: {
    stock: "A round has",
    shared: "Other shares",
    given: "Units of unions",
    left: "Left for everybody",
  },
  over: "Units and other shares come to {{units}}, more than the {{stock}} of a round. Give less, or raise the stock first.",
  save: "Save",
  saved: "Saved",
};
