import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const clerk: Translated<typeof source.clerk> = {
  who: "Who is at the till",
  none: "No clerks yet. Ask the union or the manager to add them.",
  first: "first time",
  now: "{{name}} · change",
  hello: "Hello, {{name}}",
  isIn: "{{name}} is at the till. Lock it before you leave, so that nobody accepts in your name.",
  lock: "Lock the till",
  away: "The server cannot be reached, so PINs cannot be checked. Who was in and has not locked the till can go on; others wait for the network.",
  typePin: "Enter your 6-digit PIN",
  pin: "PIN",
  forgot: "Forgot the PIN",
  other: "Somebody else",
  firstHelp: "A code goes to your phone; with it you set your own 6-digit PIN.",
  newPin: "New PIN (6 digits)",
  newPinHelp: "Not 123456, nor six equal digits.",
};
