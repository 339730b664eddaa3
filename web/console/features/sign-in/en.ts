import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const signIn: Translated<typeof source.signIn> = {
  title: "Staff sign-in",
  language: "Language",
  login: "Account",
  password: "Password",
  next: "Next",
  codeTitle: "Enter the code",
  code: "The 6 digits of your authenticator",
  sixDigits: "The code has 6 digits",
  enter: "Enter the console",
  useRecovery: "No phone at hand: use a recovery code",
  useCode: "Use the authenticator instead",
  recoveryTitle: "Sign in with a recovery code",
  recoveryCode: "Recovery code (each works once)",
  enrolTitle: "Set up the second factor",
  enrolInstall: "Open the authenticator app on your phone",
  enrolScan: "Scan this QR code",
  enrolType: "Type the 6 digits that the app shows",
  enrolQr: "QR code for the authenticator",
  enrolSecret: "If you cannot scan, type this: ",
  enrol: "Finish",
  keepTitle: "Keep these recovery codes",
  keepWhy:
    "If your phone is lost, each of these codes signs you in once. They are shown only now: print or copy them, and keep them apart from the phone.",
  print: "Print",
  copy: "Copy all",
  kept: "I have put them in a safe place",
};
