import type { Actor } from "#kernel/actor";
import { defineDuty, hasDuty, isWithin, pathsHolding, type Rule } from "#kernel/policy";
import { definePreset } from "#kernel/sign-in/duty-presets";

defineDuty("places.reader", ["places.read"]);
// Asks for halls of the own union and of those above.
defineDuty("places.asker", ["places.read", "places.request"]);
defineDuty("places.manager", ["places.read", "places.request", "places.book", "places.manage"]);
definePreset("chair", ["places.reader"]);
definePreset("organiser", ["places.manager"]);

interface Located {
  node: string;
}

/** Holds the permission at the node or above, or works somewhere below it: halls of a city are there for its counties. */
const holdsBelow = (actor: Actor, permission: string, node: string) =>
  hasDuty(actor, permission, node) || pathsHolding(actor, permission).some((path) => isWithin(path, node));

/** Who may look at places, halls, seat maps and when a hall is free. */
export const mayRead: Rule<Located> = (actor, { node }) => holdsBelow(actor, "places.read", node);

const manages: Rule<Located> = (actor, { node }) => hasDuty(actor, "places.manage", node);
const books: Rule<Located> = (actor, { node }) => hasDuty(actor, "places.book", node);
const asks: Rule<Located> = (actor, { node }) => holdsBelow(actor, "places.request", node);

/** Who may do what with a place. */
export const placePolicy = { manage: manages };
/** Who may do what with a hall. */
export const hallPolicy = { manage: manages, book: books, ask: asks };

/** What the rules need to know of a booking. */
export interface BookingFacts extends Located {
  organisationNode: string;
  state: "requested" | "confirmed" | "refused" | "cancelled";
  referenceType: string | null;
}

const live = ({ state }: BookingFacts) => state === "requested" || state === "confirmed";
const own = (actor: Actor, { organisationNode }: BookingFacts) => hasDuty(actor, "places.request", organisationNode);

/** Who may do what with a booking. What stands for something of another room is moved and cancelled there. */
export const bookingPolicy = {
  /** What it is for and who has it; that the hall is taken everybody may see who reads the hall. */
  see: (actor, booking) =>
    hasDuty(actor, "places.read", booking.node) || hasDuty(actor, "places.read", booking.organisationNode),
  decide: (actor, booking) => manages(actor, booking) && booking.state === "requested",
  // Who only asks may withdraw, and ask again for another time.
  change: (actor, booking) => books(actor, booking) && live(booking) && booking.referenceType === null,
  cancel: (actor, booking) =>
    (books(actor, booking) || own(actor, booking)) && live(booking) && booking.referenceType === null,
} satisfies Record<string, Rule<BookingFacts>>;

/** Whether somebody who may not simply book may ask in the name of this union. */
export const mayAskFor: Rule<Located> = (actor, { node }) => hasDuty(actor, "places.request", node);
