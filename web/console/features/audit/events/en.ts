import type { Translated } from "../../../../shared/i18n/languages.ts";
import { accounts } from "./accounts/en.ts";
import { activities } from "./activities/en.ts";
import { benefits } from "./benefits/en.ts";
import { membership } from "./membership/en.ts";
import { platform } from "./platform/en.ts";
import { releases } from "./releases/en.ts";
import { settlement } from "./settlement/en.ts";
import type { event as source } from "./zh-CN.ts";

export const event: Translated<typeof source> = {
  ...accounts,
  ...membership,
  ...benefits,
  ...settlement,
  ...releases,
  ...activities,
  ...platform,
};
