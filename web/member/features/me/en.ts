import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const me: Translated<typeof source.me> = {
  title: "Mine",
  vouchers: "My vouchers",
  inbox: "Messages",
  settings: "Settings",
  about: "About",
  signOut: "Sign out",
  state: { transferring: "moving", retained: "retained", suspended: "suspended" },
  rights: {
    transferring: "Your rights stay until the new union takes you in.",
    retained: "No dues and no vote; your union says whether you share in what it gives out.",
    suspended: "No vote, and no share in what is given out. Ask your union if you have questions.",
  },
  unions: "My unions",
  phone: "Phone number",
};

export const settings: Translated<typeof source.settings> = {
  title: "Settings",
  phone: "Change phone number",
  language: "Language",
  elder: "Large version",
  elderHint: "Larger text and buttons, no pop-ups.",
  on: "On",
  off: "Off",
};

export const phone: Translated<typeof source.phone> = {
  title: "Change phone number",
  intro: "Your number now: {{phone}}. Both the old and the new number get a code.",
  newPhone: "New phone number",
  send: "Send codes to both numbers",
  codeNew: "Code sent to the new number",
  codeOld: "Code sent to the old number",
  submit: "Change it",
  done: "Changed. Use the new number from your next sign-in on.",
  lost: "The old number gets no messages? Take your ID card to your union.",
  demoCode: "Demo code (new number): {{code}}",
  demoCurrent: "Demo code (old number): {{code}}",
};
