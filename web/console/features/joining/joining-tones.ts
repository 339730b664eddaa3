export const joiningTones = {
  draft: "plain",
  waiting: "waiting",
  appealing: "waiting",
  approved: "done",
  refused: "bad",
  withdrawn: "plain",
} as const;
