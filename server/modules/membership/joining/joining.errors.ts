import { conflict, forbidden, invalid, missing, unauthenticated } from "#kernel/problem";

/** The phone has not been proved here, or too long ago. */
export const proveThePhone = () => unauthenticated("joining.prove_the_phone");
/** Said only to whoever holds the phone. */
export const memberAlready = () => conflict("joining.member_already");
export const noSuchApplication = () => missing("joining.missing");
export const wrongState = (state: string) => conflict("joining.wrong_state", { state });
export const takesNone = () => invalid("joining.union_takes_none");
export const incomplete = (field: string) => invalid("joining.incomplete", { field });
/** The text that was agreed to is not the one that holds. */
export const consentChanged = () => conflict("joining.consent_changed");
export const appealedBefore = () => conflict("joining.appealed_before");
export const needsAnother = () => forbidden("joining.needs_another");
/** Said to staff of their own people. */
export const memberByNow = () => conflict("joining.member_by_now");
export const waitsAlready = () => conflict("joining.waits_already");
