/** Benefits: voucher campaigns, the merchants that take them, and their tills. See README.md. */
import { codeKeys } from "#engines/codes";
import type { Module } from "#kernel/module";
import { isSecure } from "#kernel/sign-in/sessions";
import { refreshStock, registerReleasable } from "#modules/releases";
import "./audit-names.ts";
import "./benefits.jobs.ts";
import "./benefits.policy.ts";
import { campaignRoutes } from "./campaign.routes.ts";
import { fundSourceRoutes } from "./fund-sources.routes.ts";
import { memberRoutes } from "./member.routes.ts";
import { voucherCards } from "./member-campaigns.service.ts";
import { merchantRoutes } from "./merchant.routes.ts";
import { pairingRoutes } from "./pairing.routes.ts";
import { tellMembers } from "./tell-members.ts";
import { tillRoutes } from "./till.routes.ts";
import "./till-session.ts";

export type { NewCampaign } from "./campaign.schemas.ts";
export { approveCampaign, submitCampaign } from "./check-campaign.service.ts";
export { draftCampaign } from "./draft-campaign.service.ts";
export { keepGoing, openExtraRound } from "./extra-round.service.ts";
export { openFundSource } from "./fund-sources.service.ts";
export { remindOfLapse, sweepTills } from "./lapse.service.ts";
export { addClerk } from "./merchant-clerks.service.ts";
export { addStore } from "./merchant-stores.service.ts";
export { addMerchant } from "./merchants.service.ts";
export { settleRounds } from "./settle-rounds.service.ts";

registerReleasable("voucher", { cards: voucherCards });

export const benefits: Module = {
  name: "benefits",
  uses: ["membership", "releases"],
  routes: async (app, runtime) => {
    const { secrets, demo } = runtime;
    const power = { secrets, demo, codes: await codeKeys(secrets) };
    const changed = () => refreshStock(runtime);
    memberRoutes(app);
    campaignRoutes(app, power, changed);
    fundSourceRoutes(app);
    merchantRoutes(app, power);
    pairingRoutes(app, power, isSecure(runtime.config));
    tillRoutes(app, power, runtime.sessions);
  },
  start: async () => tellMembers(),
};
