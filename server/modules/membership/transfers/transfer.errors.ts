import { conflict, forbidden, invalid, missing } from "#kernel/problem";

export const noSuchTransfer = () => missing("transfer.missing");
/** Another one is under way. */
export const openAlready = () => conflict("transfer.open_already");
export const wrongState = (state: string) => conflict("transfer.wrong_state", { state });
export const stateForbids = (state: string) => conflict("transfer.state_forbids", { state });
/** The member is another union's by now, which nobody has asked. */
export const overtaken = () => conflict("transfer.overtaken");
export const takesNone = () => invalid("transfer.union_takes_none");
export const appealedBefore = () => conflict("transfer.appealed_before");
export const needsAnother = () => forbidden("transfer.needs_another");
