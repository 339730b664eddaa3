/** Benefits: voucher campaigns, the merchants that take them, and their tills. See README.md. */
import { codeKeys } from "#engines/codes";
import { diskStorage, filesDir } from "#kernel/files/file-storage";
import type { Module } from "#kernel/module";
import { registerShareable } from "#kernel/share/shareables";
import { isSecure } from "#kernel/sign-in/sessions";
import { refreshStock, registerReleasable } from "#modules/releases";
import "./sealed-columns.ts";
import "./audit-names.ts";
import "./staying-rows.ts";
import { bundleRoutes } from "./audit-bundle/bundle.routes.ts";
import { equipBundles } from "./audit-bundle/bundles.service.ts";
import { awardRoutes } from "./awards/award.routes.ts";
import "./awards/award-sheet.ts";
import { noticeRoutes } from "./publication/notice.routes.ts";
import "./benefits.jobs.ts";
import "./benefits.policy.ts";
import { campaignRoutes } from "./campaigns/campaign.routes.ts";
import { fundSourceRoutes } from "./campaigns/fund-sources.routes.ts";
import { kindsOfPaused } from "./campaigns/kind.store.ts";
import { voucherCards } from "./campaigns/member-campaigns.service.ts";
import { goodsRoutes } from "./goods/goods.routes.ts";
import { memberRoutes } from "./member.routes.ts";
import "./settlement/settlement.jobs.ts";
import "./settlement/settlement.policy.ts";
import "./settlement/waiting-statements.ts";
import "./ledger/waiting-fund-changes.ts";
import { changeRoutes } from "./changes/change.routes.ts";
import { ledgerRoutes } from "./ledger/ledger.routes.ts";
import { leverageRoutes } from "./leverage/leverage.routes.ts";
import { agreementRoutes } from "./merchants/agreement.routes.ts";
import { applicationRoutes } from "./merchants/application.routes.ts";
import "./merchants/merchant-list.ts";
import { merchantRoutes } from "./merchants/merchant.routes.ts";
import { plaqueRoutes } from "./merchants/plaque.routes.ts";
import { quotaRoutes } from "./quotas/quota.routes.ts";
import { receiptRoutes } from "./receipts/receipt.routes.ts";
import "./quotas/quota-sheet.ts";
import "./office/decidables.ts";
import "./office/waiting-merchants.ts";
import { officeRoutes } from "./office/office.routes.ts";
import { reconciliationRoutes } from "./reconciliation/reconciliation.routes.ts";
import { rehearsalRoutes } from "./rehearsals/rehearsal.routes.ts";
import { returnRoutes } from "./returns/return.routes.ts";
import { settlementRoutes } from "./settlement/settlement.routes.ts";
import { statementRoutes } from "./settlement/statement.routes.ts";
import { tillStatementRoutes } from "./settlement/till-statement.routes.ts";
import { workbookRoutes } from "./settlement/workbook.routes.ts";
import { sharedCampaign } from "./share/campaign-share.ts";
import { shiftRoutes } from "./shifts/shift.routes.ts";
import { tellMembers } from "./tell-members.ts";
import { pairingRoutes } from "./tills/pairing.routes.ts";
import { tillRoutes } from "./tills/till.routes.ts";
import "./tills/till-session.ts";

export type { NewCampaign } from "./campaigns/campaign.schemas.ts";
export { approveCampaign, checkCampaign, submitCampaign } from "./campaigns/check-campaign.service.ts";
export { draftCampaign } from "./campaigns/draft-campaign.service.ts";
export { keepGoing, openExtraRound } from "./campaigns/extra-round.service.ts";
export { openFundSource } from "./campaigns/fund-sources.service.ts";
export { settleRounds } from "./campaigns/settle-rounds.service.ts";
export { decideGoods, submitGoods } from "./goods/check-goods.service.ts";
export { draftGoods } from "./goods/write-goods.service.ts";
export { type AccountOfDay, bankAccountAt } from "./merchants/bank-account.service.ts";
export { decideAgreement, submitAgreement } from "./merchants/check-agreement.service.ts";
export { draftAgreement } from "./merchants/draft-agreement.service.ts";
export { addClerk } from "./merchants/merchant-clerks.service.ts";
export { addStore } from "./merchants/merchant-stores.service.ts";
export { addMerchant } from "./merchants/merchants.service.ts";
export { issuePlaque } from "./merchants/plaque.service.ts";
export { suspendStore } from "./merchants/suspend-store.service.ts";
export { usualTillRule } from "./returns/till-rule.schemas.ts";
export { remindOfLapse, sweepTills } from "./vouchers/lapse.service.ts";

registerReleasable("voucher", {
  ...{ cards: voucherCards, stopped: kindsOfPaused },
  won: { message: "release.won", page: (claimId) => `/vouchers/${claimId}` },
});
registerShareable("campaigns", { permission: "benefits.read", page: "/campaigns/:id", read: sharedCampaign });

export const benefits: Module = {
  name: "benefits",
  uses: ["membership", "releases"],
  routes: async (app, runtime) => {
    const { secrets, demo } = runtime;
    const power = { secrets, demo, codes: await codeKeys(secrets) };
    const changed = () => refreshStock(runtime);
    memberRoutes(app);
    campaignRoutes(app, power, changed);
    awardRoutes(app, secrets, changed);
    quotaRoutes(app);
    noticeRoutes(app, runtime);
    const bundles = { secrets, storage: diskStorage(filesDir(runtime.config)) };
    equipBundles(bundles);
    bundleRoutes(app, bundles);
    changeRoutes(app, power, changed);
    rehearsalRoutes(app, runtime, changed);
    officeRoutes(app);
    fundSourceRoutes(app);
    merchantRoutes(app, power);
    agreementRoutes(app, power);
    const storage = diskStorage(filesDir(runtime.config));
    applicationRoutes(app, power, storage);
    goodsRoutes(app, power, storage);
    plaqueRoutes(app);
    pairingRoutes(app, power, isSecure(runtime.config));
    ledgerRoutes(app);
    leverageRoutes(app);
    reconciliationRoutes(app);
    settlementRoutes(app);
    statementRoutes(app, power);
    tillStatementRoutes(app, power);
    workbookRoutes(app, power);
    tillRoutes(app, power, runtime.sessions);
    returnRoutes(app, power);
    receiptRoutes(app, runtime);
    shiftRoutes(app, power, runtime.sessions);
  },
  start: async () => tellMembers(),
};
