import { conflict, forbidden, invalid, missing, Problem, type ProblemParams, unavailable } from "#kernel/problem";

const soldOutSeconds = 1;

export const noSuchRelease = () => missing("release.no_such_release");
export const noSuchPerson = () => missing("person.missing");
export const notOpenYet = (opensAt: Date) => conflict("release.not_open_yet", { opensAt: opensAt.toISOString() });
export const entryClosed = () => conflict("release.entry_closed");
/** Something else was said with the entry since; that stands. */
export const entryChanged = () => conflict("release.entry_changed");
export const noWindow = () => conflict("release.no_entry_window");
export const drawing = () => conflict("release.drawing");
export const paused = () => conflict("release.paused");
export const closed = () => conflict("release.closed");
/** Gone for now: what is given back or added may be there in a second, and a refusal has no effect. */
export const soldOut = (nextOpensAt: Date | undefined): Problem =>
  new Problem(
    409,
    "release.sold_out",
    nextOpensAt === undefined ? {} : { nextOpensAt: nextOpensAt.toISOString() },
    soldOutSeconds,
  );
export const capReached = (params: ProblemParams) => conflict("release.cap_reached", params);
export const notEligible = (params: ProblemParams) => forbidden("release.not_eligible", params);
/** The same key came with another release. */
export const keyReused = () => invalid("idempotency.key_reused");
export const busy = () => unavailable("release.busy", 1);
/** It was stopped with all that it belongs to, and goes on with that. */
export const stoppedAbove = () => conflict("release.stopped_above");
export const notPublished = () => conflict("release.order_not_published");
export const wrongTimes = (reason: string) => invalid("release.wrong_times", { reason });
/** A rule on earlier wins where no cap counts them would let everybody through. */
export const winsNotCounted = (scope: string) => invalid("release.wins_not_counted", { scope });
/** What is released has no places in a hall. */
export const noSeats = () => conflict("release.no_seats");
export const noSuchSeat = (label: string) => invalid("release.no_such_seat", { label });
/** Somebody was faster; the same request may be sent with another seat. */
export const seatTaken = (label: string) => conflict("release.seat_taken", { label });
export const noSuchParty = () => invalid("release.no_such_party");
/** Nothing of this release may be given to persons who are named. */
export const noAwardShare = () => conflict("release.no_award_share");
/** Nothing is on offer to this person, or no longer. */
export const noOffer = () => conflict("release.no_offer");
