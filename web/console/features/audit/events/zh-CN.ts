import { accounts } from "./accounts/zh-CN.ts";
import { activities } from "./activities/zh-CN.ts";
import { benefits } from "./benefits/zh-CN.ts";
import { membership } from "./membership/zh-CN.ts";
import { platform } from "./platform/zh-CN.ts";
import { releases } from "./releases/zh-CN.ts";
import { settlement } from "./settlement/zh-CN.ts";

/** What an entry of the audit record says was done; its action with underlines is the key. */
export const event = {
  ...accounts,
  ...membership,
  ...benefits,
  ...settlement,
  ...releases,
  ...activities,
  ...platform,
} as const;
