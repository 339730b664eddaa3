import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const registration: Translated<typeof source.registration> = {
  title: "Yearly registration",
  menu: "Yearly registration",
  due: "Registration for {{year}} is waiting for you",
  dueUntil: "Confirm once, by {{day}}",
  none: "There is nothing to confirm now. Your union sends a message when registration opens.",
  ask: "Registration for {{year}}",
  until: "{{from}} – {{until}}",
  intro: "Please check what is below, choose one and confirm. Once a year.",
  fact: { name: "Name", phone: "Phone", union: "Union", employer: "Employer" },
  noEmployer: "Not on file",
  wrong: "Something wrong? Have it corrected",
  legend: "Your work now",
  option: { employed: "I work", retired: "I have retired", unemployed: "I have no work at present" },
  keep: "Your union checks this and then keeps your membership without dues; elections and benefits follow its rules. Until it answers, nothing changes.",
  confirm: "Confirm",
  again: "Change and confirm again",
  done: "Registered for {{year}}",
  doneBy: {
    member: "Confirmed by you on {{day}}: {{said}}.",
    staff: "Registered by your union on {{day}}: {{said}}. Tell it if that is wrong.",
    list: "Registered from a list of your union on {{day}}: {{said}}. Tell it if that is wrong.",
    joined: "Registered with your joining on {{day}}; nothing to confirm this year.",
  },
  retained: "Your union keeps your membership. Tell it when you work again.",
  kept: "Your union has looked at it; your membership stays as it is.",
  waiting: "Your union is checking, and will send you a message.",
  late: "Registration ended on {{day}}. If you missed it, please contact your union; no membership ends because of that.",
  coming: "Not open yet.",
  years: "Earlier years",
  year: "{{year}}",
  missed: {
    kept: "Not confirmed; membership unchanged",
    retained: "Membership kept",
    asked: "Your union asks you once more",
  },
  about:
    "Registration only checks the register. Nobody loses a membership for not confirming; the union looks at each.",
};
