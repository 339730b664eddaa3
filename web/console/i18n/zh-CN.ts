import { audit } from "../features/audit/zh-CN.ts";
import { awards } from "../features/awards/zh-CN.ts";
import { bundles } from "../features/bundles/zh-CN.ts";
import { campaigns } from "../features/campaigns/zh-CN.ts";
import { discrepancies } from "../features/discrepancies/zh-CN.ts";
import { duplicates } from "../features/duplicates/zh-CN.ts";
import { duties } from "../features/duties/zh-CN.ts";
import { exports } from "../features/exports/zh-CN.ts";
import { funds } from "../features/funds/zh-CN.ts";
import { goods } from "../features/goods/zh-CN.ts";
import { home } from "../features/home/zh-CN.ts";
import { imports } from "../features/imports/zh-CN.ts";
import { joining } from "../features/joining/zh-CN.ts";
import { merchants } from "../features/merchants/zh-CN.ts";
import { notices } from "../features/notices/zh-CN.ts";
import { office } from "../features/office/zh-CN.ts";
import { organisations } from "../features/organisations/zh-CN.ts";
import { outbox } from "../features/outbox/zh-CN.ts";
import { people } from "../features/people/zh-CN.ts";
import { places } from "../features/places/zh-CN.ts";
import { quotas } from "../features/quotas/zh-CN.ts";
import { registration } from "../features/registration/zh-CN.ts";
import { rehearsals } from "../features/rehearsals/zh-CN.ts";
import { releases } from "../features/releases/zh-CN.ts";
import { services } from "../features/services/zh-CN.ts";
import { settings } from "../features/settings/zh-CN.ts";
import { settlement } from "../features/settlement/zh-CN.ts";
import { share } from "../features/share/zh-CN.ts";
import { showings } from "../features/showings/zh-CN.ts";
import { signIn } from "../features/sign-in/zh-CN.ts";
import { statistics } from "../features/statistics/zh-CN.ts";
import { transfers } from "../features/transfers/zh-CN.ts";
import { waiting } from "../features/waiting/zh-CN.ts";
import { common, shell, state } from "./shell/zh-CN.ts";

/** All texts of the console; each feature keeps its own. */
export const texts = {
  common,
  shell,
  state,
  audit,
  awards,
  bundles,
  campaigns,
  discrepancies,
  duplicates,
  duties,
  exports,
  funds,
  goods,
  home,
  imports,
  joining,
  merchants,
  notices,
  office,
  organisations,
  outbox,
  people,
  places,
  registration,
  quotas,
  rehearsals,
  releases,
  services,
  settings,
  settlement,
  share,
  showings,
  statistics,
  signIn,
  transfers,
  waiting,
} as const;
