import { conflict, forbidden, invalid, missing, type ProblemParams } from "#kernel/problem";

export const noSuchOrganisation = () => missing("activities.no_such_organisation");
export const noSuchSeries = () => missing("activities.no_such_series");
export const noSuchFilm = () => missing("activities.no_such_film");
export const noSuchPlan = () => missing("activities.no_such_plan");
export const noSuchSession = () => missing("activities.no_such_session");
export const noSuchTicket = () => missing("activities.no_such_ticket");
export const noSuchDoor = () => missing("activities.no_such_door");
export const noSuchHall = () => invalid("activities.no_such_hall");

export const unreadableRule = () => invalid("activities.unreadable_rule");
export const wrongDays = () => invalid("activities.wrong_days");
export const wrongShares = () => invalid("activities.wrong_shares");
export const noSessions = () => invalid("activities.no_sessions");
export const tooManySessions = (most: number) => invalid("activities.too_many_sessions", { most });
/** Why a plan cannot be handed in. */
export const planEmpty = () => invalid("activities.plan_empty");
export const filmsMissing = (count: number) => invalid("activities.films_missing", { count });
export const roundMissing = (startsAt: string) => invalid("activities.round_missing", { startsAt });
export const sessionPast = (startsAt: string) => invalid("activities.session_past", { startsAt });
/** The hall is somebody else's then, or has another session of the plan, or would not be clean in time. */
export const sessionClashes = (startsAt: string) => conflict("activities.session_clashes", { startsAt });
export const wrongState = (state: string, act: string) => conflict("activities.wrong_state", { state, act });
export const changedMeanwhile = () => conflict("activities.changed_meanwhile");
/** Something else has the hall then: `title` and times say what. */
export const hallTaken = (params: ProblemParams) => conflict("activities.hall_taken", params);

export const sessionOver = () => conflict("activities.session_over");
export const sessionCancelled = (reason: string) => conflict("activities.session_cancelled", { reason });
export const touchedChanged = (touches: number) => conflict("activities.touched_changed", { touches });
export const fewerSeats = (seats: number, holders: number) => conflict("activities.fewer_seats", { seats, holders });
export const nothingChanges = () => conflict("activities.nothing_changes");
export const branchOutside = () => invalid("activities.branch_outside");

export const tooLateToReturn = (until: Date) =>
  conflict("activities.too_late_to_return", { returnUntil: until.toISOString() });
export const ticketOver = (state: string) => conflict("activities.ticket_over", { state });
export const notMissed = () => conflict("activities.not_missed");
export const excuseDecided = () => conflict("activities.excuse_decided");
export const reminderTooLate = () => conflict("activities.reminder_too_late");

export const pairingCodeWrong = () => conflict("activities.pairing_code_wrong");
export const doorOver = () => forbidden("activities.door_over");
export const doorsNotOpen = (opensAt: Date) =>
  conflict("activities.doors_not_open", { opensAt: opensAt.toISOString() });
export const alreadyEntered = ({ at, door, seat }: { at: Date; door: string; seat: string | null }) =>
  conflict("activities.already_entered", { enteredAt: at.toISOString(), door, seat: seat ?? "" });
export const otherSession = (params: { title: string; startsAt: Date }) =>
  conflict("activities.other_session", { ...params, startsAt: params.startsAt.toISOString() });
export const ticketGivenBack = () => conflict("activities.ticket_given_back");
export const ambiguousTicket = () => conflict("activities.ambiguous_ticket");
export const wrongPhoneEnd = () => conflict("activities.wrong_phone_end");
export const entryNotUndoable = () => conflict("activities.entry_not_undoable");

export const ruleExists = (validFrom: string) => conflict("activities.rule_exists", { validFrom });
export const ruleInThePast = () => invalid("activities.rule_in_the_past");
export const yearNotOver = (year: number) => invalid("activities.year_not_over", { year });
