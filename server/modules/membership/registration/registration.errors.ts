import { conflict, invalid, missing } from "#kernel/problem";

export const noSuchRegistration = () => missing("registration.missing");
export const noSuchAct = () => missing("registration.act_missing");
/** That year is open at this union, or at one above that speaks for it. */
export const openAlready = (year: number, union: string) => conflict("registration.open_already", { year, union });
export const daysDoNotFit = (field: string) => invalid("registration.days_do_not_fit", { field });
/** People have confirmed, or the union has decided about somebody: the year stays. */
export const inUse = () => conflict("registration.in_use");
/** Not open yet, or over. */
export const notOpen = (stage: string) => conflict("registration.not_open", { stage });
/** Nobody of those chosen is in the list any more. */
export const nobodyLeft = () => conflict("registration.nobody_left");
export const undoneAlready = () => conflict("registration.undone_already");
