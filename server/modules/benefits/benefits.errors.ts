import { conflict, forbidden, invalid, limited, missing, Problem, unauthenticated } from "#kernel/problem";

export const noSuchCampaign = () => missing("benefits.no_such_campaign");
export const noSuchKind = () => missing("benefits.no_such_kind");
export const noSuchChange = () => missing("benefits.no_such_change");
export const noSuchRound = () => missing("benefits.no_such_round");
export const noSuchOrganisation = () => missing("benefits.no_such_organisation");
export const noSuchMerchant = () => missing("benefits.no_such_merchant");
export const noSuchStore = () => missing("benefits.no_such_store");
export const noSuchClerk = () => missing("benefits.no_such_clerk");
export const noSuchVoucher = () => missing("benefits.no_such_voucher");
export const noSuchRedemption = () => missing("benefits.no_such_redemption");

export const noSuchRehearsal = () => missing("benefits.no_such_rehearsal");
/** One at a time: phones and figures of two would be taken for each other. */
export const rehearsalRunning = () => conflict("benefits.rehearsal_running");
export const rehearsalOver = () => conflict("benefits.rehearsal_over");
/** Used, grown old, or of a rehearsal that has ended. */
export const rehearsalLinkWrong = () => conflict("benefits.rehearsal_link_wrong");
/** A voucher of a rehearsal at a real till, or the other way round. */
export const otherSpace = () => conflict("benefits.other_space");

export const noSuchBundle = () => missing("benefits.no_such_bundle");
/** It is still being built, could not be, or its days are over. */
export const bundleNotReady = () => conflict("benefits.bundle_not_ready");
export const noSuchNotice = () => missing("benefits.no_such_notice");
/** It hung out once; its list is gone. */
export const noticeOver = () => new Problem(410, "benefits.notice_over");
export const nobodyToPublish = () => conflict("benefits.nobody_to_publish");
export const tooManyToPublish = (most: number) => conflict("benefits.too_many_to_publish", { most });
export const noticeTooLong = (days: number) => invalid("benefits.notice_too_long", { days });
export const noSuchAward = () => missing("benefits.no_such_award");
export const noSuchRelease = () => missing("release.no_such_release");
/** The release keeps nothing for awards. */
export const noAwardShare = () => conflict("release.no_award_share");
/** Somebody stands twice in one list of names. */
export const twiceNamed = () => invalid("benefits.twice_named");
/** Nobody of the award holds a voucher that can still be used. */
export const nothingToPrint = () => conflict("benefits.nothing_to_print");
export const noSuchPaper = () => missing("benefits.no_such_paper");
/** It was printed again since. */
export const paperVoided = () => conflict("benefits.paper_voided");
export const paperUsed = () => conflict("benefits.paper_used");

/** The act does not fit the campaign's present state. */
export const wrongState = (state: string, act: string) => conflict("benefits.wrong_state", { state, act });
/** Amount, stock, audience, time and stores stand once others have allowed them: a change is asked for. */
export const fixedAfterApproval = (field: string) => conflict("benefits.fixed_after_approval", { field });
/** A share for a branch that the campaign does not reach. */
export const shareOutside = (title: string) => invalid("benefits.share_outside", { title });
/** A union has a quota and a share of its own in one kind. */
export const quotaTwice = (title: string) => conflict("benefits.quota_twice", { title });
/** The quotas of unions and the other shares of a kind come to more than a round has. */
export const quotasOverStock = (params: { title: string; units: number; stock: number }) =>
  conflict("benefits.quotas_over_stock", params);
/** Somebody changed it after the page was opened. */
export const changedMeanwhile = () => conflict("benefits.changed_meanwhile");
/** The money is that of a union above: somebody there allows it. */
export const sourceOfUnionAbove = () => forbidden("benefits.source_of_union_above");
export const makerCannotCheck = () => forbidden("benefits.maker_cannot_check");
/** Without kinds, or without stores, there is nothing to approve. */
export const incomplete = (what: "kinds" | "stores") => invalid("benefits.incomplete", { what });
/** A campaign stays with the union that drafted it; draft another one there. */
export const organisationFixed = () => conflict("benefits.organisation_fixed");
export const wrongDays = () => invalid("benefits.wrong_days");
export const noFundSource = () => invalid("benefits.no_fund_source");
export const budgetTooSmall = (neededFen: number, budgetFen: number) =>
  conflict("benefits.budget_too_small", { neededFen, budgetFen });
export const nothingChanges = () => invalid("benefits.nothing_changes");
/** What has closed is over: it gets no more units and no other time. */
export const roundIsOver = () => conflict("benefits.round_is_over");
/** Vouchers in hand rest while the campaign is paused. */
export const campaignPaused = () => conflict("benefits.campaign_paused");
/** Whoever checks stopped it: somebody else of those who check lets it go on. */
export const resumeByAnother = () => forbidden("benefits.resume_by_another");
export const noRounds = (startsOn: string, endsOn: string) => invalid("benefits.no_rounds", { startsOn, endsOn });
export const tooManyRounds = (max: number) => invalid("benefits.too_many_rounds", { max });
export const unreadableRecurrence = () => invalid("benefits.unreadable_recurrence");
export const roundInThePast = (opensAt: string) => conflict("benefits.round_in_the_past", { opensAt });
export const storeNotOffered = (storeId: string) => invalid("benefits.store_not_offered", { storeId });

export const noSuchApplication = () => missing("benefits.no_such_application");
export const noSuchAgreement = () => missing("benefits.no_such_agreement");
export const noSuchBankAccount = () => missing("benefits.no_such_bank_account");
export const noSuchPlaque = () => missing("benefits.no_such_plaque");
export const noSuchGoods = () => missing("benefits.no_such_goods");
/** What an agreement needs before a second person reads it. */
export const agreementIncomplete = (lacking: string) => invalid("benefits.agreement_incomplete", { missing: lacking });
/** On any day at most one agreement of a merchant is in force. */
export const agreementsOverlap = () => conflict("benefits.agreements_overlap");
/** One change of account at a time. */
export const accountChangeWaiting = () => conflict("benefits.account_change_waiting");
/** Another account counts from today at the earliest. */
export const accountDayPast = () => invalid("benefits.account_day_past");
/** The same company asked this union already, and waits for an answer. */
export const applicationWaiting = () => conflict("benefits.application_waiting");
/** Another phone than the one whose one-time password opened the form. */
export const phoneOfAnother = () => invalid("benefits.phone_of_another");
/** The store has a plaque in use; withdraw it first. */
export const plaqueInUse = () => conflict("benefits.plaque_in_use");
export const suspensionPast = () => invalid("benefits.suspension_past");
export const alreadySuspended = () => conflict("benefits.already_suspended");
export const notSuspended = () => conflict("benefits.not_suspended");
export const goodsIncomplete = () => invalid("benefits.goods_incomplete");
/** Goods go with a campaign whose vouchers one of the merchant's stores takes. */
export const campaignNotAtMerchant = () => invalid("benefits.campaign_not_at_merchant");

export const alreadyMerchant = () => conflict("benefits.already_a_merchant");
export const storeNameTaken = () => conflict("benefits.store_name_taken");
export const clerkKnown = () => conflict("benefits.clerk_known");
export const phoneInvalid = () => invalid("benefits.phone_invalid");

export const pairingCodeWrong = () => conflict("benefits.pairing_code_wrong");
export const ticketWrong = () => unauthenticated("benefits.ticket_wrong");
export const wrongPin = (triesLeft: number) => forbidden("benefits.wrong_pin", { triesLeft });
export const pinLocked = (seconds: number) => limited("benefits.pin_locked", seconds);
export const pinNotSet = () => conflict("benefits.pin_not_set");
export const pinTooSimple = () => invalid("benefits.pin_too_simple");

export const storeNotListed = () => conflict("benefits.store_not_listed");
/** The store itself takes nothing now, whatever the voucher. */
export const storeClosed = () => conflict("benefits.store_closed");
export const merchantSuspended = () => conflict("benefits.merchant_suspended");
/** The union withdrew this store, until a moment or until further notice. */
export const storeSuspended = (reason: string, until: Date | null) =>
  conflict("benefits.store_suspended", {
    why: reason,
    ...(until === null ? {} : { suspendedUntil: until.toISOString() }),
  });
/** Nothing that union and merchant signed is in force at that moment. */
export const noAgreement = () => conflict("benefits.no_agreement_in_force");
/** A trade-in voucher is taken against an old article, whose kind and number are written down. */
export const oldArticleMissing = () => invalid("benefits.old_article_missing");
export const oldArticleUsed = (number: string) => conflict("benefits.old_article_used", { number });
/** Only goods of this merchant that go with this voucher are sold with it. */
export const goodsNotOffered = () => conflict("benefits.goods_not_offered");
export const belowThreshold = (minSpendFen: number, amountFen: number) =>
  conflict("benefits.below_threshold", { minSpendFen, amountFen, missingFen: minSpendFen - amountFen });
export const voucherState = (state: string) => conflict("benefits.voucher_not_active", { state });
export const notYetValid = (validFrom: Date) =>
  conflict("benefits.voucher_not_yet_valid", { validFrom: validFrom.toISOString() });
export const voucherLapsed = (validUntil: Date) =>
  conflict("benefits.voucher_lapsed", { validUntil: validUntil.toISOString() });
/** A bill so small that nothing can be taken off it. */
export const nothingOff = () => conflict("benefits.nothing_off");
export const notAVoucher = () => conflict("benefits.not_a_voucher");
export const checkTooOld = () => conflict("benefits.check_too_old");
/** More was taken without network than this till may. */
export const offlineLimitReached = (limit: number) => conflict("benefits.offline_limit_reached", { limit });
export const notForOffline = () => conflict("benefits.not_for_offline");
/** Accepted before the till was paired, too long ago, or in the future. */
export const offlineTimeWrong = () => conflict("benefits.offline_time_wrong");

export const noSuchDiscrepancy = () => missing("benefits.no_such_discrepancy");
/** What was settled is written once; who did so is told. */
export const alreadyHandled = (by: string) => conflict("benefits.already_handled", { by });

export const sameClerk = () => forbidden("benefits.same_clerk");
export const undoTooLate = (minutes: number) => conflict("benefits.undo_too_late", { minutes });
export const alreadyUndone = () => conflict("benefits.already_undone");
export const noSuchPhoto = () => missing("benefits.no_such_photo");
/** The number stands once it is written. */
export const receiptKept = (receipt: string) => conflict("benefits.receipt_kept", { receipt });
export const tooManyPhotos = (most: number) => conflict("benefits.too_many_photos", { most });
export const noSuchShift = () => missing("benefits.no_such_shift");
/** Another clerk's shift is counted by that clerk, or by the manager. */
export const shiftOfOther = (clerk: string) => forbidden("benefits.shift_of_other", { clerk });
export const shiftClosed = () => conflict("benefits.shift_closed");
/** Slips and records differ, or receipts are missing: say why. */
export const shiftNoteNeeded = (expected: number, counted: number, missing: number) =>
  invalid("benefits.shift_note_needed", { expected, counted, missing });

/** What of this bill was brought back has been settled; once per redemption. */
export const alreadyReversed = () => conflict("benefits.already_reversed");
export const moreThanBought = (leftFen: number) => conflict("benefits.more_than_bought", { leftFen });
export const returnTooLate = (days: number) => conflict("benefits.return_too_late", { days });
export const wholeReturnOnly = (leftFen: number) => conflict("benefits.whole_return_only", { leftFen });
/** From this much of the subsidy on another clerk or the manager gives a PIN. */
export const secondNeeded = (fromFen: number) => forbidden("benefits.second_needed", { fromFen });
export const cannotReturn = (state: string) => conflict("benefits.cannot_return", { state });
/** No voucher can be told from what was accepted, so no union can be asked to pay for it. */
export const nothingToBear = () => conflict("benefits.nothing_to_bear");
export const moreThanFaceValue = (faceFen: number) => invalid("benefits.more_than_face_value", { faceFen });

export const noSuchFundSource = () => missing("funds.no_such_source");
export const noSuchFundChange = () => missing("benefits.no_such_fund_change");
export const noSuchPastYear = () => missing("benefits.no_such_past_year");
