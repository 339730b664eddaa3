import { conflict, invalid, missing } from "#kernel/problem";

export const noSuchCorrection = () => missing("own_data.no_such_correction");
export const askedAlready = () => conflict("own_data.asked_already");
export const answeredAlready = () => conflict("own_data.answered_already");
/** There is nothing to change: it says so already. */
export const saysSoAlready = () => invalid("own_data.says_so_already");
export const closingAlready = () => conflict("own_data.closing_already");
export const notClosing = () => conflict("own_data.not_closing");
