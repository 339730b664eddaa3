/** Texts of audit bundles. */
export const bundles = {
  title: "Audit archive",
  about:
    "Everything of this campaign in one archive: plan and approvals, the order of each round, claims, redemptions, returns, settlement, funds, awards, publications, audit records, with a sheet of checks and a fingerprint of each file. With verify.mjs in it the auditor finds any change without this server; the notes inside say how.",
  back: "Back to the campaign",
  make: "Make an archive",
  full: "Show members' whole names (partly hidden otherwise)",
  reason: "Reason",
  reasonHelp: "Whole names need a reason, such as the auditor's letter. It goes into the audit.",
  reasonNeeded: "Whole names need a reason",
  asked: "It is being made; you may leave and come back to download it",
  none: "None has been made yet.",
  state: {
    queued: "Waiting",
    building: "Being made",
    ready: "Ready",
    failed: "Failed; please make it again",
    gone: "Deleted after its days",
  },
  by: "Made by {{name}} at {{at}}",
  allGood: "All checks agree",
  wrong: "{{count}} checks do not agree; see the sheet in the archive",
  until: "Until {{at}}",
  fullNames: "Whole names: {{reason}}",
  download: "Download ({{size}})",
  fingerprint: "Fingerprint {{sha}}",
} as const;
