import type { Translated } from "../../shared/i18n/languages.ts";
import { apply } from "../features/apply/en.ts";
import { clerk } from "../features/clerk/en.ts";
import { goods } from "../features/goods/en.ts";
import { pair } from "../features/pairing/en.ts";
import { returns } from "../features/returns/en.ts";
import { shift } from "../features/shift/en.ts";
import { statements } from "../features/statements/en.ts";
import { oldArticle, result, scan, soldGoods, till } from "../features/till/en.ts";
import { today, undo } from "../features/today/en.ts";
import { away, install, offline, phone, pin, receipt, shell, standing, version } from "./shell/en.ts";
import type { partner as source } from "./zh-CN.ts";

export const partner: Translated<typeof source> = {
  apply,
  oldArticle,
  soldGoods,
  standing,
  shell,
  phone,
  pair,
  clerk,
  pin,
  till,
  scan,
  result,
  away,
  offline,
  today,
  receipt,
  returns,
  shift,
  install,
  version,
  goods,
  statements,
  undo,
};
