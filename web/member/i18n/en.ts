import type { Translated } from "../../shared/i18n/languages.ts";
import type { member as source } from "./zh-CN.ts";

export const member: Translated<typeof source> = { shell: { home: "Home" } };
