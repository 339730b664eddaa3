import type { Route } from "../server/access.samples.ts";
import type { Needs, Reach } from "./access.model.ts";

/** What a route needs: its declared right, there and below, unless it is written here. */
const others: Record<string, Needs> = {};

const say = (reach: Reach, rights: readonly string[], operations: readonly string[]) => {
  for (const operation of operations) others[operation] = { reach, rights };
};

export function needsOf(route: Route): Needs {
  return others[route.operation.operationId] ?? { reach: "below", rights: [route.access] };
}

say("own_account", [], ["signOutStaff", "getStaffMe", "changeStaffPassword", "listDuties", "listCalendarYears"]);
say(
  "own_account",
  [],
  ["getStaffOidc", "beginStaffLink", "linkStaffIdentity", "unlinkStaffIdentity", "signOutOfProvider"],
);
say("up", ["*"], ["getOrganisation"]);
say("below", ["*"], ["listOrganisations"]);
say("below", ["statistics.view"], ["listOrganisationLinks"]);
say("below", ["people.view"], ["getShareKitOfUnions"]);
say("below", ["benefits.read"], ["getShareKitOfCampaigns"]);
say("below", ["activities.read"], ["getShareKitOfShowings"]);
// Whoever makes a campaign and whoever allows it.
say(
  "below",
  ["benefits.manage", "benefits.funds"],
  [
    ...["startRehearsal", "renewRehearsalPhone", "makeRehearsalTillCode", "endRehearsal", "getRehearsal"],
    ...["pauseCampaign", "resumeCampaign", "withdrawNotice"],
  ],
);
// This one is of a code that belongs to no campaign: settled on the merchant's side alone.
say("below", ["benefits.merchants"], ["handleDiscrepancy"]);
say("below", ["benefits.manage", "benefits.funds"], ["askFundChange"]);
say("below", ["benefits.manage", "benefits.funds", "audit.read"], ["requestBundle", "listBundles", "downloadBundle"]);
say("below", ["benefits.read", "benefits.office"], ["getBenefitsOffice"]);
say("below", ["benefits.check", "benefits.approve"], ["decideWaiting"]);
// What waits for the first look is sent back by who takes that look.
say("below", ["benefits.check"], ["rejectCampaign"]);
say("below", ["benefits.manage"], ["deleteFile"]);
// The account holds a business duty: whoever manages accounts without holding it resets nothing, whoever appoints does.
say("below", ["staff.appoint"], ["resetStaffPassword", "resetSecondFactor", "reopenStaffAccount"]);
// Acts from above show in the audit, and shops of a city take its streets' vouchers: both are named to those below.
say("up", ["audit.read"], ["listAuditActors"]);
say("up", ["benefits.read"], ["listMerchants"]);
say(
  "above",
  ["organisations.manage"],
  [
    ...["previewOrganisation", "moveOrganisation", "mergeOrganisation", "closeOrganisation", "splitOrganisation"],
    "cancelOrganisationMove",
  ],
);
say(
  "top",
  ["settings.manage"],
  [
    ...["getSignInSettings", "changeStaffProvider", "changeMemberProvider", "changeEmbed", "getSmsSettings"],
    ...["getIdentitySettings", "changeIdentitySettings"],
    ...["changeSmsSettings", "testSmsSettings", "saveCalendarYear", "readDecree"],
  ],
);
say("up", ["places.read"], ["listPlaces", "getPlace", "getHall", "listSeatMaps", "getSeatMap", "listHallBookings"]);
say("tree", ["people.manage"], ["findUnions"]);
// The cover of a campaign.
say("below", ["benefits.read"], ["getStaffFile"]);
// Campaigns wait for those who look at them, files that may be one person's for those who keep the register.
say(
  "below",
  [
    ...["benefits.check", "benefits.approve", "people.manage", "organisations.manage", "benefits.funds"],
    ...["benefits.merchants", "places.manage", "activities.manage"],
  ],
  ["listWaiting"],
);
// The inbox is for those who answer; who may only ask sees nobody's.
say("below", ["places.manage"], ["listHallRequests"]);
// Many bring in sheets; this one is of people, and theirs who keep the register.
say(
  "below",
  ["people.manage"],
  [
    ...["listImports", "uploadImport", "getImport", "listImportLines", "pasteImport", "chooseMapping", "settleNames"],
    ...["decideImportLine", "leaveUndecidedLines", "submitImport", "answerImport", "withdrawImport", "undoImport"],
    ...["getSheetTemplate", "getRefusedRows"],
  ],
);
// A review is one for a whole tree; below its top everybody answers for their own lines.
say("top", ["staff.manage"], ["openDutyReview"]);
// Each setting has its own right: this is the one about a second person.
say("below", ["staff.manage"], ["changeRegisterSettings"]);
