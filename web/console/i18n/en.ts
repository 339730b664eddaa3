import type { Translated } from "../../shared/i18n/languages.ts";
import { audit } from "../features/audit/en.ts";
import { awards } from "../features/awards/en.ts";
import { bundles } from "../features/bundles/en.ts";
import { campaigns } from "../features/campaigns/en.ts";
import { discrepancies } from "../features/discrepancies/en.ts";
import { duplicates } from "../features/duplicates/en.ts";
import { duties } from "../features/duties/en.ts";
import { exports } from "../features/exports/en.ts";
import { funds } from "../features/funds/en.ts";
import { goods } from "../features/goods/en.ts";
import { home } from "../features/home/en.ts";
import { imports } from "../features/imports/en.ts";
import { joining } from "../features/joining/en.ts";
import { merchants } from "../features/merchants/en.ts";
import { notices } from "../features/notices/en.ts";
import { office } from "../features/office/en.ts";
import { organisations } from "../features/organisations/en.ts";
import { outbox } from "../features/outbox/en.ts";
import { people } from "../features/people/en.ts";
import { places } from "../features/places/en.ts";
import { quotas } from "../features/quotas/en.ts";
import { registration } from "../features/registration/en.ts";
import { rehearsals } from "../features/rehearsals/en.ts";
import { releases } from "../features/releases/en.ts";
import { services } from "../features/services/en.ts";
import { settings } from "../features/settings/en.ts";
import { settlement } from "../features/settlement/en.ts";
import { share } from "../features/share/en.ts";
import { showings } from "../features/showings/en.ts";
import { signIn } from "../features/sign-in/en.ts";
import { statistics } from "../features/statistics/en.ts";
import { transfers } from "../features/transfers/en.ts";
import { waiting } from "../features/waiting/en.ts";
import { common, shell, state } from "./shell/en.ts";
import type { texts as source } from "./zh-CN.ts";

export const texts: Translated<typeof source> = {
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
};
