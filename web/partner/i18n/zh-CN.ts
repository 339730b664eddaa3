import { apply } from "../features/apply/zh-CN.ts";
import { clerk } from "../features/clerk/zh-CN.ts";
import { goods } from "../features/goods/zh-CN.ts";
import { pair } from "../features/pairing/zh-CN.ts";
import { returns } from "../features/returns/zh-CN.ts";
import { shift } from "../features/shift/zh-CN.ts";
import { statements } from "../features/statements/zh-CN.ts";
import { oldArticle, result, scan, soldGoods, till } from "../features/till/zh-CN.ts";
import { today, undo } from "../features/today/zh-CN.ts";
import { away, install, offline, phone, pin, receipt, shell, standing, version } from "./shell/zh-CN.ts";

/** All texts of the partner entrance; each feature keeps its own. */
export const partner = {
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
} as const;
