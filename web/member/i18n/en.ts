import type { Translated } from "../../shared/i18n/languages.ts";
import { campaigns } from "../features/campaigns/en.ts";
import { data } from "../features/data/en.ts";
import { goods } from "../features/goods/en.ts";
import { inbox } from "../features/inbox/en.ts";
import { joining } from "../features/joining/en.ts";
import { kindness } from "../features/kindness/en.ts";
import { me, phone, settings } from "../features/me/en.ts";
import { code } from "../features/member-code/en.ts";
import { registration } from "../features/registration/en.ts";
import { rehearsal } from "../features/rehearsal/en.ts";
import { act, mode, order, release, result, stage, today, why } from "../features/releases/en.ts";
import { seats } from "../features/seats/en.ts";
import { served } from "../features/served/en.ts";
import { showings, tickets } from "../features/showings/en.ts";
import { signIn } from "../features/sign-in/en.ts";
import { transfer } from "../features/transfer/en.ts";
import { vouchers } from "../features/vouchers/en.ts";
import { about, home, shell } from "./shell/en.ts";
import type { member as source } from "./zh-CN.ts";

// English has a singular where Chinese has one form; `_one` stands beside the keys of the source.
export const member: Translated<typeof source> = {
  shell,
  signIn,
  home,
  today,
  campaigns,
  goods,
  mode,
  release,
  stage,
  act,
  result,
  why,
  order,
  vouchers,
  showings,
  tickets,
  registration,
  rehearsal,
  seats,
  code,
  inbox,
  joining,
  kindness,
  me,
  served,
  settings,
  phone,
  about,
  data,
  transfer,
};
