import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const signIn: Translated<typeof source.signIn> = {
  title: "Sign in",
  welcome: "Union member sign-in",
  intro: "Use the phone number that your union has on record.",
  phone: "Phone number",
  phoneHint: "11 digits",
  phoneWrong: "A phone number has 11 digits. Please check it.",
  send: "Get a code",
  sending: "Sending",
  codeTitle: "Enter the code",
  sentTo: "A code was sent to {{phone}}",
  code: "6-digit code",
  codeWrong: "The code has 6 digits.",
  submit: "Sign in",
  submitting: "Signing in",
  resend: "Send again",
  resendIn: "Send again in {{seconds}} s",
  otherPhone: "Use another number",
  join: "Not a member yet? Join the union",
  standard: "Standard version",
  switchAppHint: "You can look at your messages; this page stays as it is.",
  again: "Your sign-in has ended. Sign in again to return to where you were.",
  byParentApp: "Sign in with “{{provider}}”",
  confirmOnce:
    "The first time you come from “{{provider}}”, confirm once with a code; after that you come straight in.",
  parentAppRefused: "That sign-in did not succeed. Try again, or use your phone number.",
  byPhone: "Sign in by phone",
  elseByPhone: "If that does not work, sign in with your phone number.",
  lost: "New number, or no messages arriving? Take your ID card to your union to update it.",
};
