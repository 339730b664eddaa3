import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const home: Translated<typeof source.home> = {
  hello: "Hello, {{name}}",
  about: "What deserves attention today.",
  releases: "Open now and soon",
  noReleases: "Nothing is released within three days. Approve a campaign and its rounds appear here.",
  toCheck: "Waiting for your check",
  record: "Audit record",
  toRecord: "Open the audit record",
  noDuty: "You hold no duty yet. Ask an administrator for one under “Accounts and duties”.",
  nothingToCheck: "No campaign waits for you",
  firstRelease: "The way to your first release",
  progress: "{{done}} of {{all}} steps done",
  done: "Done",
  step: {
    organisations: "Build the tree of organisations",
    people: "Write down members",
    funds: "Enter a fund source",
    merchants: "Add a merchant and pair a till",
    campaign: "Write the first campaign",
    approval: "Let a second person check and approve it",
  },
  help: {
    organisations: "Add counties and units below your own organisation.",
    people: "Name, phone and union of each member.",
    funds: "Without money no campaign can be approved.",
    merchants: "Vouchers need a place to be used.",
    campaign: "One page, a few minutes.",
    approval: "Once approved it releases by itself, on time; watch it in the release calendar.",
  },
};
