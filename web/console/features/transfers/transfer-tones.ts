export const transferTones = {
  leaving: "waiting",
  entering: "waiting",
  appealing: "waiting",
  refused: "bad",
  done: "done",
  withdrawn: "plain",
} as const;
