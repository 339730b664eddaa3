import type { HolderRow } from "../sessions/holders.store.ts";
import { giveBackUntil, stateAt } from "../sessions/session.rules.ts";
import type { SessionRow } from "../sessions/session.store.ts";
import type { TicketState } from "./ticket.schemas.ts";

type Claim = Pick<HolderRow, "state" | "reason" | "enteredAt" | "grantedAt" | "askedAt" | "going">;

/** What a ticket is at `now`. A seat that was not used is missed once the session is over. */
export function ticketState(claim: Claim, session: SessionRow, now: Date): TicketState {
  if (claim.enteredAt !== null || claim.state === "redeemed") return "used";
  if (session.state === "cancelled" || claim.reason === "cancelled") return "cancelled";
  if (claim.state === "returned" || claim.state === "expired") return "returned";
  return claim.state === "lapsed" || now >= session.endsAt ? "missed" : "valid";
}

/** What its holder may do with a ticket at `now`. */
export function ticketActs(
  { claim, session, excused }: { claim: Claim; session: SessionRow; excused: boolean },
  now: Date,
) {
  const state = ticketState(claim, session, now);
  const ahead = state === "valid" && stateAt(session, now) === "scheduled" && now < session.startsAt;
  return {
    giveBack: ahead && now < giveBackUntil(session, claim.grantedAt),
    move: ahead,
    answer: ahead && claim.askedAt !== null,
    excuse: state === "missed" && !excused,
  };
}
