/** The text messages that have a label and an explanation here: all that the server's rooms say they send. */
export const explainedTexts = [
  "one_time_password",
  "joining_approved",
  "joining_refused",
  "joining_invited",
  "phone_changed",
  "membership_ended",
  "transfer_done",
  "transfer_refused",
] as const;
