import { conflict, forbidden, invalid, missing } from "#kernel/problem";

export const noSuchSettlement = () => missing("settlement.no_such_settlement");
export const noSuchStatement = () => missing("settlement.no_such_statement");
export const noSuchDispute = () => missing("settlement.no_such_dispute");
export const noSuchLine = (position: number) => invalid("settlement.no_such_line", { position });
export const wrongState = (state: string, act: string) => conflict("settlement.wrong_state", { state, act });
/** The lines were made again after the page was opened. */
export const changedMeanwhile = () => conflict("settlement.changed_meanwhile");
export const periodAhead = () => invalid("settlement.period_ahead");
export const periodWrong = () => invalid("settlement.period_wrong");
/** No voucher was taken, and nothing changed, that is not on a statement already. */
export const nothingToSettle = () => conflict("settlement.nothing_to_settle");
/** Only somebody whom the merchant has named answers for it. */
export const managerNeeded = () => forbidden("settlement.manager_needed");
/** The paper that was signed shows other lines than the statement has now. */
export const paperOfOtherLines = () => conflict("settlement.paper_of_other_lines");
export const signedInFuture = () => invalid("settlement.signed_in_future");
export const answersMissing = (count: number) => conflict("settlement.answers_missing", { count });
/** Nothing has been agreed yet on where this merchant's money goes. */
export const noAccount = () => missing("settlement.no_account");
/** The account changed in the period: whoever reviews says that they have looked. */
export const accountUnseen = (since: string) => conflict("settlement.account_unseen", { since });
export const notReadyToPay = (what: string) => conflict("settlement.not_ready_to_pay", { what });
export const paidInFuture = () => invalid("settlement.paid_in_future");
