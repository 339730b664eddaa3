import type { Mine } from "../../../shared/api-types/index.ts";
import type { PendingAct } from "../releases/pending-acts.ts";

/** Refusals that leave the entry or the claim open: another seat, another code or the same once more, and it goes on. */
const mendable: ReadonlySet<string> = new Set([
  ...["release.seat_taken", "release.no_such_seat", "release.no_such_party"],
  ...["stock.seat_taken", "stock.no_such_seat", "release.entry_changed"],
]);
export const isMendable = (code: string): boolean => mendable.has(code);

/** A change of wishes that came after the window's end: the entry itself, and what was said before, stand. */
export const cameTooLate = (act: PendingAct | undefined, { entered }: Pick<Mine, "entered">): boolean =>
  act?.act === "entry" && act.refusal !== undefined && !isMendable(act.refusal.code) && entered;

/** A refusal that ends it: told on a page of its own. */
export const isFinal = (act: PendingAct | undefined, mine: Pick<Mine, "entered">): boolean =>
  act?.refusal !== undefined && !isMendable(act.refusal.code) && !cameTooLate(act, mine);
