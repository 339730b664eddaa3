import { campaigns } from "../features/campaigns/zh-CN.ts";
import { data } from "../features/data/zh-CN.ts";
import { goods } from "../features/goods/zh-CN.ts";
import { inbox } from "../features/inbox/zh-CN.ts";
import { joining } from "../features/joining/zh-CN.ts";
import { kindness } from "../features/kindness/zh-CN.ts";
import { me, phone, settings } from "../features/me/zh-CN.ts";
import { code } from "../features/member-code/zh-CN.ts";
import { registration } from "../features/registration/zh-CN.ts";
import { rehearsal } from "../features/rehearsal/zh-CN.ts";
import { act, mode, order, release, result, stage, today, why } from "../features/releases/zh-CN.ts";
import { seats } from "../features/seats/zh-CN.ts";
import { served } from "../features/served/zh-CN.ts";
import { showings, tickets } from "../features/showings/zh-CN.ts";
import { signIn } from "../features/sign-in/zh-CN.ts";
import { transfer } from "../features/transfer/zh-CN.ts";
import { vouchers } from "../features/vouchers/zh-CN.ts";
import { about, home, shell } from "./shell/zh-CN.ts";

/** All texts of the member entrance; each feature keeps its own. */
export const member = {
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
} as const;
