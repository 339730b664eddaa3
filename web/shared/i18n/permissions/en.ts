import type { Translated } from "../languages.ts";
import type * as source from "./zh-CN.ts";

export const permission: Translated<typeof source.permission> = {
  staff: { view: "see accounts", manage: "manage accounts", appoint: "appoint to duties" },
  settings: { manage: "change settings" },
  audit: { view: "read the audit", read: "read the audit" },
  people: { view: "see members", manage: "manage members" },
  organisations: { manage: "manage organisations" },
  benefits: {
    read: "see campaigns",
    manage: "write campaigns",
    merchants: "manage merchants",
    funds: "manage fund sources",
    check: "check campaigns",
    approve: "approve campaigns",
    office: "set how many people decide",
  },
  releases: { read: "see releases", run: "watch over releases", top_up: "add units" },
  decisions: { attach: "attach papers to decisions", read: "read papers of decisions" },
  settlement: {
    draft: "draw up statements",
    approve: "approve statements",
    review: "review statements",
    lock: "close statements",
    pay: "pay",
  },
  activities: {
    read: "see showings",
    manage: "plan showings",
    check: "check showings",
    approve: "approve showings",
    door: "check tickets",
  },
  places: { read: "see places", request: "ask for halls", book: "book halls", manage: "manage places" },
};
