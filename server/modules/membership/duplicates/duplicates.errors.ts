import { conflict, missing } from "#kernel/problem";

export const noSuchPair = () => missing("duplicates.missing");
export const noSuchMerge = () => missing("duplicates.merge_missing");
/** One of the two was merged or has left since the page was read. */
export const personGone = () => conflict("duplicates.person_gone");
/** Somebody else has decided it. */
export const decidedAlready = () => conflict("duplicates.decided_already");
/** Both take part in one draw that is to come, or wait for the same. */
export const standTogether = () => conflict("duplicates.stand_together");
/** One of the two is on the way to another union: that is finished or taken back first. */
export const onTheWay = () => conflict("duplicates.on_the_way");
/** One of the two has asked for the account to be closed: that happens or is taken back first. */
export const closingAccount = () => conflict("duplicates.closing_account");
/** Who has a member number stays. */
export const keepTheMember = () => conflict("duplicates.keep_the_member");
export const undoneAlready = () => conflict("duplicates.undone_already");
/** The one who stayed has been merged into somebody or has left: that comes first. */
export const keptGone = () => conflict("duplicates.kept_gone");
